// Endpoints as the API shows them: of their secrets hints and dates, of their headers the names.
import { z } from "zod";
import type { Deps } from "../config/deps.ts";
import { MASKED } from "../endpoints/endpoint-fields.ts";
import { type EndpointView, getEndpoint } from "../queries/endpoints.ts";
import { answer } from "./call.ts";
import { EXAMPLE_TIME, exampleId, id, time } from "./fields.ts";
import { notFound, type Problem } from "./problem.ts";

const fields = {
  id: id("ep"),
  url: z.string(),
  description: z.string(),
  status: z.enum(["enabled", "paused", "disabled"]),
  disabled_reason: z.string().nullable().describe("merchant, failing or gone"),
  status_since: time.describe("Since when it is paused or disabled"),
  topics: z.array(z.string()).describe('Names; or "*" and the names of operational topics'),
  headers: z
    .record(z.string(), z.string())
    .nullable()
    .describe(`Names, with ${MASKED} for each value; null when no key opens them any more`),
  rate_limit: z.int().nullable().describe("Requests per second"),
  weekly_check: z.boolean().describe("A test call when it was silent for a week"),
  secrets: z
    .array(
      z.object({
        id: id("sec"),
        hint: z.string().describe("The last four characters"),
        created_at: time,
        expires_at: time.nullable().describe("Until when it signs; null for the newest"),
      }),
    )
    .describe("Live ones, newest first"),
  created_at: time,
  updated_at: time,
};

export const endpointSchema = z.object(fields).meta({ id: "Endpoint" });

export const endpointWithSecretSchema = z
  .object({ ...fields, secret: z.string().describe("Shown this once") })
  .meta({ id: "EndpointWithSecret" });

export type EndpointJson = z.output<typeof endpointSchema>;

export const endpointJson = (endpoint: EndpointView): EndpointJson => ({
  id: endpoint.id,
  url: endpoint.url,
  description: endpoint.description,
  status: endpoint.status,
  disabled_reason: endpoint.disabledReason,
  status_since: endpoint.statusSince,
  topics: endpoint.topics,
  headers: endpoint.headerNames && Object.fromEntries(endpoint.headerNames.map((name) => [name, MASKED])),
  rate_limit: endpoint.rateLimit,
  weekly_check: endpoint.weeklyCheck,
  secrets: endpoint.secrets.map(({ id, hint, createdAt, expiresAt }) => ({
    id,
    hint,
    created_at: createdAt,
    expires_at: expiresAt,
  })),
  created_at: endpoint.createdAt,
  updated_at: endpoint.updatedAt,
});

/** The endpoint as it is now. */
export async function readEndpoint(
  deps: Pick<Deps, "prisma" | "seal">,
  shopId: string,
  id: string,
): Promise<{ status: 200; body: EndpointJson } | Problem<"not_found">> {
  const endpoint = await getEndpoint(deps, shopId, id);
  return endpoint ? answer(200, endpointJson(endpoint)) : notFound("endpoint");
}

/** The same with the secret beside it. */
export async function readWithSecret<const Status extends number>(
  deps: Pick<Deps, "prisma" | "seal">,
  shopId: string,
  { id, secret, status }: { id: string; secret: string; status: Status },
): Promise<{ status: Status; body: EndpointJson & { secret: string } } | Problem<"not_found">> {
  const endpoint = await getEndpoint(deps, shopId, id);
  return endpoint ? { status, body: { ...endpointJson(endpoint), secret } } : notFound("endpoint");
}

export const ENDPOINT_EXAMPLE: EndpointJson = {
  id: exampleId("ep"),
  url: "https://example.com/hooks",
  description: "ERP",
  status: "enabled",
  disabled_reason: null,
  status_since: EXAMPLE_TIME,
  topics: ["order/paid", "subscription/created"],
  headers: { authorization: MASKED },
  rate_limit: 50,
  weekly_check: false,
  secrets: [{ id: exampleId("sec"), hint: "x9Qk", created_at: EXAMPLE_TIME, expires_at: null }],
  created_at: EXAMPLE_TIME,
  updated_at: EXAMPLE_TIME,
};

export const SECRET_EXAMPLE = "whsec_…";
