// Headers of answers. Each stands in the document once, and answers refer to it.
import type { ZodOpenApiHeadersObject } from "zod-openapi";

const integer = { type: "integer", minimum: 0 } as const;

export const RESPONSE_HEADERS = {
  "ratelimit-policy": {
    description: "Calls and, after w=, the seconds in which so many may be made",
    required: true,
    schema: { type: "string", example: "500;w=10" },
  },
  "ratelimit-limit": { description: "Calls in a window", required: true, schema: integer },
  "ratelimit-remaining": { description: "Calls that are left in it", required: true, schema: integer },
  "ratelimit-reset": { description: "Seconds until the next one", required: true, schema: integer },
  "retry-after": { description: "Seconds to wait", required: true, schema: { ...integer, minimum: 1 } },
  "www-authenticate": { description: "Bearer", required: true, schema: { type: "string" } },
  location: {
    description: "Of the recovery that runs, with recovery_running",
    schema: { type: "string", example: "/api/v1/recoveries/rcv_0193465a2d7b7c3e8f1a000000000001" },
  },
} as const;

type HeaderName = keyof typeof RESPONSE_HEADERS;

export const headersNamed = (...names: HeaderName[]): ZodOpenApiHeadersObject =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

/** What every answer has whose caller was identified. */
export const limitHeaders = (): ZodOpenApiHeadersObject =>
  headersNamed("ratelimit-policy", "ratelimit-limit", "ratelimit-remaining", "ratelimit-reset");
