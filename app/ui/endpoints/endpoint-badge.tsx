import { Badge, type BadgeProps } from "@shopify/polaris";
import type { EndpointView } from "../../queries/endpoints.ts";

const LABELS: Record<EndpointView["status"], { label: string; tone: BadgeProps["tone"] }> = {
  enabled: { label: "Enabled", tone: "success" },
  paused: { label: "Paused", tone: "attention" },
  disabled: { label: "Disabled", tone: "critical" },
};

export function EndpointBadge({ status }: { status: EndpointView["status"] }) {
  const { label, tone } = LABELS[status];
  return <Badge tone={tone}>{label}</Badge>;
}
