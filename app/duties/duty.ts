// The words of duties: what Shopify, or a merchant, obliges the app to do about itself or about personal data.
import type { DutyDetails, DutyKind } from "../pipeline/inbox/duties.ts";

/** One that was claimed to be carried out now. */
export interface Duty {
  id: string;
  /** the shop may be gone, or never have been known */
  shopDomain: string;
  kind: DutyKind;
  /** gid */
  customer: string | null;
  details: DutyDetails;
  requestedAt: Date;
  /** this one included */
  tries: number;
}

/** From the row's JSON. Without them, the customer's number alone finds what is theirs. */
export const detailsOf = (details: string | null): DutyDetails =>
  details === null ? { email: null, phone: null, orders: [] } : (JSON.parse(details) as DutyDetails);

/** done: `result` says in figures what was found, erased or changed · later: to be tried again, for this reason. */
export type DutyOutcome =
  | { kind: "done"; result: Record<string, number | string | boolean> }
  | { kind: "later"; reason: string; afterMs: number };
