import type pg from "pg";
import { inTransaction } from "../db/transaction.ts";
import { lockResources, saveResources } from "../pipeline/events/lock-resources.ts";
import { CONTRACT_PART } from "../pipeline/mapping/contracts/contract-state.ts";
import { dueAtOf } from "../pipeline/mapping/contracts/due.ts";
import { type Learned, withLearned } from "../pipeline/mapping/contracts/learned.ts";
import type { Rules } from "../rules/rules-schema.ts";

/** Remembers contracts as they were in Shopify's list, where nothing newer is known. By gid. */
export function keepLearned(
  pool: pg.Pool,
  shopId: string,
  contracts: Map<string, Learned>,
  rules: Rules,
): Promise<void> {
  return inTransaction(pool, async (tx) => {
    const keys = [...contracts.keys()].map((resource) => ({ shopId, resource }));
    const resources = await lockResources(tx, keys);
    for (const row of resources.values()) {
      const learned = contracts.get(row.resource);
      const known = row.parts[CONTRACT_PART];
      const state = learned && withLearned(known?.state, learned, rules);
      if (!state) continue;
      row.parts[CONTRACT_PART] = { state, dueAt: dueAtOf(state, rules)?.toISOString() };
    }
    await saveResources(tx, resources);
  });
}
