// The form of the rules: its values, what is wrong with them, and how they are saved.
import { useFetcher } from "@remix-run/react";
import { createContext, type FormEvent, type ReactNode, useContext, useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldErrors } from "../../rules/field-errors.ts";
import type { StoredRules } from "../../rules/load-rules.ts";
import { showToast } from "../app-bridge/bridge.ts";
import type { ChangedMeanwhileAnswer } from "../forms/changed-meanwhile.tsx";
import { focusFirstInvalid } from "../forms/focus-first-invalid.ts";
import type { Unavailable } from "../forms/or-unavailable.ts";
import { FormSaveBar } from "../forms/save-bar.tsx";
import { useAnswer } from "../forms/use-answer.ts";
import { useDraft } from "../forms/use-draft.ts";
import { ReplaceDialog } from "./replace-dialog.tsx";
import { checkValues, type RuleValues, toDocument, toValues } from "./rule-values.ts";

/** By the dotted path of the field. */
type RuleErrors = Record<string, string[]>;

/** What the route answers. */
export type SaveRulesAnswer =
  | { kind: "saved" }
  | { kind: "invalid"; errors: RuleErrors }
  | ChangedMeanwhileAnswer
  | Unavailable;

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
  stored: StoredRules;
  /** what is told above the fields, by what came of the last try to save */
  verdict: (verdict: Verdict) => ReactNode;
  children: ReactNode;
}

export interface Verdict {
  saved: boolean;
  unavailable: boolean;
  errors: RuleErrors;
  /** Begins anew with what others have saved meanwhile; undefined where nobody has. */
  onLoadNewer: (() => void) | undefined;
}

export function RulesFormProvider({ stored, verdict, children }: RulesFormProps) {
  const { t } = useTranslation("rules");
  const fetcher = useFetcher<SaveRulesAnswer>();
  const draft = useDraft({ values: toValues(stored.rules), version: stored.version }, fetcher);
  const { values, dirty, version } = draft;
  const [errors, setErrors] = useState<RuleErrors>({});
  const [asking, setAsking] = useState(false);
  useAnswer(fetcher, (answer) => {
    setErrors(answer.kind === "invalid" ? answer.errors : {});
    setAsking(false);
    if (answer.kind === "saved") showToast(t("saved"));
  });

  function change(next: RuleValues): void {
    draft.change(next);
    // What was wrong is checked again at once; what is wrong anew is said when it is saved.
    if (Object.keys(errors).length > 0) setErrors(stillWrong(errors, next));
  }

  function save(event: FormEvent): void {
    event.preventDefault();
    const checked = checkValues(values);
    if (!checked.success) {
      setErrors(fieldErrors(checked.error));
      focusFirstInvalid(FORM);
    } else if (stored.unreadable === null) send();
    else setAsking(true);
  }

  function send(): void {
    draft.send();
    const rules = JSON.stringify(toDocument(values));
    fetcher.submit({ rules, loaded: version }, { method: "post", action: "/app/settings/rules" });
  }

  function discard(): void {
    draft.discard();
    setErrors({});
  }

  const saving = fetcher.state !== "idle";
  const answer = saving ? undefined : fetcher.data;
  const isNewer = answer?.kind === "changed_meanwhile" && answer.loaded === version;
  return (
    <RulesFormContext.Provider value={{ values, change, errors }}>
      <form id={FORM} onSubmit={save} noValidate>
        {verdict({
          saved: answer?.kind === "saved" && !dirty,
          unavailable: answer?.kind === "unavailable",
          errors,
          onLoadNewer: isNewer ? discard : undefined,
        })}
        {children}
        <FormSaveBar formId={FORM} dirty={dirty} saving={saving} onDiscard={discard} />
      </form>
      <ReplaceDialog open={asking} busy={saving} onClose={() => setAsking(false)} onConfirm={send} />
    </RulesFormContext.Provider>
  );
}

function stillWrong(errors: RuleErrors, values: RuleValues): RuleErrors {
  const checked = checkValues(values);
  const now = checked.success ? {} : fieldErrors(checked.error);
  return Object.fromEntries(Object.entries(now).filter(([path]) => path in errors));
}
