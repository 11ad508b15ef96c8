// Pages of /auth are for everybody: an address gets so many of them in a minute.
import type { RequestHandler } from "express";
import { rateLimit } from "express-rate-limit";
import type { Deps } from "../config/deps.ts";
import { answerPlainly } from "./answer-plainly.ts";
import { addressOf, RETRY_AFTER_SECONDS } from "./refusals.ts";

/** An office whose merchants all open the panel at once stays far below. */
const PER_ADDRESS = 300;
/**
 * The page that fetches a session token costs nothing, and every merchant may need it: where TRUST_PROXY is wrong, all of
 * them have one address with whoever floods it. Shopify's library knows it by these very letters.
 */
const BOUNCE_PAGE = "/auth/session-token";

export function limitSignIn({ metrics }: Pick<Deps, "metrics">): RequestHandler {
  return rateLimit({
    windowMs: RETRY_AFTER_SECONDS * 1_000,
    limit: PER_ADDRESS,
    keyGenerator: addressOf,
    legacyHeaders: false,
    skip: ({ path }) => path === BOUNCE_PAGE || !isOfAuth(path),
    handler(_request, response) {
      metrics.limited("auth");
      response.setHeader("retry-after", String(RETRY_AFTER_SECONDS));
      answerPlainly(response, 429, "Too many visits from this address. Try again in a minute.");
    },
  });
}

/** As Remix reads paths: encoded letters and capitals are letters, and `.data` asks for a page's data. */
function isOfAuth(path: string): boolean {
  const first = decode(path)
    .split("/")
    .find((part) => part !== "");
  return /^auth(\.data)?$/i.test(first ?? "");
}

/** What cannot be decoded is no page. */
function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return "";
  }
}
