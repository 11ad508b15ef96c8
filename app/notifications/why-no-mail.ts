// PURE: which notices a shop is mailed about.
import type { NoticeKind } from "../endpoints/insert-notices.ts";
import type { AlertMode } from "./alert-fields.ts";
import { MAIL_STATE_SENTENCES, type MailState } from "./mail-state.ts";

const CHANGES: readonly NoticeKind[] = ["failing", "disabled", "recovered", "exhausted", "check"];

export const KINDS_BY_MODE: Record<AlertMode, readonly NoticeKind[]> = {
  changes: CHANGES,
  first_failure: [...CHANGES, "first_failure"],
  daily: CHANGES,
  off: [],
};

interface Candidate {
  kind: NoticeKind;
  mode: AlertMode;
  /** whether shop and endpoint are still there */
  gone: boolean;
}

/** In a sentence; undefined when there is to be a mail. */
export function whyNoMail({ kind, mode, gone }: Candidate, state: MailState): string | undefined {
  if (gone) return "The endpoint was deleted, or Carillon uninstalled, before the mail was due.";
  if (mode === "off") return "E-mail is switched off under Alerts.";
  if (!KINDS_BY_MODE[mode].includes(kind)) return "Under Alerts, mails about single failures are not chosen.";
  return state.kind === "ready" ? undefined : MAIL_STATE_SENTENCES[state.kind];
}
