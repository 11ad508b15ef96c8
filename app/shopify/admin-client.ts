import { GraphQLClient } from "graphql-request";
import type { Deps } from "../config/deps.ts";
import { getAccessToken } from "./access-token.ts";
import { API_VERSION } from "./api-version.ts";
import { SHOPIFY_TIMEOUT_MS, type Shopify } from "./app.ts";

/** A client of the shop's Admin API; null when the merchant has to open the app first. */
export async function adminClient(
  deps: Pick<Deps, "env" | "clock" | "log">,
  shopify: Shopify,
  shopDomain: string,
): Promise<GraphQLClient | null> {
  const outcome = await getAccessToken(deps, shopify, shopDomain);
  if (outcome.kind === "reconnect") return null;
  return new GraphQLClient(`https://${shopDomain}/admin/api/${API_VERSION}/graphql.json`, {
    headers: { "x-shopify-access-token": outcome.token },
    fetch: (input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(SHOPIFY_TIMEOUT_MS) }),
  });
}
