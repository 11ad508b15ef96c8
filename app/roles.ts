// Which parts run in this process.
import type { Deps } from "./config/deps.ts";
import { missingForShopify } from "./config/env.ts";
import { runDutyWorkers } from "./duties/worker.ts";
import { runHeartbeat } from "./jobs/heartbeat.ts";
import { startJobs } from "./jobs/run-jobs.ts";
import { runMailWorker, runNoticeWorker } from "./notifications/worker.ts";
import { runDeliveryWorker } from "./pipeline/deliver/worker.ts";
import { runAskWorker } from "./pipeline/inbox/ask-worker.ts";
import { runInboxWorker, runSettleWorker } from "./pipeline/inbox/worker.ts";
import { runRecoverWorker } from "./pipeline/recover/worker.ts";
import { serve, serveHealth } from "./server/serve.ts";

/** Starts what ROLE says; the returned function lets everything under way end. */
export async function startRoles(deps: Deps, databaseUrl: string): Promise<() => Promise<void>> {
  const { env, log } = deps;
  warn(deps);
  const serving = env.ROLE === "worker" ? await serveHealth(deps) : await serve(deps);
  const working = env.ROLE === "web" ? undefined : await work(deps, databaseUrl);
  log.info({ role: env.ROLE, port: serving?.port, pid: process.pid }, "app.started");
  return async () => {
    log.info({}, "app.stopping");
    await serving?.close();
    await working?.();
    log.info({}, "app.stopped");
  };
}

async function work(deps: Deps, databaseUrl: string): Promise<() => Promise<void>> {
  const stopJobs = await startJobs(deps, databaseUrl);
  const stop = new AbortController();
  const workers = [
    ...[runInboxWorker, runAskWorker, runSettleWorker, runDeliveryWorker, runRecoverWorker],
    ...[runNoticeWorker, runMailWorker, runDutyWorkers, runHeartbeat],
  ];
  const loops = workers.map((run) => run(deps, stop.signal));
  return async () => {
    stop.abort();
    await Promise.all([...loops, stopJobs()]);
  };
}

function warn({ env, log }: Deps): void {
  const missing = missingForShopify(env);
  if (missing.length > 0)
    log.warn({ missing }, "Shopify is not set up: the panel and /webhooks stay closed.");
  if (env.ALLOW_DESTINATIONS.length > 0) {
    const ranges = env.ALLOW_DESTINATIONS.map(([network, bits]) => `${network}/${bits}`);
    log.warn({ ranges }, "ALLOW_DESTINATIONS lets deliveries into private networks.");
  }
  if (env.ALLOW_HTTP_DESTINATIONS)
    log.warn({}, "ALLOW_HTTP_DESTINATIONS lets deliveries go out unencrypted.");
}
