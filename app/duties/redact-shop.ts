// In: a shop that Shopify wants to be forgotten, two days after it uninstalled the app. Out: nothing of it but the records
// of duties like this one. A crash leaves the rest to the next try. A shop that has installed the app again keeps all.
import type pg from "pg";
import type { Deps } from "../config/deps.ts";
import { eraseShop } from "../erasure/erase-shop.ts";
import type { Duty, DutyOutcome } from "./duty.ts";

const INSTALLED: DutyOutcome = { kind: "done", result: { erased: false, why: "installed" } };

export async function redactShop({ pool }: Pick<Deps, "pool">, duty: Duty): Promise<DutyOutcome> {
  const { shopDomain: domain } = duty;
  const { rows } = await pool.query<{ id: string }>("select id from shop where domain = $1", [domain]);
  // An unknown shop may have left webhooks, sessions and Flow's word all the same.
  const shop = { id: rows[0]?.id ?? "", domain };
  const hasLeft = async () => !(await isInstalled(pool, domain));
  const { rows: erased, finished } = await eraseShop(pool, shop, hasLeft);
  if (!finished) return INSTALLED;
  const { rowCount } = await pool.query(`delete from shop where domain = $1 and ${HAS_LEFT}`, [domain]);
  if (shop.id !== "" && !rowCount) return INSTALLED;
  await forgetOtherDuties(pool, duty);
  return { kind: "done", result: { erased: true, ...erased, shop: rowCount ?? 0 } };
}

/** Where the webhook of uninstalling was lost, a token that Shopify refuses for good says the same. */
const HAS_LEFT = "(uninstalled_at is not null or reconnect_since is not null)";

async function isInstalled(pool: pg.Pool, domain: string): Promise<boolean> {
  const { rows } = await pool.query(`select from shop where domain = $1 and not ${HAS_LEFT}`, [domain]);
  return rows.length > 0;
}

/** They are on record without the customer whom they were about; what was still to be done has been done by this. */
async function forgetOtherDuties(pool: pg.Pool, { id, shopDomain }: Duty): Promise<void> {
  await pool.query(
    `update duty set customer = null, details = null,
       result = case when status = 'pending' then '{"erased_with_shop":true}' else result end,
       done_at = coalesce(done_at, now()), status = 'done', reason = null
     where shop_domain = $1 and id <> $2`,
    [shopDomain, id],
  );
}
