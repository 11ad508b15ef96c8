import { Router } from "express";
import type { Deps } from "../config/deps.ts";
import { privacyBody } from "../privacy/held-back-fields.ts";
import { saveHeldBack } from "../privacy/save-held-back.ts";
import { heldBackOf } from "../queries/privacy.ts";
import { callerOf, handle, parseInput } from "./handle.ts";

/** GET /privacy, PUT /privacy: what the shop's events leave out of customers. */
export function privacyRoutes(deps: Deps): Router {
  const router = Router();

  router.get(
    "/privacy",
    handle(async (_request, response) => {
      response.json({ hold_back: await heldBackOf(deps, callerOf(response).shopId) });
    }),
  );

  router.put(
    "/privacy",
    handle(async (request, response) => {
      const body = parseInput(response, privacyBody, request.body);
      if (!body) return;
      await saveHeldBack(deps, callerOf(response).shopId, body.hold_back);
      response.json(body);
    }),
  );

  return router;
}
