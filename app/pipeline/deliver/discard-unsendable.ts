import type { Deps } from "../../config/deps.ts";
import { inTransaction } from "../../db/transaction.ts";
import type { ClaimedDelivery } from "./claimed-delivery.ts";
import { freeLane } from "./free-lane.ts";

/** Ends a delivery that cannot be sent: its payload has aged out, or its endpoint was deleted with its secrets. */
export async function discardUnsendable(
  { pool, log, metrics }: Pick<Deps, "pool" | "log" | "metrics">,
  { id, endpointId, leaseToken, body }: ClaimedDelivery,
): Promise<void> {
  const discarded = await inTransaction(pool, async (tx) => {
    const lease = await tx.query("delete from lease where delivery_id = $1 and token = $2", [id, leaseToken]);
    if (lease.rowCount === 0) return false;
    await tx.query(
      `update delivery set due_at = null, trigger = 'schedule',
         status = case when status = 'pending' then 'discarded' else status end
       where id = $1`,
      [id],
    );
    await freeLane(tx, endpointId);
    return true;
  });
  if (!discarded) return;
  metrics.ended("discarded");
  log.info(
    { delivery_id: id, reason: body === null ? "payload_expired" : "endpoint_deleted" },
    "delivery.discarded",
  );
}
