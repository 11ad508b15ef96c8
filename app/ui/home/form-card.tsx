import { Badge, BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { Trans, useTranslation } from "react-i18next";
import type { FormBlock } from "../../queries/form-block.ts";
import { RelativeTime } from "../time/relative-time.tsx";
import { addFormUrl, type ThemeOwner, themeEditorUrl } from "./theme-editor.ts";
import { useFormInTheme } from "./use-form-in-theme.ts";

/** Whether the form is in the shop's theme, what came from it, and the way there. */
export function FormCard({ form: { lastAt, lately }, theme }: { form: FormBlock; theme: ThemeOwner }) {
  const { t } = useTranslation("home");
  const inTheme = useFormInTheme();
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {t("form.title")}
          </Text>
          <InThemeBadge inTheme={inTheme} />
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
            {lastAt || inTheme ? t("form.lastText") : t("form.noneText")}
          </Text>
        </BlockStack>
        <InlineStack>
          {(inTheme ?? lately) ? (
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

/** Nothing until Shopify has said it. */
function InThemeBadge({ inTheme }: { inTheme: boolean | undefined }) {
  const { t } = useTranslation("home");
  if (inTheme === undefined) return null;
  return inTheme ? <Badge tone="success">{t("form.active")}</Badge> : <Badge>{t("form.inactive")}</Badge>;
}
