// In: a shop that Shopify wants to be forgotten, two days after it uninstalled the app. Out: nothing of it but the records
// of duties like this one. A crash leaves the rest to the next try. A shop that has installed the app again keeps all;
// where the webhook of uninstalling was lost, or still waits, Shopify is asked.
import type pg from "pg";
import type { Deps } from "../config/deps.ts";
import { eraseShop } from "../erasure/erase-shop.ts";
import { findShop } from "../shopify/installation.ts";
import { renewClaim } from "./claim-duty.ts";
import { confirmUninstalled } from "./confirm-uninstalled.ts";
import type { Duty, DutyOutcome } from "./duty.ts";

const INSTALLED: DutyOutcome = { kind: "done", result: { erased: false, why: "installed" } };

export async function redactShop(deps: Deps, duty: Duty): Promise<DutyOutcome> {
  const shop = await findShop(deps, duty.shopDomain);
  if (shop?.uninstalledAt) return erase(deps, duty, shop.id);
  const confirmation = await confirmUninstalled(deps, duty);
  if (confirmation.kind === "later") return confirmation;
  if (confirmation.kind === "installed") return INSTALLED;
  // An unknown shop may have left webhooks, sessions and Flow's word all the same.
  return erase(deps, duty, shop?.id ?? "");
}

async function erase({ pool }: Pick<Deps, "pool">, duty: Duty, id: string): Promise<DutyOutcome> {
  const { shopDomain: domain } = duty;
  const hasLeft = async () => {
    await renewClaim(pool, duty);
    return !(await isInstalled(pool, domain));
  };
  const { rows: erased, finished } = await eraseShop(pool, { id, domain }, hasLeft);
  if (!finished) return INSTALLED;
  const { rowCount } = await pool.query("delete from shop where domain = $1 and uninstalled_at is not null", [
    domain,
  ]);
  if (id !== "" && !rowCount) return INSTALLED;
  await forgetOtherDuties(pool, duty);
  return { kind: "done", result: { erased: true, ...erased, shop: rowCount ?? 0 } };
}

async function isInstalled(pool: pg.Pool, domain: string): Promise<boolean> {
  const { rows } = await pool.query("select from shop where domain = $1 and uninstalled_at is null", [
    domain,
  ]);
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
