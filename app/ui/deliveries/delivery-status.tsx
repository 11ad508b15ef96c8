import { Badge, type BadgeProps, InlineStack } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { DeliveryStatus } from "../../queries/deliveries.ts";

/** "retrying": pending, and failed so far */
type ShownStatus = DeliveryStatus | "retrying";

interface DeliveryBadgesProps {
  status: DeliveryStatus;
  /** how many were made */
  attempts: number;
  test: boolean;
}

export const shownStatus = ({ status, attempts }: Omit<DeliveryBadgesProps, "test">): ShownStatus =>
  status === "pending" && attempts > 0 ? "retrying" : status;

const TONES: Record<ShownStatus, BadgeProps["tone"]> = {
  pending: "attention",
  retrying: "warning",
  succeeded: "success",
  failed: "critical",
  discarded: undefined,
};

/** The status, and whether it was a test call. */
export function DeliveryBadges({ test, ...delivery }: DeliveryBadgesProps) {
  const { t } = useTranslation("deliveries");
  const shown = shownStatus(delivery);
  return (
    <InlineStack as="span" gap="100" wrap={false}>
      <Badge tone={TONES[shown]}>{t(`status.${shown}`)}</Badge>
      {test ? <Badge tone="info">{t("test")}</Badge> : null}
    </InlineStack>
  );
}
