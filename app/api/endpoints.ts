import { Router } from "express";
import { z } from "zod";
import type { Deps } from "../config/deps.ts";
import { createEndpoint } from "../endpoints/create-endpoint.ts";
import {
  descriptionField,
  headersField,
  rateLimitField,
  topicsField,
  urlField,
} from "../endpoints/endpoint-fields.ts";
import { sendTest } from "../pipeline/deliver/send-test.ts";
import { type EndpointView, getEndpoint } from "../queries/endpoints.ts";
import { callerOf, handle, parseInput } from "./handle.ts";
import { invalid, notFound, sendProblem } from "./problem.ts";

const createBody = z.strictObject({
  url: urlField,
  topics: topicsField,
  description: descriptionField.optional(),
  headers: headersField.optional(),
  rate_limit: rateLimitField.nullish(),
  secret: z.string().optional(),
});

const testBody = z.strictObject({
  topic: z.string().optional(),
  data: z.record(z.string(), z.unknown()).optional(),
});

/** POST /endpoints, POST /endpoints/:id/test */
export function endpointRoutes(deps: Deps): Router {
  const router = Router();

  router.post(
    "/endpoints",
    handle(async (request, response) => {
      const body = parseInput(response, createBody, request.body);
      if (!body) return;
      const { shopId } = callerOf(response);
      const outcome = await createEndpoint(deps, shopId, { ...body, rateLimit: body.rate_limit });
      if (outcome.kind === "invalid") return sendProblem(response, invalid(outcome.errors));
      if (outcome.kind === "limit") {
        const detail = `A shop has at most ${outcome.limit} endpoints.`;
        return sendProblem(response, {
          status: 409,
          code: "endpoint_limit",
          title: "Too many endpoints",
          detail,
        });
      }
      const endpoint = await getEndpoint(deps, shopId, outcome.id);
      response.status(201).json({ ...(endpoint && toJson(endpoint)), secret: outcome.secret });
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
        case "too_many":
          return sendProblem(response, {
            status: 429,
            code: "too_many_tests",
            title: "Too many test calls",
            detail: "One test call at a time per endpoint, and ten a minute per shop.",
            retryAfter: outcome.retryAfterSeconds,
          });
        case "sent": {
          const { deliveryId, durationMs, ...result } = outcome.result;
          response.json({ delivery_id: deliveryId, duration_ms: durationMs, ...result });
        }
      }
    }),
  );

  return router;
}

const toJson = (endpoint: EndpointView) => ({
  id: endpoint.id,
  url: endpoint.url,
  description: endpoint.description,
  status: endpoint.status,
  disabled_reason: endpoint.disabledReason,
  topics: endpoint.topics,
  rate_limit: endpoint.rateLimit,
  secrets: endpoint.secrets.map(({ id, hint, createdAt, expiresAt }) => ({
    id,
    hint,
    created_at: createdAt,
    expires_at: expiresAt,
  })),
  created_at: endpoint.createdAt,
  updated_at: endpoint.updatedAt,
});
