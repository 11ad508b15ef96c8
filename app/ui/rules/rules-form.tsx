// The form of the rules: its values, what is wrong with them, and how they are saved.
import { type FetcherWithComponents, useFetcher } from "@remix-run/react";
import { createContext, type FormEvent, type ReactNode, useContext, useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldErrors } from "../../rules/field-errors.ts";
import type { Rules } from "../../rules/rules-schema.ts";
import { showToast } from "../app-bridge/bridge.ts";
import type { Unavailable } from "../forms/or-unavailable.ts";
import { FormSaveBar } from "../forms/save-bar.tsx";
import { useAnswer } from "../forms/use-answer.ts";
import { checkValues, type RuleValues, toDocument, toValues } from "./rule-values.ts";

/** By the dotted path of the field. */
type RuleErrors = Record<string, string[]>;

/** What the route answers. */
export type SaveRulesAnswer = { kind: "saved" } | { kind: "invalid"; errors: RuleErrors } | Unavailable;

interface RulesForm {
  values: RuleValues;
  change(values: RuleValues): void;
  errors: RuleErrors;
}

const RulesFormContext = createContext<RulesForm | undefined>(undefined);

export function useRulesForm(): RulesForm {
  const form = useContext(RulesFormContext);
  if (!form) throw new Error("a field of the rules outside of their form");
  return form;
}

const FORM = "rules";

interface RulesFormProps {
  rules: Rules;
  /** what is told above the fields, by what came of the last try to save */
  verdict: (answer: Verdict) => ReactNode;
  children: ReactNode;
}

export interface Verdict {
  saved: boolean;
  unavailable: boolean;
  errors: RuleErrors;
}

/** What was saved begins the form anew; the answer outlives it, so that it can be told. */
export function RulesFormProvider({ rules, verdict, children }: RulesFormProps) {
  const { t } = useTranslation("rules");
  const fetcher = useFetcher<SaveRulesAnswer>();
  useAnswer(fetcher, ({ kind }) => {
    if (kind === "saved") showToast(t("saved"));
  });
  return (
    <Form key={JSON.stringify(rules)} rules={rules} verdict={verdict} fetcher={fetcher}>
      {children}
    </Form>
  );
}

type Fetcher = FetcherWithComponents<SaveRulesAnswer>;

function Form({ rules, verdict, fetcher, children }: RulesFormProps & { fetcher: Fetcher }) {
  const initial = toValues(rules);
  const [values, setValues] = useState(initial);
  const [errors, setErrors] = useState<RuleErrors>({});
  const dirty = JSON.stringify(values) !== JSON.stringify(initial);
  useAnswer(fetcher, (answer) => setErrors(answer.kind === "invalid" ? answer.errors : {}));

  function change(next: RuleValues): void {
    setValues(next);
    // What was wrong is checked again at once; what is wrong anew is said when it is saved.
    if (Object.keys(errors).length > 0) setErrors(stillWrong(errors, next));
  }

  function save(event: FormEvent): void {
    event.preventDefault();
    const checked = checkValues(values);
    if (!checked.success) {
      setErrors(fieldErrors(checked.error));
      focusFirstInvalid();
    } else {
      const document = JSON.stringify(toDocument(values));
      fetcher.submit({ rules: document }, { method: "post", action: "/app/settings/rules" });
    }
  }

  function discard(): void {
    setValues(initial);
    setErrors({});
  }

  const answer = fetcher.state === "idle" ? fetcher.data : undefined;
  return (
    <RulesFormContext.Provider value={{ values, change, errors }}>
      <form id={FORM} onSubmit={save} noValidate>
        {verdict({
          saved: answer?.kind === "saved" && !dirty,
          unavailable: answer?.kind === "unavailable",
          errors,
        })}
        {children}
        <FormSaveBar formId={FORM} dirty={dirty} saving={fetcher.state !== "idle"} onDiscard={discard} />
      </form>
    </RulesFormContext.Provider>
  );
}

function stillWrong(errors: RuleErrors, values: RuleValues): RuleErrors {
  const checked = checkValues(values);
  const now = checked.success ? {} : fieldErrors(checked.error);
  return Object.fromEntries(Object.entries(now).filter(([path]) => path in errors));
}

/** After React has marked what is wrong. */
function focusFirstInvalid(): void {
  requestAnimationFrame(() =>
    document.getElementById(FORM)?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
  );
}
