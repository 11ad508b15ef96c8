import type { Unavailable } from "../forms/or-unavailable.ts";

/** What the test route answers. */
export type TestAnswer =
  | { kind: "sent"; result: TestResultView }
  | { kind: "unknown_topic" }
  | { kind: "sealed" }
  | { kind: "too_many"; retryAfterSeconds: number }
  | Unavailable;

export interface TestResultView {
  deliveryId: string;
  delivered: boolean;
  status: number | null;
  durationMs: number;
  reason: string | null;
  /** the start of the answer's body */
  response: string | null;
}
