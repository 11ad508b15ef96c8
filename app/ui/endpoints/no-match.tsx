import { BlockStack, Box, Button, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { ENDPOINTS } from "./endpoint-filters.tsx";

/** There are endpoints, but none that the filter lets through. */
export function NoMatch() {
  const { t } = useTranslation("endpoints");
  return (
    <Box padding="800">
      <BlockStack gap="300" inlineAlign="center">
        <Text as="h2" variant="headingMd" alignment="center">
          {t("list.noMatch.title")}
        </Text>
        <Text as="p" tone="subdued" alignment="center">
          {t("list.noMatch.text")}
        </Text>
        <Button url={ENDPOINTS}>{t("list.noMatch.clear")}</Button>
      </BlockStack>
    </Box>
  );
}
