import { Router } from "express";
import { z } from "zod";
import type { Deps } from "../config/deps.ts";
import { headersField, urlField } from "../endpoints/endpoint-fields.ts";
import type { CallResult } from "../pipeline/deliver/call-result.ts";
import { sendTest } from "../pipeline/deliver/send-test.ts";
import { sendTrial } from "../pipeline/deliver/send-trial.ts";
import { isTopic } from "../topics/catalog.ts";
import { dataField } from "./event-body.ts";
import { callerOf, handle, parseInput } from "./handle.ts";
import { invalid, notFound, type Problem, sendProblem } from "./problem.ts";

const testBody = z.strictObject({
  topic: z.string("Must be the name of a topic.").optional(),
  data: dataField.optional(),
});

const trialBody = z.strictObject({
  url: urlField,
  topic: z.string({ error: "Choose a topic." }).refine(isTopic, "There is no such topic."),
  headers: headersField.optional(),
});

const tooMany = (detail: string): Problem => ({
  status: 429,
  code: "too_many_tests",
  title: "Too many test calls",
  detail,
});

const callAnswer = ({ delivered, status, durationMs, reason, response }: CallResult) => ({
  ...{ delivered, status, reason, response },
  duration_ms: durationMs,
});

/** POST /endpoints/test, POST /endpoints/:id/test */
export function endpointTestRoutes(deps: Deps): Router {
  const router = Router();

  router.post(
    "/endpoints/test",
    handle(async (request, response) => {
      const body = parseInput(response, trialBody, request.body);
      if (!body) return;
      const outcome = await sendTrial(deps, callerOf(response).shopId, body);
      if (outcome.kind === "invalid") return sendProblem(response, invalid(outcome.errors));
      if (outcome.kind === "too_many")
        return sendProblem(response, {
          ...tooMany("Ten a minute per shop."),
          retryAfter: outcome.retryAfterSeconds,
        });
      response.json({ ...callAnswer(outcome.result), secret: outcome.result.secret });
    }),
  );

  router.post(
    "/endpoints/:id/test",
    handle(async (request, response) => {
      const body = parseInput(response, testBody, request.body ?? {});
      if (!body) return;
      const outcome = await sendTest(deps, callerOf(response).shopId, request.params.id ?? "", body);
      switch (outcome.kind) {
        case "not_found":
          return sendProblem(response, notFound("endpoint"));
        case "unknown_topic":
          return sendProblem(response, invalid({ topic: ["There is no such topic."] }));
        case "sealed":
          return sendProblem(response, {
            status: 409,
            code: "sealed",
            title: "The endpoint's headers or secret cannot be read",
            detail:
              "They were stored with a key that this server does not have. Set the headers again and rotate the secret.",
          });
        case "too_many":
          return sendProblem(response, {
            ...tooMany("One test call at a time per endpoint, and ten a minute per shop."),
            retryAfter: outcome.retryAfterSeconds,
          });
        case "sent":
          response.json({ delivery_id: outcome.result.deliveryId, ...callAnswer(outcome.result) });
      }
    }),
  );

  return router;
}
