import { createHash, timingSafeEqual } from "node:crypto";
import { Router } from "express";
import type pg from "pg";
import type { Deps } from "../config/deps.ts";

type Needs = Pick<Deps, "env" | "pool" | "metrics" | "loops">;

/**
 * /healthz: the process lives, and since when each of its loops has not come round, in seconds. /readyz: it can store,
 * and its loops do come round. /metrics: for the operator's Prometheus, by token.
 */
export function healthRoutes({ env, pool, metrics, loops }: Needs): Router {
  const router = Router();
  router.get("/healthz", (_request, response) => void response.json({ status: "ok", loops: loops.ages() }));
  router.get("/readyz", async (_request, response) => {
    const trouble = stuckLoop(loops) ?? (await deafDatabase(pool));
    response.status(trouble === undefined ? 200 : 503).json({ status: trouble ?? "ok" });
  });
  router.get("/metrics", async (request, response) => {
    if (!isBearer(request.headers.authorization, env.METRICS_TOKEN)) {
      response.status(401).type("text").send("Send the METRICS_TOKEN as a bearer token.\n");
      return;
    }
    response.type("text/plain; version=0.0.4").send(await metrics.text());
  });
  return router;
}

function stuckLoop(loops: Needs["loops"]): string | undefined {
  const stuck = loops.stuck();
  return stuck && `the loop ${stuck.loop} has not come round for ${stuck.seconds} seconds`;
}

/** Whoever asks gives up sooner than a query otherwise would, with its wait for a connection. */
const PATIENCE_MS = 3_000;
const DEAF = "the database does not answer";

async function deafDatabase(pool: pg.Pool): Promise<string | undefined> {
  const question: pg.QueryConfig & { query_timeout: number } = {
    text: "select 1",
    query_timeout: PATIENCE_MS,
  };
  const answer = pool.query(question).then(
    () => undefined,
    () => DEAF,
  );
  const { promise: tooLate, resolve } = Promise.withResolvers<string>();
  const timer = setTimeout(() => resolve(DEAF), PATIENCE_MS);
  return Promise.race([answer, tooLate]).finally(() => clearTimeout(timer));
}

function isBearer(header: string | undefined, token: string | undefined): boolean {
  if (token === undefined) return false;
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(header ?? ""), digest(`Bearer ${token}`));
}
