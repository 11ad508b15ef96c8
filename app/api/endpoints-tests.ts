import { z } from "zod";
import { headersField, urlField } from "../endpoints/endpoint-fields.ts";
import type { CallResult } from "../pipeline/deliver/call-result.ts";
import { sendTest } from "../pipeline/deliver/send-test.ts";
import { sendTrial } from "../pipeline/deliver/send-trial.ts";
import { answer, defineCall, json } from "./call.ts";
import { SECRET_EXAMPLE } from "./endpoints-answer.ts";
import { dataField } from "./event-body.ts";
import { exampleId, id, idInPath, topicField } from "./fields.ts";
import { invalid, notFound, problem } from "./problem.ts";

const group = "Endpoints";

const resultFields = {
  delivered: z.boolean(),
  status: z.int().nullable().describe("Of the receiver's answer"),
  duration_ms: z.int(),
  reason: z.string().nullable().describe("Why it failed"),
  response: z.string().nullable().describe("The start of the receiver's answer"),
};

const RESULT_EXAMPLE = { delivered: true, status: 200, duration_ms: 84, reason: null, response: "ok" };

const resultJson = ({ delivered, status, durationMs, reason, response }: CallResult) => ({
  ...{ delivered, status, duration_ms: durationMs, reason, response },
});

const tooMany = (detail: string, retryAfter: number) =>
  problem("too_many_tests", detail, { title: "Too many test calls", retryAfter });

const trial = defineCall({
  method: "post",
  path: "/endpoints/test",
  id: "tryAddress",
  group,
  scope: "write",
  summary: "Try an address before it is saved",
  description:
    "One call with a sample, signed with a secret of its own, which is answered. Nothing is recorded; ten a minute per shop.",
  body: z.strictObject({
    url: urlField,
    topic: topicField(),
    headers: headersField
      .optional()
      .meta({ override: { type: "object", additionalProperties: { type: "string" } } }),
  }),
  bodyExample: { url: "https://example.com/hooks", topic: "order/paid" },
  answers: {
    200: json("What came of it", z.object({ ...resultFields, secret: z.string() }), {
      ...RESULT_EXAMPLE,
      secret: SECRET_EXAMPLE,
    }),
  },
  problems: ["too_many_tests"],
  async run({ deps, shopId, body }) {
    const outcome = await sendTrial(deps, shopId, body);
    if (outcome.kind === "invalid") return invalid(outcome.errors);
    if (outcome.kind === "too_many") return tooMany("Ten a minute per shop.", outcome.retryAfterSeconds);
    return answer(200, { ...resultJson(outcome.result), secret: outcome.result.secret });
  },
});

const test = defineCall({
  method: "post",
  path: "/endpoints/{id}/test",
  id: "testEndpoint",
  group,
  scope: "write",
  summary: "Send an endpoint a test call and wait for its answer",
  description: "One attempt at once, on record with `test: true`; ten a minute per shop.",
  params: idInPath("ep"),
  body: z.strictObject({
    topic: z
      .string("Must be the name of a topic.")
      .optional()
      .meta({ description: "One of the endpoint's own if left out" }),
    data: dataField.optional().meta({ description: "The topic's sample if left out" }),
  }),
  bodyExample: { topic: "order/paid" },
  answers: {
    200: json("What came of it", z.object({ delivery_id: id("dlv"), ...resultFields }), {
      delivery_id: exampleId("dlv"),
      ...RESULT_EXAMPLE,
    }),
  },
  problems: ["not_found", "sealed", "too_many_tests"],
  async run({ deps, shopId, params, body }) {
    const outcome = await sendTest(deps, shopId, params.id, body);
    switch (outcome.kind) {
      case "not_found":
        return notFound("endpoint");
      case "unknown_topic":
        return invalid({ topic: ["There is no such topic."] });
      case "sealed":
        return problem(
          "sealed",
          "They were stored with a key that this server does not have. Set the headers again and rotate the secret.",
        );
      case "too_many":
        return tooMany(
          "One test call at a time per endpoint, and ten a minute per shop.",
          outcome.retryAfterSeconds,
        );
      case "sent":
        return answer(200, { delivery_id: outcome.result.deliveryId, ...resultJson(outcome.result) });
    }
  },
});

export const ENDPOINT_TEST_CALLS = [trial, test];
