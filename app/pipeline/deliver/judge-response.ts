import type { FailureReason } from "../../http/explain-error.ts";
import type { PostOutcome } from "../../http/post.ts";

type AttemptReason = FailureReason | "http_status" | "redirect";

export type Judgement =
  | { status: "succeeded" }
  | { status: "failed"; reason: AttemptReason; detail: string | null };

/** Any 2xx is success. Redirects are not followed: a receiver that moved has to say so to the merchant. */
export function judgeResponse(outcome: PostOutcome): Judgement {
  if (outcome.kind === "failed") return { status: "failed", reason: outcome.reason, detail: outcome.detail };
  const { statusCode, headers } = outcome;
  if (statusCode >= 200 && statusCode < 300) return { status: "succeeded" };
  if (statusCode >= 300 && statusCode < 400) {
    return { status: "failed", reason: "redirect", detail: headers.location?.slice(0, 200) ?? null };
  }
  return { status: "failed", reason: "http_status", detail: null };
}

/** What a receiver asks for with Retry-After on 429 and 503, in milliseconds from `now`; null when it asks nothing. */
export function retryAfterMs(outcome: PostOutcome, now: Date): number | null {
  if (outcome.kind !== "answered" || (outcome.statusCode !== 429 && outcome.statusCode !== 503)) return null;
  const value = outcome.headers["retry-after"]?.trim() ?? "";
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now.getTime();
  return ms > 0 ? ms : null; // NaN and the past are no wish
}
