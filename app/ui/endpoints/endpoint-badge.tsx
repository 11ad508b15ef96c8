import { Badge, type BadgeProps } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { EndpointView } from "../../queries/endpoints.ts";

const TONES: Record<EndpointView["status"] | "failing", BadgeProps["tone"]> = {
  enabled: "success",
  failing: "warning",
  paused: "attention",
  disabled: "critical",
};

interface EndpointBadgeProps {
  status: EndpointView["status"];
  /** of an enabled one: whether the last few attempts have failed */
  failing?: boolean;
}

export function EndpointBadge({ status, failing = false }: EndpointBadgeProps) {
  const { t } = useTranslation("endpoints");
  const shown = failing ? "failing" : status;
  return <Badge tone={TONES[shown]}>{t(`status.${shown}`)}</Badge>;
}
