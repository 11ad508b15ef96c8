import { GraphQLClient } from "graphql-request";
import type { Deps } from "../config/deps.ts";
import { getAccessToken } from "./access-token.ts";
import type { Shopify } from "./app.ts";
import { Postponed } from "./ask/setbacks.ts";
import { adminApiUrl, callAdminApi } from "./call-admin-api.ts";

type Needs = Pick<Deps, "env" | "clock" | "log">;

/**
 * A client of the shop's Admin API; null when the merchant has to open the app first. Each call has a token that is good
 * then: work of hours outlives many. Calls reject with Postponed when there is none any more.
 */
export async function adminClient(
  deps: Needs,
  shopify: Shopify,
  shopDomain: string,
): Promise<GraphQLClient | null> {
  const outcome = await getAccessToken(deps, shopify, shopDomain);
  if (outcome.kind === "reconnect") return null;
  return new GraphQLClient(adminApiUrl(shopDomain), {
    fetch: async (_url, init) => {
      const token = await tokenForCall(deps, shopify, shopDomain);
      return callAdminApi(shopify, shopDomain, token, init ?? {});
    },
  });
}

async function tokenForCall(deps: Needs, shopify: Shopify, shopDomain: string): Promise<string> {
  const outcome = await getAccessToken(deps, shopify, shopDomain).catch((error: Error) => {
    deps.log.warn({ shop: shopDomain, error: error.message }, "token.failed");
    throw new Postponed("The shop's access token could not be renewed.");
  });
  if (outcome.kind === "token") return outcome.token;
  throw new Postponed(
    "Shopify wants the shop to be connected again. Open Carillon in Shopify's admin to do so.",
  );
}
