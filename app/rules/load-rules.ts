import type { Transaction } from "../db/transaction.ts";
import { NO_RULES, type Rules, rulesSchema } from "./rules-schema.ts";

/** The word for webhooks of a shop whose stored rules this release does not understand. */
export const RULES_UNREADABLE = "rules_unreadable";

/**
 * Until its transaction ends, rules of these shops that are saved wait (lockRules): whoever is mapping by the old ones
 * is then through, so that what they left out is found and mapped again (duties/map-again.ts).
 */
export async function holdRules(tx: Transaction, shopIds: string[]): Promise<void> {
  await tx.query({
    name: "hold-rules",
    text: `select pg_advisory_xact_lock_shared(${RULES_LOCK}) from unnest($1::text[]) as shop (id)`,
    values: [shopIds],
  });
}

/** Waits until nobody is mapping by the shop's rules; until the transaction ends nobody begins to. */
export async function lockRules(tx: Transaction, shopId: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(${RULES_LOCK}) from (select $1::text as id) as shop`, [
    shopId,
  ]);
}

const RULES_LOCK = "hashtextextended('carillon rules ' || shop.id, 0)";

/** A shop's rules; NO_RULES when it has set none. Throws when the stored text is no longer understood. */
export async function loadRules(db: Transaction, shopId: string): Promise<Rules> {
  const rules = (await loadRulesOf(db, [shopId])).get(shopId) ?? NO_RULES;
  if (rules === RULES_UNREADABLE) throw new Error(`the stored rules of ${shopId} are not understood`);
  return rules;
}

export interface StoredRules {
  /** NO_RULES where the stored ones are not understood */
  rules: Rules;
  /** the stored text, where it is not understood; else null */
  unreadable: string | null;
  /** changes with what is stored */
  version: string;
}

/** SQL: of a row of shop_rules. */
export const RULES_VERSION = "encode(sha256(convert_to(shop_rules.rules, 'UTF8')), 'hex')";
const NOTHING_STORED: StoredRules = { rules: NO_RULES, unreadable: null, version: "none" };

/** For what is shown in any case. Nothing may be mapped by these. */
export async function loadStoredRules(db: Transaction, shopId: string): Promise<StoredRules> {
  const { rows } = await db.query<{ text: string; version: string }>(
    `select rules as text, ${RULES_VERSION} as version from shop_rules where shop_id = $1`,
    [shopId],
  );
  const [stored] = rows;
  if (!stored) return NOTHING_STORED;
  const { text, version } = stored;
  const rules = read(text);
  return rules === RULES_UNREADABLE
    ? { rules: NO_RULES, unreadable: text, version }
    : { rules, unreadable: null, version };
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
