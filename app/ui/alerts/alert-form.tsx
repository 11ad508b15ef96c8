import { type FieldMetadata, type SubmissionResult, useForm, useInputControl } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { type FetcherWithComponents, useFetcher } from "@remix-run/react";
import { BlockStack, Button, Card, ChoiceList, InlineStack, TextField } from "@shopify/polaris";
import { type AlertSettings, alertForm } from "../../notifications/alert-fields.ts";
import { showToast } from "../app-bridge/bridge.ts";
import type { Unavailable } from "../forms/or-unavailable.ts";
import { SaveProblem } from "../forms/save-problem.tsx";
import { useAnswer } from "../forms/use-answer.ts";

type SaveAnswer = { kind: "saved" } | { kind: "refused"; result: SubmissionResult } | Unavailable;

interface AlertFormProps {
  settings: AlertSettings;
  shopEmail: string | null;
}

const MODES = [
  {
    value: "changes",
    label: "When something changes",
    helpText:
      "An endpoint is failing, was disabled, works again, or an event did not reach it. At most one mail an hour per endpoint.",
  },
  {
    value: "first_failure",
    label: "At every first failure as well",
    helpText: "Also when a single request fails after all had arrived before.",
  },
  { value: "daily", label: "Once a day", helpText: "At eight in the morning, when something has changed." },
  { value: "off", label: "Never" },
];

/** What was saved begins a form anew; the answer outlives it, so that the toast is shown. */
export function AlertForm(props: AlertFormProps) {
  const fetcher = useFetcher<SaveAnswer>();
  useAnswer(fetcher, (given) => {
    if (given.kind === "saved") showToast("Alerts saved");
  });
  return (
    <Card>
      <Fields key={JSON.stringify(props.settings)} {...props} fetcher={fetcher} />
    </Card>
  );
}

function Fields({
  settings,
  shopEmail,
  fetcher,
}: AlertFormProps & { fetcher: FetcherWithComponents<SaveAnswer> }) {
  const answer = fetcher.data;
  const initial = { mode: settings.mode, addresses: settings.addresses.join("\n") };
  const [form, fields] = useForm({
    id: "alerts",
    lastResult: answer?.kind === "refused" ? answer.result : undefined,
    defaultValue: initial,
    shouldValidate: "onBlur",
    shouldRevalidate: "onInput",
    onValidate: ({ formData }) => parseWithZod(formData, { schema: alertForm }),
  });
  const unchanged =
    fields.mode.value === initial.mode && (fields.addresses.value ?? "") === initial.addresses;

  return (
    <fetcher.Form
      method="post"
      action="/app/alerts"
      id={form.id}
      onSubmit={form.onSubmit}
      noValidate={form.noValidate}
    >
      <BlockStack gap="400">
        <SaveProblem unavailable={answer?.kind === "unavailable"} problem={form.errors?.[0]} />
        <ModeField field={fields.mode} />
        <AddressesField field={fields.addresses} shopEmail={shopEmail} />
        <InlineStack align="end">
          <Button submit variant="primary" loading={fetcher.state !== "idle"} disabled={unchanged}>
            Save
          </Button>
        </InlineStack>
      </BlockStack>
    </fetcher.Form>
  );
}

function ModeField({ field }: { field: FieldMetadata<string> }) {
  const control = useInputControl(field);
  return (
    <ChoiceList
      title="Send mail"
      name={field.name}
      choices={MODES}
      selected={control.value ? [control.value] : []}
      onChange={([mode]) => control.change(mode)}
      error={field.errors?.[0]}
    />
  );
}

function AddressesField({ field, shopEmail }: { field: FieldMetadata<string>; shopEmail: string | null }) {
  const control = useInputControl(field);
  return (
    <TextField
      label="Addresses"
      name={field.name}
      autoComplete="off"
      multiline={2}
      value={control.value ?? ""}
      onChange={control.change}
      onFocus={control.focus}
      onBlur={control.blur}
      error={field.errors?.join(" ")}
      helpText={`One on each line, five at most. ${
        shopEmail === null ? "Shopify has told none of this shop’s own." : `When empty: ${shopEmail}`
      }`}
    />
  );
}
