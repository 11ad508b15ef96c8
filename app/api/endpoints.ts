import { Router } from "express";
import { z } from "zod";
import type { Deps } from "../config/deps.ts";
import { isId } from "../db/ids.ts";
import { createEndpoint } from "../endpoints/create-endpoint.ts";
import { deleteEndpoint } from "../endpoints/delete-endpoint.ts";
import {
  descriptionField,
  headerChangesField,
  headersField,
  rateLimitField,
  topicsField,
  urlField,
} from "../endpoints/endpoint-fields.ts";
import { updateEndpoint } from "../endpoints/update-endpoint.ts";
import { listEndpoints } from "../queries/endpoints.ts";
import { endpointActionRoutes } from "./endpoints-actions.ts";
import { endpointJson, sendEndpoint } from "./endpoints-answer.ts";
import { endpointTestRoutes } from "./endpoints-tests.ts";
import { callerOf, handle, parseInput } from "./handle.ts";
import { limitField, plainNumber } from "./number-fields.ts";
import { invalid, notFound, sendProblem } from "./problem.ts";

const weeklyCheck = z.boolean({ error: "weekly_check is true or false." });

const rateLimit = z.preprocess(plainNumber, rateLimitField.nullable()).optional();

const createBody = z.strictObject({
  url: urlField,
  topics: topicsField,
  description: descriptionField.optional(),
  headers: headersField.optional(),
  rate_limit: rateLimit,
  weekly_check: weeklyCheck.optional(),
  secret: z.string("A secret is a text.").optional(),
});

const changeBody = z.strictObject({
  url: urlField.optional(),
  topics: topicsField.optional(),
  description: descriptionField.optional(),
  headers: headerChangesField.optional(),
  rate_limit: rateLimit,
  weekly_check: weeklyCheck.optional(),
});

const listQuery = z.strictObject({
  cursor: z
    .string()
    .refine((text) => isId("ep", text), "This is no cursor of this list.")
    .optional(),
  limit: limitField,
});

/** POST and GET /endpoints; GET, PATCH and DELETE /endpoints/:id; and what can be done with one */
export function endpointRoutes(deps: Deps): Router {
  const router = Router();
  router.use(endpointTestRoutes(deps));
  router.use(endpointActionRoutes(deps));

  router.post(
    "/endpoints",
    handle(async (request, response) => {
      const body = parseInput(response, createBody, request.body);
      if (!body) return;
      const { rate_limit: rateLimit, weekly_check: weeklyCheck, ...rest } = body;
      const { shopId } = callerOf(response);
      const outcome = await createEndpoint(deps, shopId, { ...rest, rateLimit, weeklyCheck });
      switch (outcome.kind) {
        case "created":
          response.status(201);
          return sendEndpoint(deps, response, outcome.id, { secret: outcome.secret });
        case "invalid":
          return sendProblem(response, invalid(outcome.errors));
        case "limit":
          return sendProblem(response, {
            status: 409,
            code: "endpoint_limit",
            title: "Too many endpoints",
            detail: `A shop has at most ${outcome.limit} endpoints.`,
          });
      }
    }),
  );

  router.get(
    "/endpoints",
    handle(async (request, response) => {
      const query = parseInput(response, listQuery, request.query);
      if (!query) return;
      const { rows, next } = await listEndpoints(deps, callerOf(response).shopId, query);
      response.json({ endpoints: rows.map(endpointJson), next_cursor: next });
    }),
  );

  router.get(
    "/endpoints/:id",
    handle((request, response) => sendEndpoint(deps, response, request.params.id ?? "")),
  );

  router.patch(
    "/endpoints/:id",
    handle(async (request, response) => {
      const body = parseInput(response, changeBody, request.body);
      if (!body) return;
      const { rate_limit: rateLimit, weekly_check: weeklyCheck, ...rest } = body;
      const id = request.params.id ?? "";
      const changes = { ...rest, rateLimit, weeklyCheck };
      const outcome = await updateEndpoint(deps, callerOf(response).shopId, id, changes);
      if (outcome.kind === "invalid") return sendProblem(response, invalid(outcome.errors));
      await sendEndpoint(deps, response, id); // 404 for what is not there
    }),
  );

  router.delete(
    "/endpoints/:id",
    handle(async (request, response) => {
      const outcome = await deleteEndpoint(deps, callerOf(response).shopId, request.params.id ?? "");
      if (outcome.kind === "not_found") return sendProblem(response, notFound("endpoint"));
      response.status(204).end();
    }),
  );

  return router;
}
