import { BlockStack, List, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Unsent } from "../../pipeline/deliver/resend-selected.ts";
import type { LeftOut as LeftOfAll } from "../../pipeline/recover/resend-many.ts";

type Reason = Unsent | LeftOfAll;

/** What is not sent again, and why not; nothing when all is. */
export function LeftOut({ left }: { left: Partial<Record<Reason, number>> }) {
  const { t, i18n } = useTranslation("deliveries");
  const reasons = Object.entries(left).filter(([, count]) => count > 0) as [Reason, number][];
  if (reasons.length === 0) return null;
  const format = new Intl.NumberFormat(i18n.language);
  return (
    <BlockStack gap="100">
      <Text as="p">{t("left.title")}</Text>
      <List>
        {reasons.map(([reason, count]) => (
          <List.Item key={reason}>{t(`left.${reason}`, { count, number: format.format(count) })}</List.Item>
        ))}
      </List>
    </BlockStack>
  );
}
