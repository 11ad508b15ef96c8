import { BlockStack, Box, Page, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { SnippetsCard } from "../signatures/snippets-card.tsx";

/** How to verify requests, for those who have no endpoint yet. */
export function VerifyingPage() {
  const { t } = useTranslation("endpoints");
  return (
    <Page title={t("verifying.title")} backAction={{ content: t("list.title"), url: "/app/endpoints" }}>
      <BlockStack gap="400">
        <Box paddingInline={{ xs: "400", sm: "0" }}>
          <Text as="p">{t("verifying.text")}</Text>
        </Box>
        <SnippetsCard />
      </BlockStack>
    </Page>
  );
}
