import { Badge, type BadgeProps, InlineStack } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { DeliveryStatus } from "../../queries/deliveries.ts";

const TONES: Record<DeliveryStatus, BadgeProps["tone"]> = {
  pending: "attention",
  succeeded: "success",
  failed: "critical",
  discarded: undefined,
};

/** The status, and whether it was a test call. */
export function DeliveryBadges({ status, test }: { status: DeliveryStatus; test: boolean }) {
  const { t } = useTranslation("deliveries");
  return (
    <InlineStack as="span" gap="100" wrap={false}>
      <Badge tone={TONES[status]}>{t(`status.${status}`)}</Badge>
      {test ? <Badge tone="info">{t("test")}</Badge> : null}
    </InlineStack>
  );
}
