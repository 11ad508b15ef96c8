import { Badge, type BadgeProps, InlineStack } from "@shopify/polaris";
import type { DeliveryStatus } from "../../queries/deliveries.ts";

/** In the order of the filter. */
export const STATUS_LABELS: Record<DeliveryStatus, string> = {
  pending: "Pending",
  succeeded: "Succeeded",
  failed: "Failed",
  discarded: "Discarded",
};

const TONES: Record<DeliveryStatus, BadgeProps["tone"]> = {
  pending: "attention",
  succeeded: "success",
  failed: "critical",
  discarded: undefined,
};

/** The status, and whether it was a test call. */
export function DeliveryBadges({ status, test }: { status: DeliveryStatus; test: boolean }) {
  return (
    <InlineStack as="span" gap="100">
      <Badge tone={TONES[status]}>{STATUS_LABELS[status]}</Badge>
      {test ? <Badge tone="info">Test</Badge> : null}
    </InlineStack>
  );
}
