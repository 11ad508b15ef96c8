import { BlockStack, ChoiceList, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";

interface Choice<Value> {
  value: Value;
  label: string;
}

interface ChoicesFilterProps {
  label: string;
  choices: Choice<string>[];
  selected: string[];
  onChange: (values: string[]) => void;
}

/** More than these are searched, not read. */
const MOST_READ = 15;

/** Any number of values. */
export function ChoicesFilter({ label, choices, selected, onChange }: ChoicesFilterProps) {
  const { t } = useTranslation("deliveries");
  const [wanted, setWanted] = useState("");
  const shown = choices.filter(
    (choice) =>
      selected.includes(choice.value) || choice.label.toLowerCase().includes(wanted.trim().toLowerCase()),
  );
  const list = (
    <ChoiceList
      title={label}
      titleHidden
      allowMultiple
      choices={shown}
      selected={selected}
      onChange={onChange}
    />
  );
  if (choices.length <= MOST_READ) return list;
  return (
    <BlockStack gap="200">
      <TextField
        label={t("filter.find")}
        labelHidden
        placeholder={t("filter.find")}
        autoComplete="off"
        value={wanted}
        onChange={setWanted}
      />
      {shown.length > 0 ? (
        <div className="filter-choices">{list}</div>
      ) : (
        <Text as="p">{t("filter.noneFound")}</Text>
      )}
    </BlockStack>
  );
}

interface SingleFilterProps<Value extends string | null> {
  label: string;
  /** null stands for no filter */
  choices: Choice<Value>[];
  selected: Value;
  onChange: (value: Value) => void;
}

/** One value or none. */
export function SingleFilter<Value extends string | null>(props: SingleFilterProps<Value>) {
  const { label, choices, selected, onChange } = props;
  return (
    <ChoiceList
      title={label}
      titleHidden
      choices={choices.map((choice) => ({ value: choice.value ?? "", label: choice.label }))}
      selected={[selected ?? ""]}
      onChange={([value]) => {
        const choice = choices.find((one) => (one.value ?? "") === value);
        if (choice) onChange(choice.value);
      }}
    />
  );
}
