import { Badge, type BadgeProps } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { TopicListener } from "../../queries/topics.ts";

const TONES: Record<TopicListener["status"], BadgeProps["tone"]> = {
  enabled: "success",
  paused: "attention",
  disabled: "critical",
};

/** Whether an endpoint gets what it chose. */
export function EndpointStatusBadge({ status }: Pick<TopicListener, "status">) {
  const { t } = useTranslation("topics");
  return <Badge tone={TONES[status]}>{t(`listener.${status}`)}</Badge>;
}
