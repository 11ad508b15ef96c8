import { Badge, type BadgeProps, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { DeliveryStatus } from "../../queries/deliveries.ts";

/** In this order: what needs a look comes first. */
const TONES: [DeliveryStatus, BadgeProps["tone"]][] = [
  ["failed", "critical"],
  ["pending", "attention"],
  ["succeeded", "success"],
  ["discarded", undefined],
];

/** How an event's deliveries fare, by status. */
export function OutcomeBadges({ counts }: { counts: Partial<Record<DeliveryStatus, number>> }) {
  const { t } = useTranslation("events");
  const shown = TONES.filter(([status]) => counts[status]);
  if (shown.length === 0) {
    return (
      <Text as="span" tone="subdued">
        {t("outcome.none")}
      </Text>
    );
  }
  return (
    <InlineStack as="span" gap="100">
      {shown.map(([status, tone]) => (
        <Badge key={status} tone={tone}>
          {t(`outcome.${status}`, { count: counts[status] ?? 0 })}
        </Badge>
      ))}
    </InlineStack>
  );
}
