import { BlockStack, ChoiceList, Select, TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { CUSTOM, MISSED, SINCE_CHOICES, type SinceChoice } from "./since.ts";
import type { RecoverChoice } from "./use-recover.ts";

interface RecoverFormProps {
  choice: RecoverChoice;
  onChange: (choice: RecoverChoice) => void;
  /** whether "since it was disabled" is a choice */
  missed: boolean;
  /** IANA */
  timezone: string;
}

/** What is to be sent again, and since when. */
export function RecoverForm({ choice, onChange, missed, timezone }: RecoverFormProps) {
  const { t } = useTranslation("recoveries");
  const change = (part: Partial<RecoverChoice>) => onChange({ ...choice, ...part });
  const spans: readonly SinceChoice[] = missed ? [MISSED, ...SINCE_CHOICES] : SINCE_CHOICES;
  return (
    <BlockStack gap="300">
      <ChoiceList
        title={t("form.what")}
        choices={[
          { label: t("form.failed"), value: "failed", helpText: t("form.failedHelp") },
          { label: t("form.missing"), value: "missing", helpText: t("form.missingHelp") },
        ]}
        selected={[choice.include]}
        onChange={([include]) => change({ include: include === "missing" ? "missing" : "failed" })}
      />
      <Select
        label={t("form.from")}
        options={spans.map((value) => ({ value, label: t(`since.${value}`) }))}
        value={choice.span}
        onChange={(span) => change({ span: span as SinceChoice })}
      />
      {choice.span === CUSTOM ? (
        <TextField
          label={t("form.since")}
          type="datetime-local"
          autoComplete="off"
          value={choice.local}
          onChange={(local) => change({ local })}
          helpText={t("form.sinceHelp", { timezone })}
        />
      ) : null}
    </BlockStack>
  );
}
