import type { Deps } from "../../config/deps.ts";

/** What came of a test call. */
export interface TestResult {
  deliveryId: string;
  delivered: boolean;
  status: number | null;
  durationMs: number;
  reason: string | null;
  /** the start of the answer's body */
  response: string | null;
}

export type TestOutcome =
  | { kind: "sent"; result: TestResult }
  | { kind: "not_found" }
  | { kind: "unknown_topic" }
  /** 1 in flight per endpoint, 10 a minute per shop */
  | { kind: "too_many"; retryAfterSeconds: number };

export declare function sendTest(
  deps: Deps,
  shopId: string,
  endpointId: string,
  input: { topic?: string; data?: Record<string, unknown> },
): Promise<TestOutcome>;
