import type pg from "pg";
import type { Deps } from "../config/deps.ts";
import { inTransaction } from "../db/transaction.ts";
import { changeStatus, discardWaiting } from "./change-status.ts";
import { insertNotices } from "./insert-notices.ts";
import { lockEndpoint } from "./lock-endpoint.ts";

const MOST_DAYS = 7;
const BATCH = 100;

const LONG_PAUSED = `status = 'paused' and deleted_at is null and status_since < now() - interval '${MOST_DAYS} days'`;

/**
 * Disables endpoints that have been paused for a week; what waited for them is discarded. Each once, however many
 * processes do it at the same time. Returns how many.
 */
export async function disableLongPaused({ pool }: Pick<Deps, "pool">): Promise<number> {
  let disabled = 0;
  for (;;) {
    const { rows } = await pool.query<{ id: string; shop_id: string }>(
      `select id, shop_id from endpoint where ${LONG_PAUSED} order by status_since limit ${BATCH}`,
    );
    if (rows.length === 0) return disabled;
    for (const { id, shop_id } of rows) {
      if (!(await disable(pool, shop_id, id))) continue;
      disabled += 1;
      await discardWaiting(pool, id);
    }
  }
}

/** false when it was resumed, disabled or deleted in the meantime. */
async function disable(pool: pg.Pool, shopId: string, endpointId: string): Promise<boolean> {
  return inTransaction(pool, async (tx) => {
    await lockEndpoint(tx, shopId, endpointId);
    const { rowCount } = await tx.query(`select 1 from endpoint where id = $1 and ${LONG_PAUSED}`, [
      endpointId,
    ]);
    if (rowCount === 0) return false;
    await changeStatus(tx, endpointId, { status: "disabled", reason: "merchant" });
    await insertNotices(tx, [
      { shopId, endpointId, kind: "disabled", disabledReason: "merchant", mail: "pending" },
    ]);
    return true;
  });
}
