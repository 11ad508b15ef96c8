// Asks Shopify's Admin API what a thin webhook leaves open.
import type { Deps } from "../../config/deps.ts";
import type { AskOutcome, AskShopify } from "../../pipeline/inbox/ask-shopify.ts";
import { loadOfflineSession } from "../access-token.ts";
import { adminClient } from "../admin-client.ts";
import type { Shopify } from "../app.ts";
import { answerQuestions } from "./answer-questions.ts";
import { callBudgetOf, createCallBudget, type Wait } from "./call-budget.ts";
import { createMemory } from "./memory.ts";
import { Postponed } from "./setbacks.ts";
import { startTalk } from "./talk.ts";

type Needs = Pick<Deps, "env" | "clock" | "log"> & { shopify: Shopify };

/** `wait`: how it waits for points, with a budget of its own; else it shares the one of all calls of this process. */
export function createAskShopify(needs: Needs, wait?: Wait): AskShopify {
  const { clock, shopify } = needs;
  const budget = wait ? createCallBudget({ clock, wait, metrics: shopify.metrics }) : callBudgetOf(needs);
  const memory = createMemory();

  return async (shopDomain, questions, rules) => {
    if (!(await loadOfflineSession(shopify, shopDomain))) return { kind: "not_connected" };
    try {
      const client = await connect(needs, shopDomain);
      const session = await loadOfflineSession(shopify, shopDomain); // with the scopes of the token just made
      const scopes = session?.scope?.split(",") ?? [];
      const talk = startTalk({ shopDomain, rules, clock, memory, budget, client, scopes });
      return { kind: "answered", answers: await answerQuestions(talk, questions) };
    } catch (error) {
      return postponed(error);
    }
  };
}

async function connect(needs: Needs, shopDomain: string) {
  const client = await adminClient(needs, needs.shopify, shopDomain).catch((error: Error) => {
    needs.log.warn({ shop: shopDomain, error: error.message }, "token.failed");
    throw new Postponed("The shop's access token could not be renewed.");
  });
  if (client) return client;
  throw new Postponed(
    "Shopify wants the shop to be connected again. Open Carillon in Shopify's admin to do so.",
  );
}

function postponed(error: unknown): AskOutcome {
  if (!(error instanceof Postponed)) throw error;
  const { message: reason, retryAfterMs, concerns } = error;
  return { kind: "postponed", reason, retryAfterMs, concerns };
}
