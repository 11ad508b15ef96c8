// What runs by the clock. One process of all runs each job when it is due; an idle app asks twice a minute.
import { PgBoss } from "pg-boss";
import type { Deps } from "../config/deps.ts";
import { createPartitions } from "../db/partitions.ts";
import { deleteExpired } from "../db/retention.ts";
import { syncShops } from "../shopify/webhook-subscriptions/sync-shops.ts";
import { tendEndpoints } from "./tend-endpoints.ts";

const HOUSEKEEPING = { name: "housekeeping", cron: "23 * * * *" };
const WEBHOOK_SUBSCRIPTIONS = { name: "webhook_subscriptions", cron: "41 * * * *" };

/** Starts the schedules; the returned function ends them. */
export async function startJobs(deps: Deps, databaseUrl: string): Promise<() => Promise<void>> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    schema: "pgboss",
    max: 2,
    application_name: "carillon jobs",
  });
  boss.on("error", (error) => deps.log.error({ error: error.message }, "jobs.error"));
  await boss.start();
  await schedule(boss, HOUSEKEEPING, () => housekeeping(deps));
  await schedule(boss, WEBHOOK_SUBSCRIPTIONS, () => syncShops(deps));
  await boss.send(HOUSEKEEPING.name); // e.g. a new key of ENCRYPTION_KEY is put to use at once
  return () => boss.stop({ graceful: true, timeout: 10_000 });
}

async function schedule(boss: PgBoss, { name, cron }: typeof HOUSEKEEPING, work: () => Promise<void>) {
  await boss.createQueue(name, { policy: "singleton", retryLimit: 3 });
  await boss.schedule(name, cron);
  await boss.work(name, { pollingIntervalSeconds: 30 }, work);
}

async function housekeeping(deps: Deps): Promise<void> {
  const { pool, env, clock, log } = deps;
  await createPartitions(pool);
  const deleted = await deleteExpired(pool, env, clock.now());
  log.info({ deleted }, "housekeeping.done");
  await tendEndpoints(deps);
}
