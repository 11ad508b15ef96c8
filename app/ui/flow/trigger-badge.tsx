import { Badge, type BadgeProps } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { FlowTriggerView } from "../../queries/flow.ts";

type State = FlowTriggerView["state"] | "failing";

const TONES: Record<State, BadgeProps["tone"]> = {
  unused: undefined,
  enabled: "success",
  failing: "warning",
  paused: "attention",
  disabled: "critical",
};

export function TriggerBadge({ trigger: { state, health } }: { trigger: FlowTriggerView }) {
  const { t } = useTranslation("flow");
  const shown = state === "enabled" && health.failing ? "failing" : state;
  return <Badge tone={TONES[shown]}>{t(`state.${shown}`)}</Badge>;
}
