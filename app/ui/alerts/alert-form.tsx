import { type FieldMetadata, type SubmissionResult, useForm, useInputControl } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { type FetcherWithComponents, useFetcher } from "@remix-run/react";
import { BlockStack, Card, ChoiceList, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ALERT_MODES, type AlertSettings, alertForm } from "../../notifications/alert-fields.ts";
import { showToast } from "../app-bridge/bridge.ts";
import type { Unavailable } from "../forms/or-unavailable.ts";
import { FormSaveBar } from "../forms/save-bar.tsx";
import { SaveProblem } from "../forms/save-problem.tsx";
import { useAnswer } from "../forms/use-answer.ts";
import { useProblem } from "../texts/use-problem.ts";

type SaveAnswer = { kind: "saved" } | { kind: "refused"; result: SubmissionResult } | Unavailable;

interface AlertFormProps {
  settings: AlertSettings;
  shopEmail: string | null;
}

/** What was saved or discarded begins a form anew; the answer outlives it, so that the toast is shown. */
export function AlertForm(props: AlertFormProps) {
  const { t } = useTranslation("alerts");
  const [discarded, setDiscarded] = useState(0);
  const fetcher = useFetcher<SaveAnswer>();
  useAnswer(fetcher, (given) => {
    if (given.kind === "saved") showToast(t("form.saved"));
  });
  return (
    <Card>
      <Fields
        key={`${JSON.stringify(props.settings)} ${discarded}`}
        {...props}
        fetcher={fetcher}
        onDiscard={() => setDiscarded(discarded + 1)}
      />
    </Card>
  );
}

interface FieldsProps extends AlertFormProps {
  fetcher: FetcherWithComponents<SaveAnswer>;
  onDiscard: () => void;
}

function Fields({ settings, shopEmail, fetcher, onDiscard }: FieldsProps) {
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
      action="/app/settings/alerts"
      id={form.id}
      onSubmit={form.onSubmit}
      noValidate={form.noValidate}
    >
      <BlockStack gap="400">
        <SaveProblem unavailable={answer?.kind === "unavailable"} problem={form.errors?.[0]} />
        <ModeField field={fields.mode} />
        <AddressesField field={fields.addresses} shopEmail={shopEmail} />
        <FormSaveBar
          formId={form.id}
          dirty={!unchanged}
          saving={fetcher.state !== "idle"}
          onDiscard={onDiscard}
        />
      </BlockStack>
    </fetcher.Form>
  );
}

function ModeField({ field }: { field: FieldMetadata<string> }) {
  const { t } = useTranslation("alerts");
  const problem = useProblem();
  const control = useInputControl(field);
  const choices = ALERT_MODES.map((mode) => ({
    value: mode,
    label: t(`form.modes.${mode}.label`),
    helpText: mode === "off" ? undefined : t(`form.modes.${mode}.help`),
  }));
  return (
    <ChoiceList
      title={t("form.mode")}
      name={field.name}
      choices={choices}
      selected={control.value ? [control.value] : []}
      onChange={([mode]) => control.change(mode)}
      error={field.errors?.[0] && problem(field.errors[0])}
    />
  );
}

function AddressesField({ field, shopEmail }: { field: FieldMetadata<string>; shopEmail: string | null }) {
  const { t } = useTranslation("alerts");
  const problem = useProblem();
  const control = useInputControl(field);
  return (
    <TextField
      label={t("form.addresses")}
      name={field.name}
      autoComplete="off"
      multiline={2}
      value={control.value ?? ""}
      onChange={control.change}
      onFocus={control.focus}
      onBlur={control.blur}
      error={field.errors?.map(problem).join(" ")}
      helpText={
        shopEmail === null ? t("form.addressesHelpUnknown") : t("form.addressesHelp", { email: shopEmail })
      }
    />
  );
}
