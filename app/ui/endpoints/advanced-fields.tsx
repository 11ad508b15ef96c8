import type { FieldMetadata, FormMetadata } from "@conform-to/react";
import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { InputField } from "../forms/input-field.tsx";
import type { EndpointShape } from "./endpoint-values.ts";
import { HeaderRows } from "./header-rows.tsx";
import { SendingFields } from "./sending-fields.tsx";

interface AdvancedFieldsProps {
  form: FormMetadata<EndpointShape>;
  fields: ReturnType<FieldMetadata<EndpointShape>["getFieldset"]>;
  /** whether a secret can be brought along */
  isNew: boolean;
  startsOpen: boolean;
}

/** What most endpoints do without. Its fields stay in the form while it is closed; what is wrong in it opens it. */
export function AdvancedFields({ form, fields, isNew, startsOpen }: AdvancedFieldsProps) {
  const { t } = useTranslation("endpoints");
  const [opened, setOpened] = useState(startsOpen);
  const id = useId();
  const { headers, rateLimit, secret } = fields;
  const isWrong = [headers, rateLimit, secret].some(({ allErrors }) => Object.keys(allErrors).length > 0);
  const open = opened || isWrong;
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {t("advanced.title")}
          </Text>
          <Button
            variant="tertiary"
            disclosure={open ? "up" : "down"}
            onClick={() => setOpened(!open)}
            ariaExpanded={open}
            ariaControls={id}
            accessibilityLabel={t(open ? "advanced.hideAll" : "advanced.showAll")}
          >
            {t(open ? "advanced.hide" : "advanced.show")}
          </Button>
        </InlineStack>
        <div id={id} hidden={!open}>
          <BlockStack gap="400">
            <HeaderRows form={form} field={headers} />
            <SendingFields rateLimit={rateLimit} weeklyCheck={fields.weeklyCheck} />
            {isNew ? (
              <InputField field={secret} label={t("advanced.secret")} helpText={t("advanced.secretHelp")} />
            ) : null}
          </BlockStack>
        </div>
      </BlockStack>
    </Card>
  );
}
