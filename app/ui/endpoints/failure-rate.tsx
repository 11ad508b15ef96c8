import { BlockStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { RecentDeliveries } from "../../queries/endpoint-list.ts";

/** How many of the last 24 hours' deliveries have not arrived. */
export function FailureRate({ tried, failed, capped }: RecentDeliveries) {
  const { t, i18n } = useTranslation("endpoints");
  if (tried === 0) {
    return (
      <Text as="span" tone="subdued">
        {t("list.nothingSent")}
      </Text>
    );
  }
  const numbers = new Intl.NumberFormat(i18n.language);
  const share = new Intl.NumberFormat(i18n.language, { style: "percent", maximumFractionDigits: 1 });
  const of = { failed: numbers.format(failed), tried: numbers.format(tried) };
  return (
    <BlockStack>
      <Text
        as="span"
        {...(failed > 0 && { tone: "critical" })}
        fontWeight={failed > 0 ? "medium" : "regular"}
      >
        {share.format(failed / tried)}
      </Text>
      <Text as="span" variant="bodySm" tone="subdued">
        {capped ? t("list.failedOfLast", of) : t("list.failedOf", of)}
      </Text>
    </BlockStack>
  );
}
