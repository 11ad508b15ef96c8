import type pg from "pg";
import type { Clock } from "../../config/clock.ts";
import { createBacklogReader } from "../../metrics/backlog.ts";
import { senderState } from "../../queries/heartbeat.ts";
import type { Finding } from "./finding.ts";

/** Whether a worker is alive. */
export async function lookAtWorker(pool: pg.Pool, clock: Clock): Promise<Finding> {
  const check = "worker";
  const { working, heardAt } = await senderState({ pool, clock });
  if (working) return { check, state: "ok", says: "One was heard of within two minutes." };
  const since =
    heardAt === null ? "None was ever heard of" : `None was heard of since ${heardAt.toISOString()}`;
  return {
    check,
    state: "wrong",
    says: `${since}: nothing is sent. Start the app with ROLE=all or ROLE=worker.`,
  };
}

const LATE_SECONDS = 60;
const VERY_LATE_SECONDS = 600;

/** Whether it keeps up. */
export async function lookAtBacklog(pool: pg.Pool, clock: Clock): Promise<Finding> {
  const check = "backlog";
  const backlog = await createBacklogReader({ pool, clock })();
  if (!backlog) return { check, state: "warning", says: "The database is too busy to say." };
  const { oldestDue, lanes, inboxAge } = backlog;
  const oldest = Math.round(Math.max(oldestDue.fresh, oldestDue.retries, inboxAge));
  if (oldest <= LATE_SECONDS) return { check, state: "ok", says: `The longest waits for ${oldest} s.` };
  const says = `What should have been mapped or sent has been waiting for up to ${oldest} s, deliveries of ${lanes.behind} endpoints among it. Are workers running, and enough of them? See docs/operations.md.`;
  return { check, state: oldest > VERY_LATE_SECONDS ? "wrong" : "warning", says };
}
