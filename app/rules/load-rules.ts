import type { Transaction } from "../db/transaction.ts";
import { NO_RULES, type Rules, rulesSchema } from "./rules-schema.ts";

/** The word for webhooks of a shop whose stored rules this release does not understand. */
export const RULES_UNREADABLE = "rules_unreadable";

/** A shop's rules; NO_RULES when it has set none. Throws when the stored text is no longer understood. */
export async function loadRules(db: Transaction, shopId: string): Promise<Rules> {
  const rules = (await loadRulesOf(db, [shopId])).get(shopId) ?? NO_RULES;
  if (rules === RULES_UNREADABLE) throw new Error(`the stored rules of ${shopId} are not understood`);
  return rules;
}

/** The rules of those of the shops that have set any, by shop id. One shop's broken rules are its own affair. */
export async function loadRulesOf(
  db: Transaction,
  shopIds: string[],
): Promise<Map<string, Rules | typeof RULES_UNREADABLE>> {
  const { rows } = await db.query<{ shop_id: string; rules: string }>({
    name: "load-rules",
    text: "select shop_id, rules from shop_rules where shop_id = any($1)",
    values: [shopIds],
  });
  return new Map(rows.map((row) => [row.shop_id, read(row.rules)]));
}

/** Mapping on with other rules than the merchant's would make wrong events. */
function read(text: string): Rules | typeof RULES_UNREADABLE {
  try {
    return rulesSchema.parse(JSON.parse(text));
  } catch {
    return RULES_UNREADABLE;
  }
}
