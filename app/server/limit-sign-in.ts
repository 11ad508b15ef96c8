// Pages of /auth are for everybody: an address gets so many of them in a minute.
import type { RequestHandler } from "express";
import { rateLimit } from "express-rate-limit";
import type { Deps } from "../config/deps.ts";
import { addressOf, RETRY_AFTER_SECONDS } from "./refusals.ts";

/** An office whose merchants all open the panel at once stays far below. */
const PER_ADDRESS = 300;

export function limitSignIn({ metrics }: Pick<Deps, "metrics">): RequestHandler {
  return rateLimit({
    windowMs: RETRY_AFTER_SECONDS * 1_000,
    limit: PER_ADDRESS,
    keyGenerator: addressOf,
    legacyHeaders: false,
    handler(_request, response) {
      metrics.limited("auth");
      response.setHeader("retry-after", String(RETRY_AFTER_SECONDS));
      response
        .status(429)
        .type("text/plain")
        .send("Too many visits from this address. Try again in a minute.\n");
    },
  });
}
