// A call as an operation of the OpenAPI document.
import { z } from "zod";
import type { ZodOpenApiOperationObject, ZodOpenApiResponseObject } from "zod-openapi";
import { bodySchemaOf } from "../answer-call.ts";
import { type AnswerWords, type ApiCall, needsBody } from "../call.ts";
import { problemResponses } from "./problem-responses.ts";
import { limitHeaders } from "./response-headers.ts";

/** Nothing of a document depends on the time. */
const NO_TIME = { clock: { now: () => new Date(0) } };

export function toOperation(call: ApiCall): ZodOpenApiOperationObject {
  const { id, group, summary, description, params, query, headers, scope, answers } = call;
  const body = bodySchemaOf(call, NO_TIME);
  return {
    operationId: id,
    tags: [group],
    summary,
    ...(description && { description }),
    ...(scope === undefined ? { security: [] } : { "x-scope": scope }),
    requestParams: {
      ...(params && { path: params }),
      ...(query && { query }),
      ...(headers && { header: headers }),
    },
    ...(body && { requestBody: requestBody(call, body) }),
    responses: {
      ...Object.fromEntries(Object.entries(answers).map(([status, words]) => [status, toResponse(words)])),
      ...problemResponses(call),
    },
  };
}

const requestBody = (call: ApiCall, schema: z.ZodType) => ({
  required: needsBody(call) || !schema.safeParse({}).success,
  content: {
    "application/json": { schema, ...(call.bodyExample !== undefined && { example: call.bodyExample }) },
  },
});

function toResponse(words: AnswerWords): ZodOpenApiResponseObject {
  const content = contentOf(words);
  return { description: words.description, headers: limitHeaders(), ...(content && { content }) };
}

function contentOf(words: AnswerWords): ZodOpenApiResponseObject["content"] {
  if ("schema" in words)
    return { "application/json": { schema: words.schema, example: asJson(words.example) } };
  if ("stream" in words) return { [words.stream]: { schema: z.string(), example: words.example } };
  if ("type" in words) return { [words.type]: { schema: words.textSchema ?? z.string() } };
  return undefined;
}

/** Times become text. */
const asJson = (example: unknown): unknown => JSON.parse(JSON.stringify(example));
