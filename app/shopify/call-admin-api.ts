// The one way to a shop's Admin API: with a time limit, so that nobody else gets to see the token, and so that one that
// Shopify refuses is used no more.
import { API_VERSION } from "./api-version.ts";
import { SHOPIFY_TIMEOUT_MS, type Shopify } from "./app.ts";

export const adminApiUrl = (shopDomain: string): string =>
  `https://${shopDomain}/admin/api/${API_VERSION}/graphql.json`;

/**
 * One POST under `token`; a redirect is the answer, it is not followed. Rejects when Shopify does not answer in time. A token may be revoked long before its hour is
 * over: after a 401 whoever wants one next refreshes it, or learns that the merchant has to open the app.
 */
export async function callAdminApi(
  { sessions, metrics }: Pick<Shopify, "sessions" | "metrics">,
  shopDomain: string,
  token: string,
  init: RequestInit,
): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set("content-type", "application/json");
  headers.set("x-shopify-access-token", token);
  const signal = AbortSignal.timeout(SHOPIFY_TIMEOUT_MS);
  const request: RequestInit = { ...init, method: "POST", redirect: "manual", headers, signal };
  const answer = await fetch(adminApiUrl(shopDomain), request);
  if (answer.status === 401) await sessions.endAccessToken(shopDomain, token);
  if (answer.status === 429) metrics.shopifyLimited("too_many_requests");
  return answer;
}
