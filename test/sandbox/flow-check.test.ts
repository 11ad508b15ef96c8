import { expect, test } from "vitest";
import { startedByTrigger, wrongInFlow } from "#sandbox/demo/check-flow.ts";
import type { FlowEvent, RunState } from "#sandbox/flow/workflow.ts";

const CONTRACT = "gid://shopify/SubscriptionContract/1";
const TOLD = [
  { topic: "membership/billing_failure", resource: CONTRACT },
  { topic: "membership/billing_success", resource: CONTRACT },
];

const failed = (changes: Partial<FlowEvent> = {}): FlowEvent => ({
  ...{ at: "2026-11-21T10:00:00.000Z", trigger: "billing-failed", errors: [] },
  payload: { Event: "membership/billing_failure", About: CONTRACT },
  runs: [{ workflow: "On billing failed", action: null }],
  ...changes,
});

const byHand = (state: RunState, answers: string[]): FlowEvent => {
  const action = { id: "1", values: {}, state, answers };
  return failed({ trigger: null, payload: {}, runs: [{ workflow: "Give points", action }] });
};

const DONE = byHand("done", ["it answered 200"]);

test("every failed payment started the workflow, and the action was taken", () => {
  expect(wrongInFlow([failed(), DONE], TOLD)).toEqual([]);
  expect(startedByTrigger([failed(), DONE])).toEqual([failed()]);
});

test.for([
  ["no start", [DONE], "no workflow was started by membership/billing_failure"],
  ["a second start", [failed(), failed(), DONE], "a workflow was started by membership/billing_failure"],
  ["a trigger that started nothing", [failed({ runs: [] }), DONE], "no workflow was started by"],
  [
    "a refusal",
    [failed(), failed({ errors: ["Invalid handle 'x'."], runs: [] }), DONE],
    "Flow refused billing-failed",
  ],
  ["no run of the action", [failed()], "it was not run"],
  [
    "an action that was refused",
    [failed(), byHand("refused", ["it answered 400: no"])],
    "it answered 400: no",
  ],
] as const)("%s is said", ([, events, words]) => {
  expect(wrongInFlow([...events], TOLD)).toEqual([expect.stringContaining(words)]);
});
