import { BlockStack, Button, ButtonGroup, InlineStack, Text } from "@shopify/polaris";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { CopyButton } from "../copy/copy-button.tsx";
import { CodeBlock } from "./code-block.tsx";
import { JsonBody, treeOf } from "./json-body.tsx";

interface BodyViewProps {
  title: string;
  text: string;
  /** what it is, for those who do not see where it stands */
  label: string;
}

/** A body: as a tree, where it is JSON, or as it is. */
export function BodyView({ title, text, label }: BodyViewProps) {
  const { t } = useTranslation("delivery");
  const [raw, setRaw] = useState(false);
  const isTree = useMemo(() => treeOf(text) !== undefined, [text]);
  return (
    <BlockStack gap="200">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="h3" variant="headingSm">
          {title}
        </Text>
        <InlineStack gap="200" blockAlign="center">
          {isTree ? (
            <fieldset className="plain-group" aria-label={t("json.view", { what: label })}>
              <ButtonGroup variant="segmented">
                <Button size="slim" pressed={!raw} onClick={() => setRaw(false)}>
                  {t("json.pretty")}
                </Button>
                <Button size="slim" pressed={raw} onClick={() => setRaw(true)}>
                  {t("json.raw")}
                </Button>
              </ButtonGroup>
            </fieldset>
          ) : null}
          <CopyButton text={text} what={label.toLowerCase()} variant="plain" />
        </InlineStack>
      </InlineStack>
      {raw || !isTree ? <CodeBlock text={text} label={label} /> : <JsonBody text={text} label={label} />}
    </BlockStack>
  );
}
