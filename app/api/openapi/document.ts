// The OpenAPI document, made of the calls' own descriptions and of the topics' schemas.
import { type CreateDocumentOptions, createDocument, type ZodOpenApiObject } from "zod-openapi";
import { VERSION } from "../../config/version.ts";
import type { ApiCall } from "../call.ts";
import { toOperation } from "./operation.ts";
import { problemSchema } from "./problem-responses.ts";
import { RESPONSE_HEADERS } from "./response-headers.ts";
import { requestHeaders, sharedSchemas, topicWebhooks } from "./webhooks.ts";

const DESCRIPTION = `Set up endpoints, send events, read the log and send again what did not arrive.

A token belongs to one shop and has read or write scope; write may read too. Another shop's ids answer 404.
Errors are problem documents (RFC 9457): \`type\` ends in a stable code, \`errors\` names each wrong field.
Lists page by \`cursor\` and \`limit\`. Unknown fields and parameters are refused.
The webhooks below are what endpoints receive.`;

/** Of these calls, in their order. */
export function openApiDocument(calls: readonly ApiCall[]): object {
  const document: ZodOpenApiObject = {
    openapi: "3.1.0",
    info: { title: "Carillon", version: VERSION, description: DESCRIPTION },
    servers: [{ url: "/api/v1", description: "Below the app's own address" }],
    tags: [...new Set(calls.map(({ group }) => group))].map((name) => ({ name })),
    security: [{ token: [] }],
    paths: pathsOf(calls),
    webhooks: topicWebhooks(),
    components: {
      schemas: { Problem: problemSchema, ...sharedSchemas() },
      headers: RESPONSE_HEADERS,
      parameters: requestHeaders(),
      securitySchemes: {
        token: {
          ...{ type: "http", scheme: "bearer", bearerFormat: "car_…" },
          description:
            "A token of the shop, made in the panel or with `carillon token create`. Scope read: calls that change nothing; write: all.",
        },
      },
    },
  };
  return createDocument(document, { override: writeAsJson, allowEmptySchema: { custom: true } });
}

function pathsOf(calls: readonly ApiCall[]): NonNullable<ZodOpenApiObject["paths"]> {
  const paths: NonNullable<ZodOpenApiObject["paths"]> = {};
  for (const call of calls) paths[call.path] = { ...paths[call.path], [call.method]: toOperation(call) };
  return paths;
}

/** What zod's schemas are once JSON.stringify has written them, without what is true of any time and any number. */
const writeAsJson: NonNullable<CreateDocumentOptions["override"]> = ({ jsonSchema, zodSchema, io }) => {
  // Later versions may answer more.
  if (io === "output" && jsonSchema.type === "object" && jsonSchema.additionalProperties === false)
    delete jsonSchema.additionalProperties;
  if (zodSchema._zod.def.type === "date") Object.assign(jsonSchema, { type: "string", format: "date-time" });
  if (jsonSchema.format === "starts_with") delete jsonSchema.format;
  if (jsonSchema.format === "date-time") delete jsonSchema.pattern;
  if (jsonSchema.pattern && /\\p\{/i.test(jsonSchema.pattern)) saysInWords(jsonSchema);
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
};

/** Python and JavaScript without `u` do not read Unicode properties: a client that is made of them would not start. */
function saysInWords(schema: { pattern?: string; description?: string }): void {
  delete schema.pattern;
  schema.description = [schema.description, "No control characters"].filter(Boolean).join(". ");
}
