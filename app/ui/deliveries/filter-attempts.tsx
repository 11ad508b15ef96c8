import { TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";

interface AttemptsFilterProps {
  attempts: number | null;
  onChange: (attempts: number | null) => void;
}

/** At least so many attempts. */
export function AttemptsFilter({ attempts, onChange }: AttemptsFilterProps) {
  const { t } = useTranslation("deliveries");
  const [typed, setTyped] = useState(attempts?.toString() ?? "");
  const isWrong = typed !== "" && !/^[1-9]\d{0,2}$/.test(typed);
  return (
    <TextField
      label={t("filter.atLeast")}
      type="number"
      inputMode="numeric"
      min={1}
      max={999}
      autoComplete="off"
      value={typed}
      helpText={t("filter.atLeastHelp")}
      error={isWrong && t("filter.wrongNumber")}
      onChange={(text) => {
        setTyped(text);
        if (text === "") onChange(null);
        else if (/^[1-9]\d{0,2}$/.test(text)) onChange(Number(text));
      }}
    />
  );
}
