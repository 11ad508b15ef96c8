// What runs by the clock. One process of all runs each job when it is due; an idle app asks twice a minute.
import { PgBoss } from "pg-boss";
import type { Deps } from "../config/deps.ts";
import { createPartitions } from "../db/partitions.ts";
import { deleteExpired } from "../db/retention.ts";

const HOUSEKEEPING = "housekeeping";
const HOURLY = "23 * * * *";

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
  await boss.createQueue(HOUSEKEEPING, { policy: "singleton", retryLimit: 3 });
  await boss.schedule(HOUSEKEEPING, HOURLY);
  await boss.work(HOUSEKEEPING, { pollingIntervalSeconds: 30 }, () => housekeeping(deps));
  return () => boss.stop({ graceful: true, timeout: 10_000 });
}

async function housekeeping({ pool, env, clock, log }: Deps): Promise<void> {
  await createPartitions(pool);
  const deleted = await deleteExpired(pool, env, clock.now());
  log.info({ deleted }, "housekeeping.done");
}
