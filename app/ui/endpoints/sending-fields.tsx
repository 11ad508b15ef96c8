import { type FieldMetadata, useInputControl } from "@conform-to/react";
import { Checkbox, TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useProblem } from "../texts/use-problem.ts";

interface SendingFieldsProps {
  rateLimit: FieldMetadata<string>;
  weeklyCheck: FieldMetadata<string>;
}

/** How an endpoint is sent to: how fast, and whether it is checked when it is silent. */
export function SendingFields({ rateLimit, weeklyCheck }: SendingFieldsProps) {
  const { t } = useTranslation("endpoints");
  const problem = useProblem();
  const limit = useInputControl(rateLimit);
  const check = useInputControl(weeklyCheck);
  return (
    <>
      <TextField
        label={t("sending.rateLimit")}
        type="integer"
        inputMode="numeric"
        name={rateLimit.name}
        autoComplete="off"
        suffix={t("sending.perSecond")}
        helpText={t("sending.rateLimitHelp")}
        value={limit.value ?? ""}
        onChange={limit.change}
        onFocus={limit.focus}
        onBlur={limit.blur}
        error={rateLimit.errors?.[0] && problem(rateLimit.errors[0])}
      />
      <Checkbox
        label={t("sending.weeklyCheck")}
        helpText={t("sending.weeklyCheckHelp")}
        checked={check.value === "on"}
        onChange={(on) => check.change(on ? "on" : "")}
        onFocus={check.focus}
        onBlur={check.blur}
      />
    </>
  );
}
