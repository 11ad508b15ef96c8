import type { FormEvent } from "react";

const FIELDS = "input:not([type=hidden]), select, textarea, button";
/** Polaris marks a text field itself, and a list of choices on its fieldset; what else is wrong has its sentence below. */
const WRONG = '[aria-invalid="true"], .Polaris-InlineError';

/** Leads to the first thing of a form that is wrong, as soon as React has marked it. `formId`: without "#" */
export function focusFirstInvalid(formId: string): void {
  requestAnimationFrame(() => {
    const wrong = document.getElementById(formId)?.querySelector<HTMLElement>(WRONG);
    if (wrong) fieldOf(wrong)?.focus();
  });
}

/** How conform names the buttons by which it checks a field that was left: it submits the form with one of them. */
const INTENT = "__intent__";

/** Whether a form was submitted to be saved: what is checked meanwhile must leave the focus where the merchant is. */
export function isSave({ nativeEvent }: FormEvent): boolean {
  const { submitter } = nativeEvent as SubmitEvent;
  return submitter?.getAttribute("name") !== INTENT;
}

/** Itself, or the first field in it or in the nearest thing around it that holds one. */
function fieldOf(wrong: HTMLElement): HTMLElement | null {
  if (wrong.matches(FIELDS)) return wrong;
  return wrong.querySelector<HTMLElement>(FIELDS) ?? (wrong.parentElement && fieldOf(wrong.parentElement));
}
