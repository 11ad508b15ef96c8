import { BlockStack, Box, Card, InlineStack, Select, Tabs, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CopyButton } from "../copy/copy-button.tsx";
import { CodeBlock } from "../json/code-block.tsx";
import { LANGUAGES, type SnippetStyle, snippet } from "./snippets.ts";

const STYLES = ["standard", "plain"] as const satisfies readonly SnippetStyle[];

/** Code that verifies a request, to be copied into a receiver. */
export function SnippetsCard() {
  const { t } = useTranslation("signatures");
  const [selected, setSelected] = useState(0);
  const [style, setStyle] = useState<SnippetStyle>("standard");
  const language = LANGUAGES[selected] ?? LANGUAGES[0];
  const code = snippet(language.name, style);
  return (
    <Card padding="0">
      <Box padding="400" paddingBlockEnd="200">
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            {t("snippets.title")}
          </Text>
          <Text as="p">{t("snippets.rawBody")}</Text>
        </BlockStack>
      </Box>
      <Tabs
        tabs={LANGUAGES.map(({ name }) => ({ id: `in-${name}`, content: name, panelID: `in-${name}-panel` }))}
        selected={selected}
        onSelect={setSelected}
      >
        <Box padding="400">
          <BlockStack gap="300">
            <Select
              label={t("snippets.style")}
              options={STYLES.map((value) => ({ value, label: t(`snippets.${value}`) }))}
              value={style}
              onChange={(value) => setStyle(value as SnippetStyle)}
            />
            <div className="keeps-lines">
              <CodeBlock text={code} label={t("snippets.code", { language: language.name })} />
            </div>
            <InlineStack>
              <CopyButton text={code} what={t("snippets.code", { language: language.name })} />
            </InlineStack>
          </BlockStack>
        </Box>
      </Tabs>
    </Card>
  );
}
