import { TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { ProblemLines } from "../endpoints/problem-lines.tsx";
import type { Target, UrlEntry } from "./edits.ts";
import type { EditActions } from "./use-edits.ts";

interface UrlEntryFieldProps extends Pick<EditActions, "type" | "take"> {
  target: Target;
  entry: UrlEntry;
  label: string;
  labelHidden?: boolean;
  helpText?: string;
}

/** Takes one URL or a list of them: a new line or leaving the field takes them over. */
export function UrlEntryField(props: UrlEntryFieldProps) {
  const { target, entry, label, labelHidden = false, helpText, type, take } = props;
  const { t } = useTranslation("byCategory");
  return (
    <TextField
      label={label}
      labelHidden={labelHidden}
      inputMode="url"
      multiline
      spellCheck={false}
      autoComplete="off"
      placeholder={t("urls.placeholder")}
      value={entry.text}
      onChange={(text) => type(target, text)}
      onBlur={() => take(target.field)}
      error={entry.wrong.length > 0 ? <ProblemLines problems={entry.wrong} /> : undefined}
      helpText={helpText}
    />
  );
}
