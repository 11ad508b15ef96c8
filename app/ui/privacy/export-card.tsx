import { BlockStack, Button, Card, InlineError, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useSaveFile } from "../download/use-save-file.ts";

const FILE = "carillon.ndjson";

/** All of the shop's configuration and log as one file. */
export function ExportCard() {
  const { t } = useTranslation("privacy");
  const { save, state } = useSaveFile("/app/settings/privacy/export", FILE);
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("export.title")}
          </Text>
          <Text as="p" tone="subdued">
            {t("export.why")}
          </Text>
        </BlockStack>
        <InlineStack>
          <Button onClick={save} loading={state === "loading"}>
            {t("export.download")}
          </Button>
        </InlineStack>
        {state === "failed" || state === "busy" ? (
          <InlineError fieldID="export" message={t(`export.${state}`)} />
        ) : null}
      </BlockStack>
    </Card>
  );
}
