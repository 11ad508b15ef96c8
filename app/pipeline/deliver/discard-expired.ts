import type pg from "pg";
import { inTransaction } from "../../db/transaction.ts";
import type { ClaimedDelivery } from "./claimed-delivery.ts";

/** Ends a delivery whose payload has aged out: there is nothing left to send. */
export async function discardExpired(pool: pg.Pool, { id, leaseToken }: ClaimedDelivery): Promise<void> {
  await inTransaction(pool, async (tx) => {
    const { rowCount } = await tx.query("delete from lease where delivery_id = $1 and token = $2", [
      id,
      leaseToken,
    ]);
    if (rowCount === 0) return;
    await tx.query(
      `update delivery set due_at = null, trigger = 'schedule',
         status = case when status = 'pending' then 'discarded' else status end
       where id = $1`,
      [id],
    );
  });
}
