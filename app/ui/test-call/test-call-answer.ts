// What the route of test calls answers.
import type { TestedEndpoint } from "../../pipeline/deliver/send-tests.ts";
import type { TrialResult } from "../../pipeline/deliver/send-trial.ts";
import type { TriedUrl } from "../../pipeline/deliver/send-trials.ts";
import type { TestSample } from "../../queries/test-sample.ts";
import type { DataMistake, Difference } from "../../topics/read-test-data.ts";
import type { Unavailable } from "../forms/or-unavailable.ts";

export type SampleAnswer =
  | ({ kind: "sample" } & TestSample)
  /** the event whose data was asked for is no longer stored */
  | { kind: "gone" }
  | Unavailable;

export type TestCallAnswer =
  /** `tries`: of addresses that are not saved */
  | { kind: "called"; calls: TestedEndpoint[]; tries: TriedUrl[]; differences: Difference[] }
  | { kind: "tried"; result: TrialResult; differences: Difference[] }
  | { kind: "wrong_data"; mistake: DataMistake }
  /** of an address that is not saved: by field, `url` or `headers` */
  | { kind: "wrong_address"; errors: Record<string, string[]> }
  | { kind: "too_many"; retryAfterSeconds: number }
  | Unavailable;
