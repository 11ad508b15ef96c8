// Shopify made one customer of two: what is known of the lost one belongs to the kept one.
import type { Transaction } from "../../db/transaction.ts";
import { type Resources, resourceKey } from "./lock-resources.ts";

export interface Merge {
  shopId: string;
  /** gids */
  lost: string;
  kept: string;
}

/** What is said of the person and not of the balance stays with the record that it was said of. */
const STAYS = new Set(["content", "contact"]);

/** Moves the parts of two locked rows; what the kept customer has already is not overwritten. */
export function mergeParts(resources: Resources, { shopId, lost, kept }: Merge): void {
  const from = resources.get(resourceKey({ shopId, resource: lost }));
  const to = resources.get(resourceKey({ shopId, resource: kept }));
  if (!from || !to) throw new Error("merging customers whose rows are not locked");
  for (const [part, value] of Object.entries(from.parts)) {
    if (STAYS.has(part)) continue;
    to.parts[part] ??= value;
    delete from.parts[part];
  }
  for (const row of resources.values()) {
    if (row.shopId === shopId && row.customer === lost && row !== from) row.customer = kept;
  }
}

/** The lost customer's contracts, payment methods and orders are the kept one's. */
export async function rekeyOwned(tx: Transaction, merges: Merge[]): Promise<void> {
  for (const { shopId, lost, kept } of merges) {
    const values = [shopId, lost, kept];
    for (const table of ["snapshot", "last_payload"])
      await tx.query(
        `update ${table} set customer = $3 where shop_id = $1 and customer = $2 and resource <> $2`,
        values,
      );
  }
}
