// What runs by the clock. One process of all runs each job when it is due; an idle app asks a few times a minute.
import { setTimeout as pause } from "node:timers/promises";
import { PgBoss } from "pg-boss";
import type { Deps } from "../config/deps.ts";
import { createPartitions } from "../db/partitions.ts";
import { deleteShorter } from "../db/retention/delete-shorter.ts";
import { deleteExpired, deleteExpiredKeys } from "../db/retention.ts";
import { forgetOldRequests } from "../duties/export-data.ts";
import { checkSilent } from "../notifications/check-silent.ts";
import { reconcileDue } from "../reconcile/reconcile-shops.ts";
import { createOpenShop } from "../shopify/reconcile/open-shop.ts";
import { syncShops } from "../shopify/webhook-subscriptions/sync-shops.ts";
import { refreshIdleTokens } from "./refresh-idle-tokens.ts";
import { tendEndpoints } from "./tend-endpoints.ts";

const HOUSEKEEPING = { name: "housekeeping", cron: "23 * * * *" };
const DEDUPLICATION = { name: "deduplication", cron: "53 3 * * *", pollSeconds: 600 };
const SHORTER_RETENTION = { name: "shorter_retention", cron: "23 4 * * *", pollSeconds: 600 };
const WEBHOOK_SUBSCRIPTIONS = { name: "webhook_subscriptions", cron: "41 * * * *" };
const IDLE_TOKENS = { name: "idle_tokens", cron: "17 * * * *", pollSeconds: 300 };
/** A shop's turn comes every hour; whoever is new, or was not finished, waits for this. */
const RECONCILIATION = { name: "reconciliation", cron: "*/10 * * * *", pollSeconds: 120 };
const WEEKLY_CHECKS = { name: "weekly_checks", cron: "7 * * * *", pollSeconds: 300 };

/**
 * Seconds. Everything here runs hourly or daily, so nothing needs pg-boss's own pace; its cron must be looked at within
 * each minute. Flows and asynchronous migrations are not used.
 */
const QUIET = {
  cronMonitorIntervalSeconds: 45,
  cronWorkerIntervalSeconds: 45,
  superviseIntervalSeconds: 300,
  monitorIntervalSeconds: 300,
  queueCacheIntervalSeconds: 600,
  flowIntervalSeconds: 3_600,
  bamIntervalSeconds: 3_600,
};

/** Starts the schedules; the returned function ends them. */
export async function startJobs(deps: Deps, databaseUrl: string): Promise<() => Promise<void>> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    schema: "pgboss",
    max: 2,
    application_name: "carillon jobs",
    ...QUIET,
  });
  boss.on("error", (error) => deps.log.error({ error: error.message }, "jobs.error"));
  await boss.start();
  const stop = new AbortController();
  await schedule(boss, HOUSEKEEPING, (expiry) => housekeeping(deps, AbortSignal.any([expiry, stop.signal])));
  await schedule(boss, DEDUPLICATION, (expiry) => forgetKeys(deps, AbortSignal.any([expiry, stop.signal])));
  await schedule(boss, SHORTER_RETENTION, (expiry) => keepLess(deps, AbortSignal.any([expiry, stop.signal])));
  await schedule(boss, WEBHOOK_SUBSCRIPTIONS, (expiry) =>
    syncShops(deps, AbortSignal.any([expiry, stop.signal])),
  );
  await schedule(boss, IDLE_TOKENS, async () => void (await refreshIdleTokens(deps)));
  const openShop = createOpenShop(deps, pause);
  await schedule(
    boss,
    RECONCILIATION,
    async (expiry) => void (await reconcileDue(deps, openShop, AbortSignal.any([expiry, stop.signal]))),
  );
  await schedule(boss, WEEKLY_CHECKS, async () => void (await checkSilent(deps)));
  await boss.send(RECONCILIATION.name); // while nobody took webhooks in, some may have been given up
  await boss.send(HOUSEKEEPING.name); // e.g. a new key of ENCRYPTION_KEY is put to use at once
  return () => {
    stop.abort();
    return boss.stop({ graceful: true, timeout: 10_000 });
  };
}

interface Schedule {
  name: string;
  cron: string;
  /** between two looks for a job; 60 unless told */
  pollSeconds?: number;
}

/** `work` is told when its time is up: fifteen minutes, after which the job is given to somebody again. */
async function schedule(
  boss: PgBoss,
  { name, cron, pollSeconds = 60 }: Schedule,
  work: (expiry: AbortSignal) => Promise<void>,
) {
  await boss.createQueue(name, { policy: "singleton", retryLimit: 3 });
  await boss.schedule(name, cron);
  await boss.work(name, { pollingIntervalSeconds: pollSeconds }, async (jobs) => {
    for (const { signal } of jobs) await work(signal);
  });
}

async function housekeeping(deps: Deps, signal: AbortSignal): Promise<void> {
  const { pool, env, clock, log } = deps;
  await createPartitions(pool);
  const { rows, partitions, moved } = await deleteExpired(pool, env, clock.now(), signal);
  log.info({ deleted: rows, partitions, moved }, "housekeeping.done");
  await tendEndpoints(deps);
  await forgetOldRequests(deps);
}

async function forgetKeys({ pool, env, clock, log }: Deps, signal: AbortSignal): Promise<void> {
  const deleted = await deleteExpiredKeys(pool, env, clock.now(), signal);
  log.info({ deleted }, "deduplication.pruned");
}

async function keepLess({ pool, env, clock, log }: Deps, signal: AbortSignal): Promise<void> {
  const deleted = await deleteShorter(pool, env, clock.now(), signal);
  log.info({ deleted }, "shorter_retention.done");
}
