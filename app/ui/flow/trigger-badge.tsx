import { Badge, type BadgeProps } from "@shopify/polaris";
import type { FlowTriggerView } from "../../queries/flow.ts";

type State = FlowTriggerView["state"] | "failing";

const LABELS: Record<State, { label: string; tone: BadgeProps["tone"] }> = {
  unused: { label: "Not used", tone: undefined },
  enabled: { label: "Used", tone: "success" },
  failing: { label: "Failing", tone: "warning" },
  paused: { label: "Paused", tone: "attention" },
  disabled: { label: "Stopped", tone: "critical" },
};

export function TriggerBadge({ trigger: { state, health } }: { trigger: FlowTriggerView }) {
  const { label, tone } = LABELS[state === "enabled" && health.failing ? "failing" : state];
  return <Badge tone={tone}>{label}</Badge>;
}
