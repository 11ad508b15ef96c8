// Who calls, and how often he may.
import type { Request, RequestHandler, Response } from "express";
import type { Deps } from "../config/deps.ts";
import type { Allowance } from "../limits/limit-calls.ts";
import { handle } from "../server/handle.ts";
import { addressOf, createRefusals, LIMITED, RETRY_AFTER_SECONDS } from "../server/refusals.ts";
import { hashOf } from "../tokens/create-token.ts";
import { type Caller, findCaller } from "../tokens/find-caller.ts";
import type { TokenScope } from "../tokens/token-fields.ts";
import { bearerToken } from "./bearer-token.ts";
import { type Problem, sendProblem } from "./problem.ts";

/** The caller of an authenticated request. */
export const callerOf = (response: Response): Caller => response.locals.caller as Caller;

const UNAUTHORIZED: Problem = {
  code: "unauthorized",
  detail: "Send a token of this shop as: Authorization: Bearer car_…",
  headers: { "www-authenticate": "Bearer" },
};

const READ_ONLY: Problem = {
  code: "read_only",
  detail: "This token may only read. Make one with write scope.",
};

/** Lets through whom a token of the scope names, as often as a token may call; `scope` undefined: anybody. */
type Identify = (scope: TokenScope | undefined) => RequestHandler;

export function createIdentify(deps: Deps): Identify {
  const isOverLimit = createRefusals(deps, "api");

  async function refuse(request: Request, response: Response, token: string | undefined): Promise<void> {
    const isOver = await isOverLimit(request, token === undefined ? "no_token" : "unknown_token");
    const tooMany: Problem = { code: "too_many_requests", detail: LIMITED, retryAfter: RETRY_AFTER_SECONDS };
    sendProblem(response, isOver ? tooMany : UNAUTHORIZED);
  }

  /** Whether the call may go on; otherwise it has been answered. */
  async function isWithinLimit(response: Response, who: string): Promise<boolean> {
    const allowance = await deps.limitCalls(who);
    setLimitHeaders(response, allowance);
    if (!allowance.isOver) return true;
    deps.metrics.limited("api");
    const { limit, windowSeconds, resetSeconds } = allowance;
    const detail = `At most ${limit} calls in ${windowSeconds} seconds. Go on in ${resetSeconds}.`;
    sendProblem(response, { code: "too_many_requests", detail, retryAfter: resetSeconds });
    return false;
  }

  return (scope) =>
    handle(async (request, response, next) => {
      response.setHeader("cache-control", "no-store");
      if (scope === undefined) {
        if (await isWithinLimit(response, addressOf(request))) next();
        return;
      }
      const token = bearerToken(request.headers);
      const caller = token === undefined ? undefined : await findCaller(deps, token);
      if (token === undefined || !caller) return refuse(request, response, token);
      if (!(await isWithinLimit(response, hashOf(token)))) return;
      if (scope === "write" && caller.scope !== "write") return sendProblem(response, READ_ONLY);
      response.locals.caller = caller;
      next();
    });
}

/** As in draft-ietf-httpapi-ratelimit-headers-06, which most client libraries read. */
function setLimitHeaders(response: Response, { limit, windowSeconds, remaining, resetSeconds }: Allowance) {
  response.setHeader("ratelimit-policy", `${limit};w=${windowSeconds}`);
  response.setHeader("ratelimit-limit", String(limit));
  response.setHeader("ratelimit-remaining", String(remaining));
  response.setHeader("ratelimit-reset", String(resetSeconds));
}
