import type { Transaction } from "../db/transaction.ts";
import { NO_RULES, type Rules, rulesSchema } from "./rules-schema.ts";

/** A shop's rules; NO_RULES when it has set none. Throws when the stored text is no longer understood. */
export async function loadRules(db: Transaction, shopId: string): Promise<Rules> {
  return (await loadRulesOf(db, [shopId])).get(shopId) ?? NO_RULES;
}

/** The rules of those of the shops that have set any, by shop id. */
export async function loadRulesOf(db: Transaction, shopIds: string[]): Promise<Map<string, Rules>> {
  const { rows } = await db.query<{ shop_id: string; rules: string }>({
    name: "load-rules",
    text: "select shop_id, rules from shop_rules where shop_id = any($1)",
    values: [shopIds],
  });
  return new Map(rows.map((row) => [row.shop_id, read(row.shop_id, row.rules)]));
}

/** Mapping on with other rules than the merchant's would make wrong events: webhooks wait until this is mended. */
function read(shopId: string, text: string): Rules {
  const parsed = rulesSchema.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw new Error(`the stored rules of ${shopId} are not understood: ${parsed.error.message}`);
}
