import { Banner, BlockStack, Button, InlineStack } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { CopyButton } from "../copy/copy-button.tsx";
import { CodeBlock } from "../json/code-block.tsx";
import { Disclosure } from "../json/disclosure.tsx";

/** That the stored rules are not understood, with their text to be copied before they are replaced. */
export function Unreadable({ text }: { text: string }) {
  const { t } = useTranslation("rules");
  return (
    <Banner tone="critical">
      <BlockStack gap="300">
        <p>{t("unreadable.why")}</p>
        <Disclosure title={t("unreadable.stored")}>
          <CodeBlock text={text} label={t("unreadable.what")} />
        </Disclosure>
        <InlineStack align="start" gap="200">
          <CopyButton text={text} what={t("unreadable.what")} />
          <Button submit>{t("saveAnew")}</Button>
        </InlineStack>
      </BlockStack>
    </Banner>
  );
}
