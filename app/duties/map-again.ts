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

/** Commits with the rules, and takes the place of those that are done or that nobody has begun. */
export async function orderMapAgain(tx: Transaction, shopId: string, now: Date): Promise<void> {
  await tx.query(
    `delete from duty where shop_domain = ${DOMAIN} and kind = 'map_again' and (status <> 'pending' or tries = 0)`,
    [shopId],
  );
  await tx.query(
    `insert into duty (id, shop_domain, kind, requested_at) values ($2, ${DOMAIN}, 'map_again', $3)`,
    [shopId, newId("dty"), now],
  );
  await tx.query(notifySql("duties"));
}

const DOMAIN = "(select domain from shop where id = $1)";

export async function mapShopAgain(deps: Pick<Deps, "pool">, duty: Duty): Promise<DutyOutcome> {
  const shop = await findShop(deps, duty.shopDomain);
  const queued = shop ? await mapAgain(deps, shop.id, RULE_REASONS) : 0;
  return { kind: "done", result: { queued } };
}
