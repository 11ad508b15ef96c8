// Before the panel: a session token that is not Shopify's, or not for this app, gets no further than this, and nothing is
// changed without one in a header, which no other site can set.
import type { Request, RequestHandler, Response } from "express";
import type { Deps } from "../config/deps.ts";
import { type App, type SessionTokenProof, verifySessionToken } from "../signing/verify-session-token.ts";
import { createRefusals, LIMITED, RETRY_AFTER_SECONDS } from "./refusals.ts";

/** Asks App Bridge for the same request with a fresh token. */
const RETRY_HEADER = "x-shopify-retry-invalid-session-request";
const REFUSED =
  "The session token is missing, or it is none for this app and this minute. Open Carillon in the Shopify admin.";
const READS = ["GET", "HEAD", "OPTIONS"];

type Needs = Pick<Deps, "env" | "clock" | "metrics">;

/** What has no token goes on: Shopify's library leads it to a page that fetches one. */
export function panelGuard(deps: Needs): RequestHandler {
  const isOverLimit = createRefusals(deps, "panel");
  const app = appOf(deps);

  return async (request, response, next) => {
    const bearer = /^Bearer (.+)$/.exec(request.get("authorization") ?? "")?.[1];
    const reason = app && tokenProblem(app, request, bearer, deps.clock.now());
    if (!reason) return next();
    if (await isOverLimit(request, reason)) return refuse(response, 429, LIMITED);
    const isStale = reason === "expired" || reason === "not_yet_valid";
    // An address that was kept is old for good reasons: it leads to that page as well.
    if (isStale && bearer === undefined) return next();
    if (isStale) response.setHeader(RETRY_HEADER, "1");
    refuse(response, 401, REFUSED);
  };
}

/** undefined while the panel cannot work, which it says itself. */
function appOf({ env }: Needs): App | undefined {
  const { SHOPIFY_API_KEY: apiKey, SHOPIFY_API_SECRET: secret, SHOPIFY_API_SECRET_PREVIOUS: previous } = env;
  return apiKey === undefined
    ? undefined
    : { apiKey, secrets: [secret, previous].filter((key) => key !== undefined) };
}

type Problem = Exclude<SessionTokenProof, "valid"> | "no_token";

function tokenProblem(
  app: App,
  request: Request,
  bearer: string | undefined,
  now: Date,
): Problem | undefined {
  if (bearer === undefined && !READS.includes(request.method)) return "no_token";
  const token = bearer ?? addressToken(request);
  if (token === undefined) return undefined;
  const proof = verifySessionToken(token, app, now);
  return proof === "valid" ? undefined : proof;
}

/** The first address of a visit carries it; given twice it is none. */
function addressToken({ query }: Request): string | undefined {
  const token = query.id_token;
  return token === undefined || typeof token === "string" ? token : "";
}

function refuse(response: Response, status: number, text: string): void {
  if (status === 429) response.setHeader("retry-after", String(RETRY_AFTER_SECONDS));
  response.setHeader("cache-control", "no-store");
  response.status(status).type("text/plain").send(`${text}\n`);
}
