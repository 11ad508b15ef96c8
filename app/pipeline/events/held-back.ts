import type { Transaction } from "../../db/transaction.ts";
import type { HeldBackField } from "../../privacy/held-back-fields.ts";

/** By shop id; shops that hold nothing back are left out. */
export type HeldBack = ReadonlyMap<string, readonly HeldBackField[]>;

export async function loadHeldBack(tx: Transaction, shopIds: string[]): Promise<HeldBack> {
  if (shopIds.length === 0) return new Map();
  const { rows } = await tx.query<{ id: string; fields: HeldBackField[] }>({
    name: "load-held-back",
    text: "select id, held_back as fields from shop where id = any($1) and held_back <> '{}'",
    values: [[...new Set(shopIds)]],
  });
  return new Map(rows.map(({ id, fields }) => [id, fields]));
}
