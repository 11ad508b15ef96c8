import type { Sent } from "./sent.ts";

/** What one request that somebody waits for came to. */
export interface CallResult {
  delivered: boolean;
  status: number | null;
  durationMs: number;
  reason: string | null;
  /** the system's words, e.g. ECONNREFUSED */
  detail: string | null;
  /** the start of the answer's body */
  response: string | null;
  responseHeaders: Record<string, string> | null;
  /** the answer's body was longer */
  truncated: boolean;
}

export function toCallResult({ outcome, judgement }: Pick<Sent, "outcome" | "judgement">): CallResult {
  const answer = outcome.kind === "answered" ? outcome : undefined;
  const failure = judgement.status === "failed" ? judgement : undefined;
  return {
    delivered: !failure,
    status: answer?.statusCode ?? null,
    durationMs: outcome.durationMs,
    reason: failure?.reason ?? null,
    detail: failure?.detail ?? null,
    response: answer?.body ?? null,
    responseHeaders: answer?.headers ?? null,
    truncated: answer?.truncated ?? false,
  };
}
