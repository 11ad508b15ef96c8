// In: a merchant's order to send again, as a row. Out: the next of its deliveries due, and the row's progress, in one
// transaction: a crash at any instant leaves the row where the last batch left it, so nothing is done twice and nothing
// left out. At most MOST_WAITING of an endpoint's replays wait at a time, so that an order can still be taken back.
import type pg from "pg";
import type { Deps } from "../../config/deps.ts";
import { inTransaction, type Transaction } from "../../db/transaction.ts";
import { lockEndpoints } from "./lock-endpoint.ts";
import { queueDeliveries } from "./queue-deliveries.ts";
import { queueEvents } from "./queue-events.ts";
import { BATCH, type BatchResult, type CancelReason, type RunningRecovery } from "./recovery.ts";

/** Replays of an endpoint that wait at a time, those that wait for a retry included. */
export const MOST_WAITING = 2_000;

/** worked: there may be more · held: what is running has enough waiting or is in other hands · idle: nothing runs */
export type Progress = "worked" | "held" | "idle";

/** Carries one running recovery on by a batch. */
export async function carryOn({ pool, log }: Pick<Deps, "pool" | "log">): Promise<Progress> {
  const { running, ready } = await look(pool);
  if (!running) return "idle";
  if (ready.length === 0) return "held";
  const outcome = await inTransaction(pool, (tx) => carryOnOne(tx, ready));
  if (!outcome) return "held";
  const { recovery, batch, cancelled } = outcome;
  const { id: recovery_id, endpointId: endpoint_id, include } = recovery;
  const { done, skipped } = batch;
  log.info({ recovery_id, endpoint_id, include, queued: done, skipped }, "recovery.carried_on");
  if (cancelled) log.info({ recovery_id, endpoint_id, reason: cancelled }, "recovery.cancelled");
  else if (batch.finished) log.info({ recovery_id, endpoint_id }, "recovery.done");
  return "worked";
}

const MOST_LOOKED_AT = 10;

/** One statement, which is all that an idle process asks. */
async function look(pool: pg.Pool): Promise<{ running: boolean; ready: string[] }> {
  const { rows } = await pool.query<{ running: boolean; ready: string[] }>({
    name: "look-for-recoveries",
    text: `select
      exists (select from recovery where status = 'running') as running,
      array(
        select r.id from recovery r join shop s on s.id = r.shop_id and s.uninstalled_at is null cross join lateral (
          select count(*) as count from (
            select from delivery d where d.endpoint_id = r.endpoint_id and d.queue = 2 and d.due_at is not null
            limit ${MOST_WAITING}
          ) d
        ) waiting
        where r.status = 'running' and waiting.count <= ${MOST_WAITING - BATCH}
        order by r.id limit ${MOST_LOOKED_AT}
      ) as ready`,
  });
  return rows[0] ?? { running: false, ready: [] };
}

interface Outcome {
  recovery: RunningRecovery;
  batch: BatchResult;
  cancelled: CancelReason | undefined;
}

async function carryOnOne(tx: Transaction, ready: string[]): Promise<Outcome | undefined> {
  const recovery = await lockOne(tx, ready);
  if (!recovery) return undefined;
  const [endpoint] = await lockEndpoints(tx, recovery.shopId, [recovery.endpointId], "share");
  if (!endpoint || endpoint.status === "disabled") {
    const cancelled = endpoint ? "endpoint_disabled" : "endpoint_deleted";
    const batch = { position: recovery.position ?? "", done: 0, skipped: 0, finished: true };
    await save(tx, recovery, batch, cancelled);
    return { recovery, batch, cancelled };
  }
  // Both look along an index in its order; without fresh statistics PostgreSQL would sort all that is left instead.
  await tx.query("set local enable_bitmapscan = off");
  const batch =
    recovery.include === "missing"
      ? await queueEvents(tx, recovery, endpoint)
      : await queueDeliveries(tx, recovery);
  await save(tx, recovery, batch, undefined);
  return { recovery, batch, cancelled: undefined };
}

async function lockOne(tx: Transaction, ids: string[]): Promise<RunningRecovery | undefined> {
  const { rows } = await tx.query<Omit<RunningRecovery, "filter"> & { filter: string }>(
    `select id, shop_id as "shopId", endpoint_id as "endpointId", include, filter, position
     from recovery where id = any($1) and status = 'running' order by id limit 1 for update skip locked`,
    [ids],
  );
  const row = rows[0];
  return row && { ...row, filter: JSON.parse(row.filter) as RunningRecovery["filter"] };
}

async function save(
  tx: Transaction,
  { id, filter }: RunningRecovery,
  { position, done, skipped, finished }: BatchResult,
  cancelledBecause: CancelReason | undefined,
): Promise<void> {
  const status = cancelledBecause ? "cancelled" : finished ? "done" : "running";
  await tx.query(
    `update recovery set position = nullif($2, ''), done = done + $3, skipped = skipped + $4, status = $5, filter = $6,
       finished_at = case when $5 = 'running' then null else now() end
     where id = $1`,
    [id, position, done, skipped, status, JSON.stringify({ ...filter, cancelledBecause })],
  );
}
