// In: a merchant's order to erase the shop's log. Out: it is gone, and the duty says in figures what went. A crash, or
// a deadlock with whoever is just sending, leaves the rest to the next try, which goes on counting.
import type { Deps } from "../config/deps.ts";
import { newId } from "../db/ids.ts";
import { inTransaction } from "../db/transaction.ts";
import { eraseLog } from "../erasure/erase-log.ts";
import type { ErasedRows } from "../erasure/erase-shop.ts";
import { cancelRecovery } from "../pipeline/recover/cancel-recovery.ts";
import { notifySql } from "../pipeline/wake.ts";
import { noteDelivered } from "../setup/note-delivered.ts";
import { findShop } from "../shopify/installation.ts";
import { keepResult } from "./claim-duty.ts";
import type { Duty, DutyOutcome } from "./duty.ts";

/** Once: a second order while the first is being carried out is the same one. */
export async function orderLogErased(
  { pool, clock }: Pick<Deps, "pool" | "clock">,
  { id, domain }: { id: string; domain: string },
): Promise<void> {
  await inTransaction(pool, async (tx) => {
    await tx.query("select from shop where id = $1 for no key update", [id]);
    await tx.query(
      `insert into duty (id, shop_domain, kind, requested_at)
       select $1, $2, 'erase_log', $3
       where not exists (select from duty where shop_domain = $2 and kind = 'erase_log' and status = 'pending')`,
      [newId("dty"), domain, clock.now()],
    );
    await tx.query(notifySql("duties"));
  });
}

export async function eraseShopLog(deps: Deps, duty: Duty): Promise<DutyOutcome> {
  const { pool } = deps;
  const shop = await findShop(deps, duty.shopDomain);
  if (!shop) return { kind: "done", result: {} };
  const { rows: running } = await pool.query<{ id: string }>(
    "select id from recovery where shop_id = $1 and status = 'running'",
    [shop.id],
  );
  for (const { id } of running) await cancelRecovery(deps, shop.id, id);
  await noteDelivered(deps, shop.id); // the setup guide's steps stay done
  const erased = await erasedSoFar(deps, duty);
  const result = await eraseLog(
    pool,
    { id: shop.id, domain: duty.shopDomain },
    {
      before: duty.id.slice("dty_".length), // ids of all kinds sort by the time of their making
      erased,
      report: (rows) => keepResult(pool, duty, rows),
    },
  );
  return { kind: "done", result };
}

async function erasedSoFar({ pool }: Pick<Deps, "pool">, { id }: Duty): Promise<ErasedRows> {
  const { rows } = await pool.query<{ result: string | null }>("select result from duty where id = $1", [id]);
  return JSON.parse(rows[0]?.result ?? "{}") as ErasedRows;
}
