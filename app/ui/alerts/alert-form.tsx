import type { SubmissionResult } from "@conform-to/react";
import { useFetcher } from "@remix-run/react";
import { BlockStack, Card, ChoiceList, TextField } from "@shopify/polaris";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ALERT_MODES, type AlertSettings, alertForm } from "../../notifications/alert-fields.ts";
import { fieldErrors } from "../../rules/field-errors.ts";
import { showToast } from "../app-bridge/bridge.ts";
import { ChangedMeanwhile, type ChangedMeanwhileAnswer } from "../forms/changed-meanwhile.tsx";
import { focusFirstInvalid } from "../forms/focus-first-invalid.ts";
import type { Unavailable } from "../forms/or-unavailable.ts";
import { FormSaveBar } from "../forms/save-bar.tsx";
import { SaveProblem } from "../forms/save-problem.tsx";
import { useAfterPress } from "../forms/use-after-press.ts";
import { useAnswer } from "../forms/use-answer.ts";
import { useDraft } from "../forms/use-draft.ts";
import { useProblem } from "../texts/use-problem.ts";

/** What the route answers. */
export type SaveAlertsAnswer =
  | { kind: "saved" }
  | { kind: "refused"; result: SubmissionResult }
  | ChangedMeanwhileAnswer
  | Unavailable;

interface AlertFormProps {
  settings: AlertSettings;
  /** changes with the settings */
  version: string;
  shopEmail: string | null;
}

/** By field. */
type Problems = Record<string, string[] | null>;

const FORM = "alerts";

export function AlertForm({ settings, version, shopEmail }: AlertFormProps) {
  const { t } = useTranslation("alerts");
  const fetcher = useFetcher<SaveAlertsAnswer>();
  const stored = { mode: settings.mode, addresses: settings.addresses.join("\n") };
  const draft = useDraft({ values: stored, version }, fetcher);
  const { values } = draft;
  const [problems, setProblems] = useState<Problems>({});
  const afterPress = useAfterPress();
  useAnswer(fetcher, (answer) => {
    setProblems(answer.kind === "refused" ? (answer.result.error ?? {}) : {});
    if (answer.kind === "saved") showToast(t("form.saved"));
  });

  function change(next: typeof values): void {
    draft.change(next);
    // What was wrong is checked again at once; what is wrong anew is said when the field is left or saved.
    if (Object.keys(problems).length > 0) setProblems(problemsOf(next));
  }
  function save(event: FormEvent): void {
    event.preventDefault();
    const found = problemsOf(values);
    setProblems(found);
    if (Object.keys(found).length > 0) {
      focusFirstInvalid(FORM);
      return;
    }
    draft.send();
    const form = { ...values, loaded: draft.version };
    fetcher.submit(form, { method: "post", action: "/app/settings/alerts" });
  }
  function discard(): void {
    draft.discard();
    setProblems({});
  }

  const saving = fetcher.state !== "idle";
  const answer = saving ? undefined : fetcher.data;
  return (
    <Card>
      <form id={FORM} onSubmit={save} noValidate>
        <BlockStack gap="400">
          <SaveProblem unavailable={answer?.kind === "unavailable"} problem={undefined} />
          {answer?.kind === "changed_meanwhile" && answer.loaded === draft.version ? (
            <ChangedMeanwhile onLoad={discard} />
          ) : null}
          <ModeField
            value={values.mode}
            onChange={(mode) => change({ ...values, mode })}
            problems={problems.mode}
          />
          <AddressesField
            value={values.addresses}
            onChange={(addresses) => change({ ...values, addresses })}
            onBlur={() => afterPress(() => setProblems(problemsOf(values)))}
            problems={problems.addresses}
            shopEmail={shopEmail}
          />
          <FormSaveBar formId={FORM} dirty={draft.dirty} saving={saving} onDiscard={discard} />
        </BlockStack>
      </form>
    </Card>
  );
}

function problemsOf(values: { mode: string; addresses: string }): Problems {
  const checked = alertForm.safeParse(values);
  return checked.success ? {} : fieldErrors(checked.error);
}

interface FieldProps<Value> {
  value: Value;
  onChange: (value: Value) => void;
  problems: string[] | null | undefined;
}

function ModeField({ value, onChange, problems }: FieldProps<AlertSettings["mode"]>) {
  const { t } = useTranslation("alerts");
  const problem = useProblem();
  const choices = ALERT_MODES.map((mode) => ({
    value: mode,
    label: t(`form.modes.${mode}.label`),
    helpText: mode === "off" ? undefined : t(`form.modes.${mode}.help`),
  }));
  return (
    <ChoiceList
      title={t("form.mode")}
      choices={choices}
      selected={[value]}
      onChange={([mode]) => onChange(mode as AlertSettings["mode"])}
      error={problems?.map(problem).join(" ")}
    />
  );
}

interface AddressesFieldProps extends FieldProps<string> {
  onBlur: () => void;
  shopEmail: string | null;
}

function AddressesField({ value, onChange, onBlur, problems, shopEmail }: AddressesFieldProps) {
  const { t } = useTranslation("alerts");
  const problem = useProblem();
  return (
    <TextField
      label={t("form.addresses")}
      autoComplete="off"
      multiline={2}
      value={value}
      onChange={onChange}
      onBlur={onBlur}
      error={problems?.map(problem).join(" ")}
      helpText={
        shopEmail === null ? t("form.addressesHelpUnknown") : t("form.addressesHelp", { email: shopEmail })
      }
    />
  );
}
