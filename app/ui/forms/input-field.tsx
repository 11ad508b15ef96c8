import { type FieldMetadata, useInputControl } from "@conform-to/react";
import { TextField } from "@shopify/polaris";
import { useProblem } from "../texts/use-problem.ts";

interface InputFieldProps {
  field: FieldMetadata<string>;
  label: string;
  type?: "text" | "url";
  placeholder?: string;
  helpText?: string;
}

/** A Polaris text field on a field of a conform form, its error below it. */
export function InputField({ field, label, type = "text", placeholder, helpText }: InputFieldProps) {
  const control = useInputControl(field);
  const problem = useProblem();
  return (
    <TextField
      label={label}
      type={type}
      name={field.name}
      autoComplete="off"
      value={control.value ?? ""}
      onChange={control.change}
      onFocus={control.focus}
      onBlur={control.blur}
      error={field.errors?.[0] && problem(field.errors[0])}
      requiredIndicator={field.required ?? false}
      maxLength={field.maxLength}
      placeholder={placeholder}
      helpText={helpText}
    />
  );
}
