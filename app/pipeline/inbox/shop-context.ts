// What mapping has to know of the shops of a batch.
import type { Transaction } from "../../db/transaction.ts";
import { holdRules, loadRulesOf, RULES_UNREADABLE } from "../../rules/load-rules.ts";
import { NO_RULES, type Rules } from "../../rules/rules-schema.ts";
import { loadListeners } from "../events/listeners.ts";
import { type Listener, matchEndpoints } from "../events/match-endpoints.ts";

export interface ShopContext {
  listeners: Listener[];
  now: Date;
  /** Throws when the shop's rules cannot be read: only its own webhooks may fail for it. */
  rulesOf(shopId: string): Rules;
  /** whether anybody in the shop chose one of these topics */
  isChosen(shopId: string, topics: readonly string[]): boolean;
}

export async function loadShopContext(
  tx: Transaction,
  shopIds: (string | null)[],
  now: Date,
): Promise<ShopContext> {
  const ids = [...new Set(shopIds)].filter((id) => id !== null);
  await holdRules(tx, ids);
  const rules = await loadRulesOf(tx, ids);
  const listeners = await loadListeners(tx, ids);
  return {
    listeners,
    now,
    rulesOf(shopId) {
      const found = rules.get(shopId) ?? NO_RULES;
      if (found === RULES_UNREADABLE) throw new Error(RULES_UNREADABLE);
      return found;
    },
    isChosen: (shopId, topics) => topics.some((topic) => matchEndpoints(listeners, shopId, topic).length > 0),
  };
}
