import { createHash, timingSafeEqual } from "node:crypto";
import { Router } from "express";
import type { Deps } from "../config/deps.ts";

/** /healthz: the process lives. /readyz: it can store. /metrics: for the operator's Prometheus, by token. */
export function healthRoutes({ env, pool, metrics }: Pick<Deps, "env" | "pool" | "metrics">): Router {
  const router = Router();
  router.get("/healthz", (_request, response) => void response.json({ status: "ok" }));
  router.get("/readyz", async (_request, response) => {
    const ready = await pool.query("select 1").then(
      () => true,
      () => false,
    );
    response.status(ready ? 200 : 503).json({ status: ready ? "ok" : "the database does not answer" });
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

function isBearer(header: string | undefined, token: string | undefined): boolean {
  if (token === undefined) return false;
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(header ?? ""), digest(`Bearer ${token}`));
}
