import { BlockStack, InlineStack, Link, Text } from "@shopify/polaris";
import { Trans, useTranslation } from "react-i18next";
import { CopyButton } from "../copy/copy-button.tsx";
import { CodeBlock } from "../json/code-block.tsx";

/** A call of the API that sends an event of this topic in. */
export function ApiRecipe({ topic, example }: { topic: string; example: string }) {
  const { t } = useTranslation("topics");
  return (
    <BlockStack gap="200">
      <InlineStack align="space-between" gap="200" blockAlign="start">
        <Text as="p">
          <Trans t={t} i18nKey="api.what" components={{ a: <Link url="/app/settings/tokens" /> }} />
        </Text>
        <CopyButton text={example} what={t("api.call")} variant="plain" />
      </InlineStack>
      <CodeBlock text={example} label={t("api.callOf", { topic })} />
      <Text as="p" tone="subdued">
        {t("api.once")}
      </Text>
    </BlockStack>
  );
}
