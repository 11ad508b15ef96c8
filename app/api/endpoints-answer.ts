import type { Response } from "express";
import type { Deps } from "../config/deps.ts";
import { MASKED } from "../endpoints/endpoint-fields.ts";
import { type EndpointView, getEndpoint } from "../queries/endpoints.ts";
import { callerOf } from "./handle.ts";
import { notFound, sendProblem } from "./problem.ts";

/** An endpoint as the API shows it: of its secrets hints and dates, of its headers the names. */
export const endpointJson = (endpoint: EndpointView) => ({
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

/** Answers with the endpoint as it is now and `extra` beside it, or with a 404. */
export async function sendEndpoint(
  deps: Deps,
  response: Response,
  id: string,
  extra: object = {},
): Promise<void> {
  const endpoint = await getEndpoint(deps, callerOf(response).shopId, id);
  if (!endpoint) return sendProblem(response, notFound("endpoint"));
  response.json({ ...endpointJson(endpoint), ...extra });
}
