import { Badge, BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { Trans, useTranslation } from "react-i18next";
import type { FormBlock } from "../../queries/form-block.ts";
import { RelativeTime } from "../time/relative-time.tsx";
import { addFormUrl, type ThemeOwner, themeEditorUrl } from "./theme-editor.ts";

/** What submissions tell of the form in the shop's theme, and the way there. */
export function FormCard({ form: { lastAt, lately }, theme }: { form: FormBlock; theme: ThemeOwner }) {
  const { t } = useTranslation("home");
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {t("form.title")}
          </Text>
          {lately ? <Badge tone="success">{t("form.receiving")}</Badge> : <Badge>{t("form.quiet")}</Badge>}
        </InlineStack>
        <BlockStack gap="100">
          <Text as="p" fontWeight="medium">
            {lastAt ? (
              <Trans t={t} i18nKey="form.last" components={{ time: <RelativeTime time={lastAt} /> }} />
            ) : (
              t("form.none")
            )}
          </Text>
          <Text as="p" tone="subdued">
            {lastAt ? t("form.lastText") : t("form.noneText")}
          </Text>
        </BlockStack>
        <InlineStack>
          {lately ? (
            <Button url={themeEditorUrl(theme)} external>
              {t("form.open")}
            </Button>
          ) : (
            <Button url={addFormUrl(theme)} external>
              {t("form.add")}
            </Button>
          )}
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
