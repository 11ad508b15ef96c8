import { GraphQLClient } from "graphql-request";
import type { Deps } from "../config/deps.ts";
import { getAccessToken } from "./access-token.ts";
import type { Shopify } from "./app.ts";
import { adminApiUrl, callAdminApi } from "./call-admin-api.ts";

/** A client of the shop's Admin API; null when the merchant has to open the app first. */
export async function adminClient(
  deps: Pick<Deps, "env" | "clock" | "log">,
  shopify: Shopify,
  shopDomain: string,
): Promise<GraphQLClient | null> {
  const outcome = await getAccessToken(deps, shopify, shopDomain);
  if (outcome.kind === "reconnect") return null;
  return new GraphQLClient(adminApiUrl(shopDomain), {
    fetch: (_url, init) => callAdminApi(shopify, shopDomain, outcome.token, init ?? {}),
  });
}
