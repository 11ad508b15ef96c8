// In: rules that were saved. Out: what only the rules before left out is back in the inbox's queue. With 50,000 webhooks
// that takes seconds, for which nobody who saves has to wait. A crash leaves the rest to the next try.
import type { Deps } from "../config/deps.ts";
import { newId } from "../db/ids.ts";
import type { Transaction } from "../db/transaction.ts";
import { mapAgain } from "../pipeline/inbox/map-again.ts";
import { notifySql } from "../pipeline/wake.ts";
import { RULE_REASONS } from "../rules/unmapped-reasons.ts";
import { findShop } from "../shopify/installation.ts";
import type { Duty, DutyOutcome } from "./duty.ts";

/**
 * Commits with the rules. One that nobody has begun takes these rules up as well: until they are committed nobody can.
 * Of those that are done the last one alone is of interest.
 */
export async function orderMapAgain(tx: Transaction, shopId: string, now: Date): Promise<void> {
  const { rowCount: waiting } = await tx.query(
    `update duty set due_at = now() where shop_domain = ${DOMAIN} and ${OF_THIS_KIND} and status = 'pending' and tries = 0`,
    [shopId],
  );
  if (waiting) return;
  await tx.query(
    `delete from duty where shop_domain = ${DOMAIN} and ${OF_THIS_KIND} and status <> 'pending'`,
    [shopId],
  );
  await tx.query(
    `insert into duty (id, shop_domain, kind, requested_at) values ($2, ${DOMAIN}, 'map_again', $3)`,
    [shopId, newId("dty"), now],
  );
  await tx.query(notifySql("duties"));
}

const DOMAIN = "(select domain from shop where id = $1)";
const OF_THIS_KIND = "kind = 'map_again'";

export async function mapShopAgain(deps: Pick<Deps, "pool">, duty: Duty): Promise<DutyOutcome> {
  const shop = await findShop(deps, duty.shopDomain);
  const queued = shop ? await mapAgain(deps, shop.id, RULE_REASONS) : 0;
  return { kind: "done", result: { queued } };
}
