// What the routes of recoveries answer.
import type { RecoverOutcome } from "../../pipeline/recover/recover-endpoint.ts";
import type { ResendManyOutcome } from "../../pipeline/recover/resend-many.ts";
import type { StoredTopics } from "../../pipeline/recover/stored-topics.ts";
import type { Unavailable } from "../forms/or-unavailable.ts";

interface Counted {
  count: number;
  /** there may be more than `count` */
  more: boolean;
}

/** `why`: a sentence */
type Refused = { kind: "refused"; why: string } | Unavailable;

/**
 * `since`: RFC 3339, what "the last hour" meant when it was counted. `topics`: of missing events, which of the endpoint's
 * topics were stored; null for failed deliveries.
 */
export type CountAnswer =
  | ({ kind: "counted"; since: string; topics: StoredTopics | null } & Counted)
  | Refused;
export type ResendCountAnswer = ({ kind: "counted"; endpoints: number } & Counted) | Refused;
export type BeginAnswer = ({ kind: "begun" } & Counted) | Refused;
export type CancelAnswer = { kind: "cancelled" } | { kind: "ended" } | Unavailable;

type Refusal = Exclude<RecoverOutcome | ResendManyOutcome, { kind: "begun" | "not_found" }>;

/** Why nothing is sent again, in a sentence. */
export function refused(refusal: Refusal): Refused {
  switch (refusal.kind) {
    case "endpoint_disabled":
      return { kind: "refused", why: "Nothing is sent to a disabled endpoint. Enable it first." };
    case "running":
      return { kind: "refused", why: "Carillon is at it already. Wait until that is done, or cancel it." };
    case "busy":
      return { kind: "refused", why: "Carillon is counting for somebody else. Try again in a moment." };
    case "invalid":
      return { kind: "refused", why: whatIsWrong(refusal.errors) };
  }
}

const whatIsWrong = ({ since, status }: Record<string, string[]>): string => {
  if (status) return "Pending deliveries go out by themselves.";
  return since ? "Choose a time in the past, at most 14 days ago." : "Choose another time.";
};

/** The sentence of an answer that says why not; undefined for all others. */
export function whyNot(answer: Refused | { kind: string } | undefined): string | undefined {
  if (answer === undefined) return undefined;
  if (answer.kind === "unavailable") return "Carillon could not be reached. Try again in a moment.";
  return "why" in answer ? answer.why : undefined;
}
