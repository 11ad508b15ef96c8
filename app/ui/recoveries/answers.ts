// What the routes of recoveries answer.
import type { Beside, RecoverOutcome } from "../../pipeline/recover/recover-endpoint.ts";
import type { ResendManyCount, ResendManyOutcome } from "../../pipeline/recover/resend-many.ts";
import type { StoredTopics } from "../../pipeline/recover/stored-topics.ts";
import type { Unavailable } from "../forms/or-unavailable.ts";

export interface Counted {
  count: number;
  /** there may be more than `count` */
  more: boolean;
}

/** Why nothing is sent again. */
export type RefusalCode = "endpoint_disabled" | "running" | "busy" | "pending" | "since" | "time";

type Refused = { kind: "refused"; why: RefusalCode } | Unavailable;

/**
 * `since`: RFC 3339, what "the last hour" meant when it was counted. `topics`: of missing events, which of the endpoint's
 * topics were stored; null for failed deliveries.
 */
export type CountAnswer =
  | ({ kind: "counted"; since: string; topics: StoredTopics | null; beside: Beside } & Counted)
  | Refused;
export type ResendCountAnswer = Extract<ResendManyCount, { kind: "counted" }> | Refused;
export type BeginAnswer = ({ kind: "begun" } & Counted) | Refused;
export type CancelAnswer = { kind: "cancelled" } | { kind: "ended" } | Unavailable;

type Refusal = Exclude<RecoverOutcome | ResendManyOutcome, { kind: "begun" | "not_found" }>;

export const refused = (refusal: Refusal): Refused => ({ kind: "refused", why: codeOf(refusal) });

function codeOf(refusal: Refusal): RefusalCode {
  if (refusal.kind !== "invalid") return refusal.kind;
  const { since, status } = refusal.errors;
  if (status) return "pending";
  return since ? "since" : "time";
}
