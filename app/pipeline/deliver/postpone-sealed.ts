import type { Deps } from "../../config/deps.ts";
import { inTransaction } from "../../db/transaction.ts";
import type { ClaimedDelivery } from "./claimed-delivery.ts";
import { freeLane } from "./free-lane.ts";

const PAUSE_MINUTES = 10;

/**
 * Puts off a delivery whose endpoint's headers or secrets no key of ENCRYPTION_KEY opens: a server that was started
 * with the wrong keys must neither send unsigned nor use up attempts. What its payload outlives is discarded.
 */
export async function postponeSealed(
  { pool, log, env }: Pick<Deps, "pool" | "log" | "env">,
  { id, endpointId, leaseToken }: ClaimedDelivery,
): Promise<void> {
  await inTransaction(pool, async (tx) => {
    const lease = await tx.query("delete from lease where delivery_id = $1 and token = $2", [id, leaseToken]);
    if (lease.rowCount === 0) return;
    await tx.query(
      `update delivery set
         status = case when status = 'pending' and created_at < now() - make_interval(days => $3) then 'discarded' else status end,
         due_at = case when status = 'pending' and created_at >= now() - make_interval(days => $3)
           then now() + make_interval(mins => $2) end
       where id = $1`,
      [id, PAUSE_MINUTES, env.PAYLOAD_RETENTION_DAYS],
    );
    await freeLane(tx, endpointId);
  });
  log.error(
    { delivery_id: id, endpoint_id: endpointId, retry_in_minutes: PAUSE_MINUTES },
    "delivery.sealed: no key in ENCRYPTION_KEY opens this endpoint's headers or secrets. Put the missing key back, or set its headers again and rotate its secret.",
  );
}
