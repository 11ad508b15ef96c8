import { Router } from "express";
import type { Deps } from "../config/deps.ts";
import { loadRules } from "../rules/load-rules.ts";
import { saveRules } from "../rules/save-rules.ts";
import { syncShop } from "../shopify/webhook-subscriptions/sync-shops.ts";
import { callerOf, handle } from "./handle.ts";
import { invalid, sendProblem } from "./problem.ts";

/** GET /rules, PUT /rules: the shop's rules as one document. */
export function rulesRoutes(deps: Deps): Router {
  const router = Router();

  router.get(
    "/rules",
    handle(async (_request, response) => {
      response.json(await loadRules(deps.pool, callerOf(response).shopId));
    }),
  );

  router.put(
    "/rules",
    handle(async (request, response) => {
      const { shopId } = callerOf(response);
      const outcome = await saveRules(deps, shopId, request.body);
      if (outcome.kind === "invalid") return sendProblem(response, invalid(outcome.errors));
      response.json(outcome.rules);
      void syncShop(deps, shopId); // Shopify may be slow, and what fails is made good every hour
    }),
  );

  return router;
}
