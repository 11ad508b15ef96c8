import type { Transaction } from "../db/transaction.ts";
import type { StatusChange } from "./change-status.ts";

/** Locks a shop's endpoint against every other change and returns its status; undefined when there is none. */
export async function lockEndpoint(
  tx: Transaction,
  shopId: string,
  id: string,
): Promise<StatusChange["status"] | undefined> {
  const { rows } = await tx.query<{ status: StatusChange["status"] }>(
    "select status from endpoint where id = $1 and shop_id = $2 and deleted_at is null for no key update",
    [id, shopId],
  );
  return rows[0]?.status;
}
