import type pg from "pg";
import type { Transaction } from "../db/transaction.ts";

export type StatusChange =
  | { status: "enabled" }
  | { status: "paused" }
  | { status: "disabled"; reason: "merchant" | "failing" | "gone" };

/**
 * Sets an endpoint's status, and opens or closes its lane with it. Locks the endpoint, then the lane; whoever holds
 * lanes already must have locked the endpoint before them. Returns false when it has that status already or is deleted.
 */
export async function changeStatus(
  tx: Transaction,
  endpointId: string,
  change: StatusChange,
): Promise<boolean> {
  const reason = change.status === "disabled" ? change.reason : null;
  const { rows } = await tx.query<{ before: string }>(
    `update endpoint e set status = $2, disabled_reason = $3, status_since = now(), updated_at = now()
     from (select id, status from endpoint where id = $1 and deleted_at is null for no key update) before
     where e.id = before.id and before.status <> $2 returning before.status as before`,
    [endpointId, change.status, reason],
  );
  if (!rows[0]) return false;
  const opens = change.status === "enabled";
  await tx.query(
    "update lane set open = $2, next_due_at = case when $2 then now() else 'infinity'::timestamptz end where endpoint_id = $1",
    [endpointId, opens],
  );
  // Whoever enables a disabled endpoint begins anew. A pause is none of its health's business.
  if (opens && rows[0].before === "disabled")
    await tx.query("delete from failure_streak where endpoint_id = $1", [endpointId]);
  return true;
}

const BATCH = 1_000;

/**
 * Ends what waits for a disabled or deleted endpoint, in batches that each commit, so that no claim waits for it. Who
 * enables an endpoint calls this before: what waited when it was disabled does not go out later. For any other
 * endpoint, and from the moment when it is enabled, it ends nothing. Stops when `budgetMs` is over. Returns how many.
 */
export async function discardWaiting(
  pool: pg.Pool,
  endpointId: string,
  budgetMs = Number.POSITIVE_INFINITY,
): Promise<number> {
  const begin = performance.now();
  let total = 0;
  do {
    const { rowCount } = await pool.query(DISCARD, [endpointId]);
    if (!rowCount) return total;
    total += rowCount;
  } while (performance.now() - begin < budgetMs);
  return total;
}

// The endpoint is locked as publishing locks it, before any delivery; deliveries in the order of their ids, as where
// results are recorded.
const DISCARD = `
  with closed as materialized (
    select id from endpoint where id = $1 and (status = 'disabled' or deleted_at is not null) for share
  ), waiting as materialized (
    select d.id from delivery d
    where d.endpoint_id = (select id from closed) and d.due_at is not null limit ${BATCH}
  ), locked as materialized (
    select d.id from delivery d
    where d.id in (select id from waiting) and d.due_at is not null order by d.id for update
  )
  update delivery d set due_at = null, trigger = 'schedule',
    status = case when d.status = 'pending' then 'discarded' else d.status end
  from locked where d.id = locked.id`;
