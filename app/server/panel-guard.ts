// Before the panel: a session token that is not Shopify's, not for this app or for another shop than the address gets no
// further than this, nor does an address that names another host than Shopify's admin, and nothing is changed without a
// token in a header, which no other site can set.
import type { Request, RequestHandler, Response } from "express";
import { clientSecrets } from "../config/client-secrets.ts";
import type { Deps } from "../config/deps.ts";
import { type App, type TokenProblem, verifySessionToken } from "../signing/verify-session-token.ts";
import { isAdminHost } from "./admin-host.ts";
import { answerPlainly } from "./answer-plainly.ts";
import { handle } from "./handle.ts";
import { queryOf } from "./query-of.ts";
import { createRefusals, LIMITED, RETRY_AFTER_SECONDS } from "./refusals.ts";

/** Asks App Bridge for the same request with a fresh token. */
const RETRY_HEADER = "x-shopify-retry-invalid-session-request";
const REFUSED =
  "The session token is missing, or it is none for this app, shop and minute. Open Carillon in the Shopify admin.";
const WRONG_HOST = "The host in the address is none of Shopify's admin. Open Carillon in the Shopify admin.";
const READS = ["GET", "HEAD", "OPTIONS"];

type Needs = Pick<Deps, "env" | "clock" | "metrics">;

/** What has no token goes on: Shopify's library leads it to a page that fetches one. */
export function panelGuard(deps: Needs): RequestHandler {
  const isOverLimit = createRefusals(deps, "panel");
  const app = appOf(deps);

  return handle(async (request, response, next) => {
    if (!queryOf(request).getAll("host").every(isAdminHost)) {
      const isOver = await isOverLimit(request, "wrong_host");
      return isOver ? refuse(response, 429, LIMITED) : refuse(response, 400, WRONG_HOST);
    }
    const bearer = headerToken(request);
    const proof = app ? prove(app, request, bearer, deps.clock.now()) : {};
    response.locals.tokenShop = proof.shopDomain;
    const { problem } = proof;
    if (!problem) return next();
    const isStale = problem === "expired" || problem === "not_yet_valid";
    // Shopify did sign it: a tab that slept, in an office of many, is no attack.
    if (isStale) deps.metrics.refused("panel", problem);
    else if (await isOverLimit(request, problem)) return refuse(response, 429, LIMITED);
    // An address that was kept is old for good reasons: it leads to that page as well.
    if (isStale && bearer === undefined) return next();
    if (isStale) response.setHeader(RETRY_HEADER, "1");
    refuse(response, 401, REFUSED);
  });
}

/** The shop whose merchant a request's session token names; undefined when it has none. */
export const tokenShopOf = (response: Response): string | undefined =>
  response.locals.tokenShop as string | undefined;

/** undefined while the panel cannot work, which it says itself. */
function appOf({ env }: Needs): App | undefined {
  const { SHOPIFY_API_KEY: apiKey } = env;
  return apiKey === undefined ? undefined : { apiKey, secrets: clientSecrets(env) };
}

interface Proof {
  shopDomain?: string;
  problem?: TokenProblem | "no_token" | "other_shop";
}

function prove(app: App, request: Request, bearer: string | undefined, now: Date): Proof {
  if (bearer === undefined && !READS.includes(request.method)) return { problem: "no_token" };
  const query = queryOf(request);
  const token = bearer ?? addressToken(query);
  if (token === undefined) return {};
  const proof = verifySessionToken(token, app, now);
  if (proof.kind === "refused") return { problem: proof.reason };
  const { shopDomain } = proof;
  const isOther = query.getAll("shop").some((shop) => shop !== shopDomain);
  return isOther ? { problem: "other_shop" } : { shopDomain };
}

/** Shopify's library takes the header for a token whatever stands before it. */
function headerToken(request: Request): string | undefined {
  const header = request.get("authorization");
  return header ? header.replace(/^Bearer /, "") : undefined;
}

/** The first address of a visit carries it; given twice it is none. */
function addressToken(query: URLSearchParams): string | undefined {
  const [token, ...more] = query.getAll("id_token");
  return more.length > 0 ? "" : token;
}

function refuse(response: Response, status: number, text: string): void {
  if (status === 429) response.setHeader("retry-after", String(RETRY_AFTER_SECONDS));
  answerPlainly(response, status, text);
}
