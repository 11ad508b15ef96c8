// The public API, version 1: who calls is settled here, what each call does in its own file.
import express, { type NextFunction, type Request, type Response, Router } from "express";
import type { Deps } from "../config/deps.ts";
import { parsePayload } from "../pipeline/mapping/parse-payload.ts";
import { alertRoutes } from "./alerts.ts";
import { deliveryRoutes } from "./deliveries.ts";
import { endpointRoutes } from "./endpoints.ts";
import { eventRoutes } from "./events.ts";
import { inboundRoutes } from "./inbound.ts";
import { badRequest, sendProblem } from "./problem.ts";
import { recoveryRoutes } from "./recoveries.ts";
import { rulesRoutes } from "./rules.ts";
import { findCaller } from "./tokens.ts";
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

/** Numbers in a body keep the form they have: what a caller sends as data goes out as it came. */
function readJson(request: Request, response: Response, next: NextFunction) {
  const text: unknown = request.body;
  request.body = {};
  if (typeof text !== "string" || text === "") return next();
  try {
    request.body = parsePayload(text);
    if (request.body) return next();
  } catch {
    // the same answer
  }
  sendProblem(response, badRequest("The body is not a JSON object."));
}

function authenticate(deps: Deps) {
  return async (request: Request, response: Response, next: NextFunction) => {
    try {
      response.setHeader("cache-control", "no-store");
      const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? "")?.[1];
      const caller = token === undefined ? undefined : await findCaller(deps, token);
      if (!caller) {
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
    } catch (error) {
      next(error);
    }
  };
}

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
    log.error({ error: error.message }, "api.failed");
    sendProblem(response, {
      status: 500,
      code: "internal",
      title: "Internal error",
      detail: "Something broke on our side. Try again later.",
    });
  };
}
