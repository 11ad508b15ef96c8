import type { Deps } from "../config/deps.ts";
import { isId } from "../db/ids.ts";
import { inTransaction, type Transaction } from "../db/transaction.ts";
import { changeStatus } from "./change-status.ts";
import { discardSoon } from "./discard-soon.ts";
import { lockEndpoint } from "./lock-endpoint.ts";

/** Ends an endpoint: it gets nothing more, what waited for it is discarded, its log stays. */
export async function deleteEndpoint(
  { pool }: Pick<Deps, "pool">,
  shopId: string,
  id: string,
): Promise<{ kind: "deleted" } | { kind: "not_found" }> {
  if (!isId("ep", id)) return { kind: "not_found" };
  const deleted = await inTransaction(pool, async (tx) => {
    if (!(await lockEndpoint(tx, shopId, id))) return false;
    await endEndpoint(tx, id);
    return true;
  });
  if (!deleted) return { kind: "not_found" };
  await discardSoon(pool, id);
  return { kind: "deleted" };
}

/** Of an endpoint that is locked. What waits for it is to be discarded when this is committed. */
export async function endEndpoint(tx: Transaction, id: string): Promise<void> {
  await changeStatus(tx, id, { status: "disabled", reason: "merchant" });
  await tx.query("update endpoint set deleted_at = now(), headers = null where id = $1", [id]);
  await tx.query("delete from signing_secret where endpoint_id = $1", [id]);
  await tx.query("delete from failure_streak where endpoint_id = $1", [id]);
}
