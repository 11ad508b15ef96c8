import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PostOutcome } from "../../../app/http/post.ts";
import { judgeFlowAnswer } from "../../../app/pipeline/deliver/judge-flow-answer.ts";

const NOW = new Date("2026-11-20T10:00:00Z");

const answered = (
  body: unknown,
  more: { statusCode?: number; headers?: Record<string, string> } = {},
): PostOutcome => ({
  kind: "answered",
  statusCode: 200,
  headers: {},
  body: typeof body === "string" ? body : JSON.stringify(body),
  truncated: false,
  remoteAddress: null,
  durationMs: 12,
  ...more,
});

const judge = (...given: Parameters<typeof answered>) => judgeFlowAnswer(answered(...given), NOW);
const userErrors = (...messages: string[]) => ({
  data: { flowTriggerReceive: { userErrors: messages.map((message) => ({ field: ["body"], message })) } },
});
const throttled = (throttleStatus: object) => ({
  errors: [{ message: "Throttled", extensions: { code: "THROTTLED" } }],
  extensions: { cost: { requestedQueryCost: 10, throttleStatus } },
});

test("an answer without errors is a success", () => {
  expect(judge(userErrors())).toEqual({
    judgement: { status: "succeeded" },
    ...{ wishMs: null, inTrouble: false, end: null },
  });
});

test("userErrors are a failure with Shopify's words on one line, and the delivery is tried again", () => {
  const words = "Errors validating schema:\n  Required field missing: Points balance\n";
  expect(judge(userErrors(words))).toEqual({
    judgement: {
      status: "failed",
      reason: "flow_refused",
      detail: "Errors validating schema: Required field missing: Points balance",
    },
    ...{ wishMs: null, inTrouble: false, end: null },
  });
});

test("a trigger that Shopify does not know is final", () => {
  const { judgement, end } = judge(
    userErrors("Errors validating schema:\n  Invalid handle 'points-changed'.\n"),
  );
  expect(end).toBe("final");
  expect(judgement).toMatchObject({
    reason: "flow_refused",
    detail: "Errors validating schema: Invalid handle 'points-changed'.",
  });
});

describe("an empty bucket of points", () => {
  test("slows the trigger down and holds it until its points are there", () => {
    const answer = throttled({ maximumAvailable: 100, currentlyAvailable: 4, restoreRate: 2 });
    expect(judge(answer)).toMatchObject({
      judgement: { status: "failed", reason: "flow_refused", detail: "Throttled" },
      ...{ inTrouble: true, wishMs: 3_000, end: null },
    });
  });

  test("without figures only slows it down", () => {
    const { errors } = throttled({});
    expect(judge({ errors })).toMatchObject({ inTrouble: true, wishMs: null });
    expect(judge(throttled({ currentlyAvailable: 0, restoreRate: 0 }))).toMatchObject({
      inTrouble: true,
      wishMs: null,
    });
  });
});

test.each([401, 402, 403, 404, 423, 500])("HTTP status %i is a failure like any receiver's", (statusCode) => {
  expect(judge("<html>", { statusCode })).toMatchObject({
    judgement: { status: "failed", reason: "http_status" },
    ...{ inTrouble: false, end: null },
  });
});

test("429 slows the trigger down and is asked again when Shopify says so", () => {
  expect(judge("", { statusCode: 429, headers: { "retry-after": "2.0" } })).toMatchObject({
    inTrouble: true,
  });
  expect(judge("", { statusCode: 429, headers: { "retry-after": "2" } })).toMatchObject({ wishMs: 2_000 });
});

test.each([
  ["is no JSON", "<html>"],
  ["is no object", "[]"],
  ["is empty", ""],
  ["says nothing of the trigger", {}],
  ["has null for it", { data: { flowTriggerReceive: null } }],
  ["has errors of another form", { errors: "no" }],
])("an answer that %s is a failure with a sentence", (_what, body) => {
  const { judgement } = judge(body);
  expect(judgement).toMatchObject({ status: "failed", reason: "flow_refused" });
  expect(judgement).toHaveProperty("detail", expect.stringMatching(/^Shopify's answer .+\.$/));
});

test("whatever Shopify answers, it is judged, and only an empty list of userErrors is a success", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (body) => {
      expect(judge(body).judgement.status).toBe("failed");
    }),
  );
});

test("no answer is a failure with its reason", () => {
  const outcome: PostOutcome = {
    ...{ kind: "failed", reason: "not_connected", detail: "Open the app." },
    ...{ remoteAddress: null, durationMs: 1 },
  };
  expect(judgeFlowAnswer(outcome, NOW)).toMatchObject({
    judgement: { status: "failed", reason: "not_connected", detail: "Open the app." },
    ...{ inTrouble: false, end: null },
  });
});
