import type { Deps } from "../config/deps.ts";
import { isMailAddress } from "./alert-fields.ts";

/** Whether a shop can be mailed, and where. */
export type MailState =
  | { kind: "ready"; to: string[] }
  /** whoever runs Carillon has not set it up */
  | { kind: "off" }
  | { kind: "no_address" };

interface Addresses {
  /** of the shop's settings */
  addresses: string[];
  /** the shop's own, as Shopify says */
  email: string | null;
}

export function mailState({ mailer }: Pick<Deps, "mailer">, { addresses, email }: Addresses): MailState {
  if (!mailer) return { kind: "off" };
  if (addresses.length > 0) return { kind: "ready", to: addresses };
  return email !== null && isMailAddress(email) ? { kind: "ready", to: [email] } : { kind: "no_address" };
}

/** In a sentence, with what to do. */
export const MAIL_STATE_SENTENCES = {
  off: "E-mail is off: whoever runs Carillon has to set SMTP_URL and MAIL_FROM.",
  no_address: "No address is known: Shopify has told none, and none is set under Alerts.",
};
