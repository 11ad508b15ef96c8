import type { Transaction } from "../../db/transaction.ts";
import { notifySql } from "../wake.ts";

/** Tells an endpoint's lane that a lease has ended without an attempt. */
export async function freeLane(tx: Transaction, endpointId: string): Promise<void> {
  await tx.query({
    name: "free-lane",
    text: `update lane set crowded_until = '-infinity', next_due_at = case when open then least(next_due_at, now()) else next_due_at end
      where endpoint_id = $1`,
    values: [endpointId],
  });
  await tx.query(notifySql("deliveries"));
}
