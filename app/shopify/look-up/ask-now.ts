// Questions to Shopify for a page that a merchant is looking at. They stand in the shop's line like all others, and the
// page does not wait for them for long: what is not known in time is shown as it is stored.
import { setTimeout as pause } from "node:timers/promises";
import type { Deps } from "../../config/deps.ts";
import { NO_RULES } from "../../rules/rules-schema.ts";
import { loadOfflineSession } from "../access-token.ts";
import { adminClient } from "../admin-client.ts";
import { callBudgetOf } from "../ask/call-budget.ts";
import { createMemory } from "../ask/memory.ts";
import { Postponed, ScopeDenied } from "../ask/setbacks.ts";
import { startTalk, type Talk } from "../ask/talk.ts";

/** unknown: Shopify cannot be asked, or did not answer; `scope` is what it wants granted, if that is why */
export type Asked<T> = { kind: "known"; value: T } | { kind: "unknown"; scope: string | null };

type Needs = Pick<Deps, "env" | "clock" | "log" | "shopify">;

const LONGEST_MS = 4_000;

/** Never rejects for what Shopify does. `question` may throw Postponed or ScopeDenied. */
export async function askNow<T>(
  deps: Needs,
  shopDomain: string,
  question: (talk: Talk) => Promise<T>,
  longestMs = LONGEST_MS,
): Promise<Asked<T>> {
  const tooLate = new AbortController();
  const late = pause(longestMs, unknown(null), { signal: tooLate.signal }).catch(() => unknown(null));
  const asked = ask(deps, shopDomain, question).finally(() => tooLate.abort());
  return Promise.race([asked, late]);
}

const unknown = (scope: string | null) => ({ kind: "unknown" as const, scope });

async function ask<T>(deps: Needs, shopDomain: string, question: (talk: Talk) => Promise<T>) {
  try {
    const talk = await openTalk(deps, shopDomain);
    return talk ? { kind: "known" as const, value: await question(talk) } : unknown(null);
  } catch (error) {
    if (error instanceof ScopeDenied) return unknown(error.scope);
    const why = error instanceof Postponed ? error.message : (error as Error).name;
    deps.log.info({ shop: shopDomain, why }, "look_up.failed");
    return unknown(null);
  }
}

async function openTalk(deps: Needs, shopDomain: string): Promise<Talk | null> {
  const { shopify, clock } = deps;
  if (!shopify || !(await loadOfflineSession(shopify, shopDomain))) return null;
  const client = await adminClient(deps, shopify, shopDomain);
  const session = await loadOfflineSession(shopify, shopDomain); // with the scopes of the token just made
  const scopes = session?.scope?.split(",") ?? [];
  const budget = callBudgetOf({ shopify, clock });
  return (
    client &&
    startTalk({ shopDomain, rules: NO_RULES, clock, memory: createMemory(), budget, client, scopes })
  );
}
