import type { Deps } from "../../config/deps.ts";
import { NO_RULES } from "../../rules/rules-schema.ts";
import { loadOfflineSession } from "../access-token.ts";
import { adminClient } from "../admin-client.ts";
import { callBudgetOf, type Wait } from "../ask/call-budget.ts";
import { createMemory } from "../ask/memory.ts";
import { startTalk, type Talk } from "../ask/talk.ts";
import { patientBudget } from "./patient-budget.ts";

/** null: Shopify cannot be asked about the shop before its merchant has opened the app. Throws what a token throws. */
export type OpenShop = (shopDomain: string) => Promise<Talk | null>;

/** One per process: it knows how full the shops' buckets are. `wait`: how it waits for points. */
export function createOpenShop(deps: Pick<Deps, "env" | "clock" | "log" | "shopify">, wait: Wait): OpenShop {
  const { clock, shopify } = deps;
  if (!shopify) return async () => null;
  const budget = patientBudget(callBudgetOf({ shopify, clock }), { clock, wait });
  const memory = createMemory();
  return async (shopDomain) => {
    if (!(await loadOfflineSession(shopify, shopDomain))) return null;
    const client = await adminClient(deps, shopify, shopDomain);
    const session = await loadOfflineSession(shopify, shopDomain); // with the scopes of the token just made
    const scopes = session?.scope?.split(",") ?? [];
    return client && startTalk({ shopDomain, rules: NO_RULES, clock, memory, budget, client, scopes });
  };
}
