import type { Deps } from "../../config/deps.ts";
import { isId } from "../../db/ids.ts";
import { matchDeliveries } from "../../db/match-deliveries.ts";
import { inTransaction, type Transaction } from "../../db/transaction.ts";
import { touchLanes } from "../events/write-events.ts";
import { idRange, matchOf, type RunningRecovery } from "./recovery.ts";

export type CancelOutcome =
  | { kind: "cancelled"; takenBack: number }
  | { kind: "not_found" }
  /** it had ended already */
  | { kind: "ended" };

/** Ends a running recovery and takes back what of it waits: as many deliveries as carry-on.ts lets wait. */
export async function cancelRecovery(
  { pool, log }: Pick<Deps, "pool" | "log">,
  shopId: string,
  id: string,
): Promise<CancelOutcome> {
  if (!isId("rcv", id)) return { kind: "not_found" };
  const outcome = await inTransaction(pool, (tx) => cancel(tx, shopId, id));
  if (outcome.kind === "cancelled")
    log.info({ recovery_id: id, reason: "merchant", taken_back: outcome.takenBack }, "recovery.cancelled");
  return outcome;
}

interface Row extends Omit<RunningRecovery, "filter"> {
  filter: string;
  status: string;
}

async function cancel(tx: Transaction, shopId: string, id: string): Promise<CancelOutcome> {
  const { rows } = await tx.query<Row>(
    `select id, shop_id as "shopId", endpoint_id as "endpointId", include, filter, position, status
     from recovery where id = $1 and shop_id = $2 for update`,
    [id, shopId],
  );
  const row = rows[0];
  if (!row) return { kind: "not_found" };
  if (row.status !== "running") return { kind: "ended" };
  const filter = JSON.parse(row.filter) as RunningRecovery["filter"];
  // With the lane locked, none of what is taken back is just being claimed.
  await touchLanes(tx, [row.endpointId]);
  const takenBack =
    row.include === "missing" ? await deleteWaiting(tx, row) : await silenceWaiting(tx, { ...row, filter });
  await tx.query(
    `update recovery set status = 'cancelled', finished_at = now(), done = greatest(0, done - $2), filter = $3
     where id = $1`,
    [id, takenBack, JSON.stringify({ ...filter, cancelledBecause: "merchant" })],
  );
  return { kind: "cancelled", takenBack };
}

const NOT_HELD = "not exists (select from lease x where x.delivery_id = d.id and x.until > now())";

/** Those that were never tried, so that they are missing again. */
async function deleteWaiting(tx: Transaction, { id, endpointId }: Row): Promise<number> {
  const { rowCount } = await tx.query(
    `delete from delivery d where d.endpoint_id = $1 and d.queue = 2 and d.due_at is not null
       and d.trigger = 'replay' and d.status = 'pending' and d.attempts = 0
       and d.created_at >= (select r.created_at from recovery r where r.id = $2) and ${NOT_HELD}`,
    [endpointId, id],
  );
  return rowCount ?? 0;
}

async function silenceWaiting(tx: Transaction, recovery: RunningRecovery): Promise<number> {
  const { shopId, endpointId, include, filter, position } = recovery;
  const { from } = idRange("dlv", filter);
  const values: unknown[] = [endpointId, from, position ?? ""];
  const matches = matchDeliveries(shopId, matchOf(include, filter), values);
  const { rowCount } = await tx.query(
    `update delivery d set due_at = null, trigger = 'schedule'
     where d.endpoint_id = $1 and d.queue = 2 and d.due_at is not null and d.trigger = 'replay'
       and d.id > $2 and d.id <= $3 and ${matches} and ${NOT_HELD}`,
    values,
  );
  return rowCount ?? 0;
}
