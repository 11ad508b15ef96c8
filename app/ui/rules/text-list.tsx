import { BlockStack, Button, InlineStack, Tag, TextField } from "@shopify/polaris";
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type ListPath, splitTyped } from "./rule-values.ts";
import { useRuleList } from "./use-rule-list.ts";

interface TextListProps {
  path: ListPath;
  label: string;
  helpText?: string | undefined;
  placeholder?: string | undefined;
}

/** Texts that are typed one after the other: at Enter, on leaving the field, and at a comma where none can hold one. */
export function TextList({ path, label, helpText, placeholder }: TextListProps) {
  const { t } = useTranslation("rules");
  const { entries, add, remove, error } = useRuleList(path);
  const [typed, setTyped] = useState("");

  function take(): void {
    const more = splitTyped(path, typed);
    setTyped("");
    if (more.length > 0) add(more);
  }

  function takeAtEnter(event: KeyboardEvent): void {
    if (event.key !== "Enter") return;
    event.preventDefault(); // it would submit the form
    take();
  }

  return (
    <BlockStack gap="200">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Polaris' field hands on no keys; they come up from it */}
      <div onKeyDown={takeAtEnter}>
        <TextField
          label={label}
          autoComplete="off"
          value={typed}
          onChange={setTyped}
          onBlur={take}
          helpText={helpText}
          placeholder={placeholder}
          error={error}
          connectedRight={
            <Button onClick={take} accessibilityLabel={t("list.addTo", { label })}>
              {t("list.add")}
            </Button>
          }
        />
      </div>
      {entries.length === 0 ? null : (
        <InlineStack gap="200">
          {entries.map((entry) => (
            <Tag key={entry} onRemove={() => remove(entry)}>
              {entry}
            </Tag>
          ))}
        </InlineStack>
      )}
    </BlockStack>
  );
}
