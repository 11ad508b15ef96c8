import { type FieldMetadata, type FormMetadata, useInputControl } from "@conform-to/react";
import { BlockStack, Button, InlineError, InlineStack, Text, TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { HeaderRow } from "../../endpoints/endpoint-forms.ts";
import { useProblem } from "../texts/use-problem.ts";
import type { EndpointShape } from "./endpoint-values.ts";

interface HeaderRowsProps {
  form: FormMetadata<EndpointShape>;
  field: FieldMetadata<HeaderRow[]>;
}

/** The merchant's own headers, a row each. */
export function HeaderRows({ form, field }: HeaderRowsProps) {
  const { t } = useTranslation("endpoints");
  const problem = useProblem();
  const rows = field.getFieldList();
  return (
    <BlockStack gap="200">
      <BlockStack>
        <Text as="h3" variant="headingSm">
          {t("headers.title")}
        </Text>
        <Text as="p" tone="subdued">
          {t("headers.help")}
        </Text>
      </BlockStack>
      {rows.map((row, index) => (
        <HeaderFields
          key={row.key}
          row={row}
          number={index + 1}
          onRemove={() => form.remove({ name: field.name, index })}
        />
      ))}
      {field.errors?.[0] ? <InlineError fieldID={field.id} message={problem(field.errors[0])} /> : null}
      <InlineStack>
        <Button onClick={() => form.insert({ name: field.name, defaultValue: { name: "", value: "" } })}>
          {t("headers.add")}
        </Button>
      </InlineStack>
    </BlockStack>
  );
}

interface HeaderFieldsProps {
  row: FieldMetadata<HeaderRow>;
  number: number;
  onRemove: () => void;
}

function HeaderFields({ row, number, onRemove }: HeaderFieldsProps) {
  const { t } = useTranslation("endpoints");
  const { name, value } = row.getFieldset();
  return (
    <div className="header-row">
      <HeaderText field={name} label={t("headers.name", { number })} placeholder={t("headers.example")} />
      <HeaderText field={value} label={t("headers.value", { number })} />
      <Button onClick={onRemove} accessibilityLabel={t("headers.removeOf", { number })}>
        {t("headers.remove")}
      </Button>
    </div>
  );
}

interface HeaderTextProps {
  field: FieldMetadata<string>;
  label: string;
  placeholder?: string;
}

function HeaderText({ field, label, placeholder }: HeaderTextProps) {
  const control = useInputControl(field);
  const problem = useProblem();
  return (
    <TextField
      label={label}
      name={field.name}
      autoComplete="off"
      spellCheck={false}
      placeholder={placeholder}
      value={control.value ?? ""}
      onChange={control.change}
      onFocus={control.focus}
      onBlur={control.blur}
      error={field.errors?.[0] && problem(field.errors[0])}
    />
  );
}
