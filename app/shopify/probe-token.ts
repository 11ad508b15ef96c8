import { print } from "graphql";
import { z } from "zod";
import type { Deps } from "../config/deps.ts";
import { getAccessToken } from "./access-token.ts";
import type { Shopify } from "./app.ts";
import { callAdminApi } from "./call-admin-api.ts";
import { GrantedScopesDocument } from "./generated/operations.ts";

/** works: the app is installed · refused: it is not, or nothing is left that could tell · silent: Shopify did not say */
export type TokenVerdict = "works" | "refused" | "silent";

/** Shopify's own answer; anybody's page may have status 200. */
const answerSchema = z.object({
  data: z.object({
    currentAppInstallation: z.object({ accessScopes: z.array(z.object({ handle: z.string() })) }),
  }),
});

const BODY = JSON.stringify({ query: print(GrantedScopesDocument) });

/** Whether Shopify still takes what is stored of a shop's tokens. */
export async function probeToken(
  deps: Pick<Deps, "env" | "clock" | "log">,
  shopify: Shopify,
  shopDomain: string,
): Promise<TokenVerdict> {
  try {
    const first = await tryOnce(deps, shopify, shopDomain);
    // A revoked token has ended with that call, so now Shopify is asked for another one.
    return first === "expired" ? expiredIsRefused(await tryOnce(deps, shopify, shopDomain)) : first;
  } catch (error) {
    deps.log.warn({ shop: shopDomain, error: (error as Error).message }, "token.probe_failed");
    return "silent";
  }
}

const expiredIsRefused = (verdict: TokenVerdict | "expired"): TokenVerdict =>
  verdict === "expired" ? "refused" : verdict;

async function tryOnce(
  deps: Pick<Deps, "env" | "clock" | "log">,
  shopify: Shopify,
  shopDomain: string,
): Promise<TokenVerdict | "expired"> {
  const outcome = await getAccessToken(deps, shopify, shopDomain);
  if (outcome.kind === "reconnect") return "refused";
  const answer = await callAdminApi(shopify, shopDomain, outcome.token, { body: BODY });
  const { status } = answer;
  if (status === 200) return answerSchema.safeParse(await answer.json()).success ? "works" : "silent";
  if (status === 401) return "expired";
  return status === 403 || status === 404 ? "refused" : "silent";
}
