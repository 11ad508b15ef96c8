// The public API, version 1: its calls (calls.ts), each behind who may make it and how often.
import { type RequestHandler, Router } from "express";
import type { Deps } from "../config/deps.ts";
import { answerCall } from "./answer-call.ts";
import { type ApiCall, hasBody, needsBody } from "./call.ts";
import { CALLS } from "./calls.ts";
import { handleError } from "./handle-error.ts";
import { createIdentify } from "./identify.ts";
import { sendProblem } from "./problem.ts";
import { readBody } from "./read-body.ts";

export function apiRoutes(deps: Deps): Router {
  const identify = createIdentify(deps);
  const router = Router();
  for (const call of CALLS) {
    const body = hasBody(call) ? readBody(needsBody(call)) : [];
    router[call.method](routeOf(call), identify(call.scope), ...body, answerCall(deps, call));
  }
  router.use(identify("read"), noSuchCall(CALLS));
  router.use(handleError(deps));
  return router;
}

/** As Express writes it: `/endpoints/:id`. */
const routeOf = ({ path }: ApiCall): string => path.replaceAll(/\{(\w+)\}/g, ":$1");

/** A path that has other methods is told from one that is none. Express answers HEAD as GET. */
function noSuchCall(calls: readonly ApiCall[]): RequestHandler {
  const known = calls.map(({ method, path }) => ({
    method: method.toUpperCase(),
    path: new RegExp(`^${path.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, "[^/]+")}/?$`, "i"),
  }));
  return ({ method, path }, response) => {
    const methods = new Set(known.filter((one) => one.path.test(path)).map((one) => one.method));
    if (methods.has("GET")) methods.add("HEAD");
    const allow = [...methods].sort().join(", ");
    if (allow === "")
      return sendProblem(response, {
        code: "no_such_call",
        detail: `There is no ${method} ${path} in version 1 of the API.`,
      });
    sendProblem(response, {
      ...{ code: "method_not_allowed", headers: { allow } },
      detail: `${path} has no ${method}. It has ${allow}.`,
    });
  };
}
