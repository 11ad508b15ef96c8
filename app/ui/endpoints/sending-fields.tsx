import { type FieldMetadata, useInputControl } from "@conform-to/react";
import { Checkbox, TextField } from "@shopify/polaris";

interface SendingFieldsProps {
  rateLimit: FieldMetadata<string>;
  weeklyCheck: FieldMetadata<string>;
}

/** How an endpoint is sent to: how fast, and whether it is checked when it is silent. */
export function SendingFields({ rateLimit, weeklyCheck }: SendingFieldsProps) {
  const limit = useInputControl(rateLimit);
  const check = useInputControl(weeklyCheck);
  return (
    <>
      <TextField
        label="Rate limit"
        type="integer"
        inputMode="numeric"
        name={rateLimit.name}
        autoComplete="off"
        suffix="requests per second"
        helpText="At most so many, 1 to 1000. Leave it empty for as many as your server takes."
        value={limit.value ?? ""}
        onChange={limit.change}
        onFocus={limit.focus}
        onBlur={limit.blur}
        error={rateLimit.errors?.[0]}
      />
      <Checkbox
        label="Check it every week"
        helpText="A test call when it has heard nothing for 7 days, so that you learn of a broken address before an event does."
        checked={check.value === "on"}
        onChange={(on) => check.change(on ? "on" : "")}
        onFocus={check.focus}
        onBlur={check.blur}
      />
    </>
  );
}
