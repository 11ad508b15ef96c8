import { z } from "zod";
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
import { answer, answerNothing, defineCall, json } from "./call.ts";
import {
  ENDPOINT_EXAMPLE,
  endpointJson,
  endpointSchema,
  endpointWithSecretSchema,
  readEndpoint,
  readWithSecret,
  SECRET_EXAMPLE,
} from "./endpoints-answer.ts";
import { idInPath, nextCursor, pageFields, plainNumber } from "./fields.ts";
import { invalid, notFound, type Problem, problem } from "./problem.ts";

const group = "Endpoints";

const weeklyCheck = z.boolean({ error: "weekly_check is true or false." });

const rateLimit = z
  .preprocess(plainNumber, rateLimitField.nullable())
  .optional()
  .meta({ description: "Requests per second; null for no limit" });

const secretField = z
  .string("A secret is a text.")
  .optional()
  .meta({ description: "Your own: 24 to 128 printable ASCII characters; one is made if left out" });

const topics = topicsField.meta({
  description: 'Names of topics, or "*" for all, later ones included',
  override: { type: "array", items: { type: "string" }, minItems: 1 },
});

const create = defineCall({
  method: "post",
  path: "/endpoints",
  id: "createEndpoint",
  group,
  scope: "write",
  summary: "Make an endpoint",
  body: z.strictObject({
    url: urlField,
    topics,
    description: descriptionField.optional(),
    headers: headersField.optional().meta({
      description: "Your own, sent with every call",
      override: { type: "object", additionalProperties: { type: "string" } },
    }),
    rate_limit: rateLimit,
    weekly_check: weeklyCheck.optional(),
    secret: secretField,
  }),
  bodyExample: { url: "https://example.com/hooks", topics: ["order/paid"], description: "ERP" },
  answers: {
    201: json("The endpoint and, this once, its secret", endpointWithSecretSchema, {
      ...ENDPOINT_EXAMPLE,
      secret: SECRET_EXAMPLE,
    }),
  },
  problems: ["endpoint_limit"],
  async run({ deps, shopId, body: { rate_limit: rateLimit, weekly_check: weeklyCheck, ...rest } }) {
    const outcome = await createEndpoint(deps, shopId, { ...rest, rateLimit, weeklyCheck });
    switch (outcome.kind) {
      case "created":
        return stillThere(await readWithSecret(deps, shopId, { ...outcome, status: 201 }));
      case "invalid":
        return invalid(outcome.errors);
      case "limit":
        return problem("endpoint_limit", `A shop has at most ${outcome.limit} endpoints.`);
    }
  },
});

/** What was made is there, unless it was deleted in this very moment. */
function stillThere<T extends object>(made: T): Exclude<T, Problem> {
  if ("code" in made) throw new Error("the new endpoint is gone");
  return made as Exclude<T, Problem>;
}

const list = defineCall({
  method: "get",
  path: "/endpoints",
  id: "listEndpoints",
  group,
  scope: "read",
  summary: "The shop's endpoints, newest first",
  query: z.strictObject(pageFields("ep")),
  answers: {
    200: json("A page", z.object({ endpoints: z.array(endpointSchema), next_cursor: nextCursor }), {
      endpoints: [ENDPOINT_EXAMPLE],
      next_cursor: null,
    }),
  },
  async run({ deps, shopId, query }) {
    const { rows, next } = await listEndpoints(deps, shopId, query);
    return answer(200, { endpoints: rows.map(endpointJson), next_cursor: next });
  },
});

const get = defineCall({
  method: "get",
  path: "/endpoints/{id}",
  id: "getEndpoint",
  group,
  scope: "read",
  summary: "An endpoint",
  params: idInPath("ep"),
  answers: { 200: json("The endpoint", endpointSchema, ENDPOINT_EXAMPLE) },
  problems: ["not_found"],
  run: ({ deps, shopId, params }) => readEndpoint(deps, shopId, params.id),
});

const change = defineCall({
  method: "patch",
  path: "/endpoints/{id}",
  id: "changeEndpoint",
  group,
  scope: "write",
  summary: "Change an endpoint",
  description: "What is left out stays as it is.",
  params: idInPath("ep"),
  body: z.strictObject({
    url: urlField.optional(),
    topics: topics.optional(),
    description: descriptionField.optional(),
    headers: headerChangesField.optional().meta({
      description: "By name: a text sets or replaces a header, null takes it away",
      override: { type: "object", additionalProperties: { type: ["string", "null"] } },
    }),
    rate_limit: rateLimit,
    weekly_check: weeklyCheck.optional(),
  }),
  bodyExample: { rate_limit: 10, headers: { "x-old": null } },
  answers: { 200: json("The endpoint as it is then", endpointSchema, ENDPOINT_EXAMPLE) },
  problems: ["not_found"],
  async run({ deps, shopId, params, body: { rate_limit: rateLimit, weekly_check: weeklyCheck, ...rest } }) {
    const outcome = await updateEndpoint(deps, shopId, params.id, { ...rest, rateLimit, weeklyCheck });
    return outcome.kind === "invalid" ? invalid(outcome.errors) : readEndpoint(deps, shopId, params.id);
  },
});

const remove = defineCall({
  method: "delete",
  path: "/endpoints/{id}",
  id: "deleteEndpoint",
  group,
  scope: "write",
  summary: "Delete an endpoint",
  description: "Its log stays; what waited for it is discarded.",
  params: idInPath("ep"),
  answers: { 204: { description: "It is gone" } },
  problems: ["not_found"],
  async run({ deps, shopId, params }) {
    const outcome = await deleteEndpoint(deps, shopId, params.id);
    return outcome.kind === "not_found" ? notFound("endpoint") : answerNothing(204);
  },
});

export const ENDPOINT_CALLS = [create, list, get, change, remove];
