// The public API, version 1: who calls is settled here, what each call does in its own file.
import express, { type NextFunction, type Request, type Response, Router } from "express";
import type { Deps } from "../config/deps.ts";
import { handle } from "../server/handle.ts";
import { createRefusals, LIMITED, RETRY_AFTER_SECONDS } from "../server/refusals.ts";
import { findCaller } from "../tokens/find-caller.ts";
import { isDeeperThan } from "../topics/nesting.ts";
import { type Payload, parsePayload } from "../topics/parse-payload.ts";
import { alertRoutes } from "./alerts.ts";
import { deliveryRoutes } from "./deliveries.ts";
import { endpointRoutes } from "./endpoints.ts";
import { eventRoutes } from "./events.ts";
import { inboundRoutes } from "./inbound.ts";
import { privacyRoutes } from "./privacy.ts";
import { badRequest, invalid, type Problem, sendProblem } from "./problem.ts";
import { recoveryRoutes } from "./recoveries.ts";
import { rulesRoutes } from "./rules.ts";
import { topicRoutes } from "./topics.ts";

export function apiRoutes(deps: Deps): Router {
  const router = Router();
  router.use(authenticate(deps));
  router.use(express.text({ limit: "256kb", type: () => true }), readJson);
  router.use(topicRoutes(deps));
  router.use(endpointRoutes(deps));
  router.use(deliveryRoutes(deps));
  router.use(recoveryRoutes(deps));
  router.use(eventRoutes(deps));
  router.use(rulesRoutes(deps));
  router.use(alertRoutes(deps));
  router.use(inboundRoutes(deps));
  router.use(privacyRoutes(deps));
  router.use((request: Request, response: Response) =>
    sendProblem(response, {
      status: 404,
      code: "no_such_call",
      title: "No such call",
      detail: `There is no ${request.method} ${request.path} in version 1 of the API.`,
    }),
  );
  router.use(handleError(deps));
  return router;
}

/** What goes deeper than this could be parsed and not written again. */
const MOST_LEVELS = 500;

/** Numbers in a body keep the form they have: what a caller sends as data goes out as it came. */
function readJson(request: Request, response: Response, next: NextFunction) {
  const text: unknown = request.body;
  request.body = {};
  if (typeof text !== "string" || text === "") return next();
  const body = parseBody(text);
  if (body === undefined) return sendProblem(response, badRequest("The body is not a JSON object."));
  if (body === "too_deep" || isDeeperThan(MOST_LEVELS, body))
    return sendProblem(
      response,
      invalid({ body: [`The body must not be nested deeper than ${MOST_LEVELS} levels.`] }),
    );
  request.body = body;
  next();
}

function parseBody(text: string): Payload | "too_deep" | undefined {
  try {
    return parsePayload(text);
  } catch (error) {
    return error instanceof RangeError ? "too_deep" : undefined;
  }
}

function authenticate(deps: Deps) {
  const isOverLimit = createRefusals(deps, "api");
  return handle(async (request, response, next) => {
    response.setHeader("cache-control", "no-store");
    const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? "")?.[1];
    const caller = token === undefined ? undefined : await findCaller(deps, token);
    if (!caller) {
      if (await isOverLimit(request, token === undefined ? "no_token" : "unknown_token"))
        return sendProblem(response, TOO_MANY);
      response.setHeader("www-authenticate", "Bearer");
      return sendProblem(response, {
        status: 401,
        code: "unauthorized",
        title: "Unauthorized",
        detail: "Send a token of this shop as: Authorization: Bearer car_…",
      });
    }
    if (request.method !== "GET" && caller.scope !== "write") {
      return sendProblem(response, {
        status: 403,
        code: "read_only",
        title: "Forbidden",
        detail: "This token may only read. Make one with write scope.",
      });
    }
    response.locals.caller = caller;
    next();
  });
}

const TOO_MANY: Problem = {
  ...{ status: 429, code: "too_many_requests", title: "Too many requests" },
  ...{ detail: LIMITED, retryAfter: RETRY_AFTER_SECONDS },
};

/** What pg says when every connection is taken for too long, also through Prisma. */
const NO_CONNECTION = "timeout exceeded when trying to connect";

function handleError({ log }: Deps) {
  return (
    error: Error & { type?: string; status?: number },
    _request: Request,
    response: Response,
    _next: NextFunction,
  ) => {
    if (error.type === "entity.too.large") {
      const detail = "A request body has at most 256 KiB.";
      return sendProblem(response, {
        ...badRequest(detail),
        status: 413,
        code: "too_large",
        title: "Too large",
      });
    }
    if (error.status !== undefined && error.status < 500) {
      return sendProblem(
        response,
        badRequest("The request cannot be read: its path or body is badly encoded."),
      );
    }
    if (error.message.includes(NO_CONNECTION)) {
      log.warn({ error: NO_CONNECTION }, "api.busy");
      return sendProblem(response, {
        ...{ status: 503, code: "unavailable", title: "Too much at once" },
        detail: "The database had no time for this call. Send it again in a moment.",
        retryAfter: 5,
      });
    }
    log.error({ error: error.message }, "api.failed");
    sendProblem(response, {
      status: 500,
      code: "internal",
      title: "Internal error",
      detail: "Something broke on our side. Try again later.",
    });
  };
}
