import { BlockStack, Box, Button, Card, InlineStack, Tabs, Text } from "@shopify/polaris";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { BodyField } from "../../topics/body-schema.ts";
import { CopyButton } from "../copy/copy-button.tsx";
import { CodeBlock } from "../json/code-block.tsx";
import { HeaderTable } from "../json/header-table.tsx";
import { FieldTable } from "./field-table.tsx";
import { saveText } from "./save-text.ts";

interface WhatArrivesProps {
  name: string;
  fields: BodyField[];
  /** JSON */
  schema: string;
  sample: { headers: Record<string, string>; body: string };
}

const PARTS = ["fields", "sample", "schema", "headers"] as const;

/** What a receiver gets of a topic: its fields, a sample, the JSON Schema and the headers. */
export function WhatArrives({ name, fields, schema, sample }: WhatArrivesProps) {
  const { t } = useTranslation("topics");
  const [selected, setSelected] = useState(0);
  const part = PARTS[selected] ?? "fields";
  const body = JSON.stringify(JSON.parse(sample.body), null, 2);
  const file = `${name.replace("/", ".")}.schema.json`;
  const content: Record<(typeof PARTS)[number], ReactNode> = {
    fields: <FieldTable fields={fields} />,
    sample: (
      <Copied text={body} what={t("arrives.sample")} note={t("arrives.sampleNote")}>
        <CodeBlock text={body} label={t("arrives.sample")} />
      </Copied>
    ),
    schema: (
      <Copied
        text={schema}
        what={t("arrives.schema")}
        note={t("arrives.schemaNote")}
        action={
          <Button onClick={() => saveText(schema, file, "application/schema+json")}>
            {t("arrives.download")}
          </Button>
        }
      >
        <CodeBlock text={schema} label={t("arrives.schema")} />
      </Copied>
    ),
    headers: (
      <BlockStack gap="200">
        <Text as="p" tone="subdued">
          {t("arrives.headersNote")}
        </Text>
        <HeaderTable caption={t("arrives.headers")} headers={sample.headers} />
      </BlockStack>
    ),
  };
  return (
    <Card padding="0">
      <Box padding="400" paddingBlockEnd="0">
        <Text as="h2" variant="headingMd">
          {t("arrives.title")}
        </Text>
      </Box>
      <Tabs
        tabs={PARTS.map((one) => ({ id: `tab-${one}`, content: t(`arrives.${one}`), panelID: "arrives" }))}
        selected={selected}
        onSelect={setSelected}
      />
      <Box padding="400" paddingBlockStart="200">
        <div id="arrives" role="tabpanel" aria-labelledby={`tab-${part}`}>
          {content[part]}
        </div>
      </Box>
    </Card>
  );
}

interface CopiedProps {
  text: string;
  what: string;
  note: string;
  action?: ReactNode;
  children: ReactNode;
}

function Copied({ text, what, note, action, children }: CopiedProps) {
  return (
    <BlockStack gap="200">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="p" tone="subdued">
          {note}
        </Text>
        <InlineStack gap="200">
          <CopyButton text={text} what={what} />
          {action}
        </InlineStack>
      </InlineStack>
      {children}
    </BlockStack>
  );
}
