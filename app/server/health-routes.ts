import { createHash, timingSafeEqual } from "node:crypto";
import { type Request, Router } from "express";
import type { Deps } from "../config/deps.ts";
import { answerPlainly } from "./answer-plainly.ts";
import { createDatabaseCheck } from "./check-database.ts";
import type { Door } from "./door.ts";
import { handle } from "./handle.ts";
import { createRefusals, LIMITED, RETRY_AFTER_SECONDS } from "./refusals.ts";

type Needs = Pick<Deps, "env" | "pool" | "clock" | "metrics" | "loops">;

/**
 * /healthz: the process lives, and since when each of its loops has not come round, in seconds. /readyz: it can store,
 * its loops do come round, and it has not been asked to stop. /metrics: for the operator's Prometheus, by token.
 */
export function healthRoutes(deps: Needs, door: Pick<Door, "isClosing">): Router {
  const { env, metrics, loops } = deps;
  const databaseTrouble = createDatabaseCheck(deps);
  const isOverLimit = createRefusals(deps, "metrics");
  const router = Router();
  router.get("/healthz", (_request, response) => void response.json({ status: "ok", loops: loops.ages() }));
  router.get(
    "/readyz",
    handle(async (_request, response) => {
      const trouble = door.isClosing() ? "stopping" : (stuckLoop(loops) ?? (await databaseTrouble()));
      response.status(trouble === undefined ? 200 : 503).json({ status: trouble ?? "ok" });
    }),
  );
  router.get(
    "/metrics",
    handle(async (request, response) => {
      const reason = tokenProblem(request, env.METRICS_TOKEN);
      if (reason === undefined) {
        response.type("text/plain; version=0.0.4").send(await metrics.text());
      } else if (await isOverLimit(request, reason)) {
        response.setHeader("retry-after", String(RETRY_AFTER_SECONDS));
        answerPlainly(response, 429, LIMITED);
      } else answerPlainly(response, 401, "Send the METRICS_TOKEN as a bearer token.");
    }),
  );
  return router;
}

function stuckLoop(loops: Needs["loops"]): string | undefined {
  const stuck = loops.stuck();
  return stuck && `the loop ${stuck.loop} has not come round for ${stuck.seconds} seconds`;
}

function tokenProblem({ headers }: Request, token: string | undefined): string | undefined {
  if (headers.authorization === undefined) return "no_token";
  const digest = (text: string) => createHash("sha256").update(text).digest();
  const isRight =
    token !== undefined && timingSafeEqual(digest(headers.authorization), digest(`Bearer ${token}`));
  return isRight ? undefined : "unknown_token";
}
