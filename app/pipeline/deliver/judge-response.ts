import type { FailureReason } from "../../http/explain-error.ts";
import type { PostOutcome } from "../../http/post.ts";

/** flow_refused: Shopify's words, in an answer of HTTP status 200. */
type AttemptReason = FailureReason | "http_status" | "redirect" | "flow_refused";

export type Judgement =
  | { status: "succeeded" }
  | { status: "failed"; reason: AttemptReason; detail: string | null };

/** Any 2xx is success. Redirects are not followed: a receiver that moved has to say so to the merchant. */
export function judgeResponse(outcome: PostOutcome): Judgement {
  if (outcome.kind === "failed") return { status: "failed", reason: outcome.reason, detail: outcome.detail };
  const { statusCode, headers } = outcome;
  if (statusCode >= 200 && statusCode < 300) return { status: "succeeded" };
  if (statusCode >= 300 && statusCode < 400) {
    return { status: "failed", reason: "redirect", detail: whereTo(headers.location) };
  }
  return { status: "failed", reason: "http_status", detail: null };
}

/** Without its query and without user and password, which may hold a secret. */
const whereTo = (location: string | undefined): string | null =>
  location
    ?.replace(/[?#].*$/s, "")
    .replace(/^((?:[a-z][a-z\d+.-]*:)?[/\\]*)[^/\\]*@/i, "$1")
    .slice(0, 200) ?? null;

const OVERLOADED = [429, 502, 503, 504];

/** Whether the receiver is out of breath, so that it gets fewer requests at a time (contract §1). */
export function isTrouble(judgement: Judgement, outcome: PostOutcome): boolean {
  if (judgement.status === "succeeded") return false;
  if (outcome.kind === "answered") return OVERLOADED.includes(outcome.statusCode);
  return outcome.reason === "timeout" || outcome.detail === "ECONNREFUSED";
}

const LONGEST_HOLD_MS = 15 * 60_000;

/** How long a receiver's wish keeps everything of its endpoint back; null for no wish. */
export const longestHoldMs = (wishMs: number | null): number | null =>
  wishMs === null ? null : Math.min(wishMs, LONGEST_HOLD_MS);

/** RFC 9110's three forms of a date; Date.parse takes much more for one. */
const HTTP_DATE =
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? ([0-9]{2}[ -][A-Z][a-z]{2}[ -][0-9]{2,4}|[A-Z][a-z]{2} [ 0-9][0-9]) [0-9]{2}:[0-9]{2}:[0-9]{2}( GMT| [0-9]{4})$/;

/** What a receiver asks for with Retry-After on 429 and 503, in milliseconds from `now`; null when it asks nothing. */
export function retryAfterMs(outcome: PostOutcome, now: Date): number | null {
  if (outcome.kind !== "answered" || (outcome.statusCode !== 429 && outcome.statusCode !== 503)) return null;
  const value = outcome.headers["retry-after"]?.trim() ?? "";
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : parseHttpDate(value) - now.getTime();
  return ms > 0 ? ms : null; // NaN and the past are no wish
}

/** Milliseconds since 1970, NaN for what is no such date. All three forms mean GMT; one does not say so. */
function parseHttpDate(text: string): number {
  if (!HTTP_DATE.test(text)) return Number.NaN;
  return Date.parse(text.endsWith("GMT") ? text : `${text} GMT`);
}
