// Asks Shopify whether the customer and the order of a run exist, so that a merchant hears of a wrong one in the log of
// his workflow. It is the question that the mapping would ask, and its answer is kept with the run: nothing is paid for
// twice. What Shopify does not say in time is taken to exist.
import { setTimeout as pause } from "node:timers/promises";
import type { Deps } from "../../config/deps.ts";
import { loadRulesOf, RULES_UNREADABLE } from "../../rules/load-rules.ts";
import { NO_RULES } from "../../rules/rules-schema.ts";
import type { Answers } from "../mapping/questions.ts";

export interface References {
  /** gid */
  customer: string | null;
  /** gid */
  order: string | null;
}

/** answered: Shopify does not call any of them missing. */
type ReferenceCheck =
  | { kind: "missing"; what: "customer" | "order" }
  | { kind: "answered"; answers: Answers }
  | { kind: "unanswered" };

export type CheckReferences = (
  shop: { id: string; domain: string },
  references: References,
) => Promise<ReferenceCheck>;

/** Resolves when so many milliseconds are over, or rejects when the signal fires. */
export type Wait = (ms: number, value: undefined, options: { signal: AbortSignal }) => Promise<unknown>;

type Needs = Pick<Deps, "pool" | "log" | "clock" | "askShopify">;

/** Flow waits for ten seconds. */
const LONGEST_MS = 3_000;
/** Calls of one shop stand in line: a shop whose workflows run in hundreds must not keep its webhooks from asking. */
const MOST_AT_ONCE = 5;

/** One per process. */
export function createReferenceCheck(deps: Needs, wait: Wait = pause): CheckReferences {
  const underWay = new Map<string, number>();

  return async (shop, { customer, order }) => {
    const running = underWay.get(shop.id) ?? 0;
    if ((customer === null && order === null) || running >= MOST_AT_ONCE) return { kind: "unanswered" };
    underWay.set(shop.id, running + 1);
    const asking = ask(deps, shop, { customer, order }).finally(() => {
      const left = (underWay.get(shop.id) ?? 1) - 1;
      if (left > 0) underWay.set(shop.id, left);
      else underWay.delete(shop.id);
    });
    const done = new AbortController();
    const late = wait(LONGEST_MS, undefined, { signal: done.signal }).then(
      () => undefined,
      () => undefined,
    );
    const answers = await Promise.race([asking, late]);
    done.abort();
    return judge(answers);
  };
}

/** undefined when Shopify gives no answer. */
async function ask(
  { pool, log, clock, askShopify }: Needs,
  shop: { id: string; domain: string },
  { customer, order }: References,
): Promise<Answers | undefined> {
  try {
    const rules = (await loadRulesOf(pool, [shop.id])).get(shop.id) ?? NO_RULES;
    if (rules === RULES_UNREADABLE) return undefined;
    const at = clock.now().toISOString();
    const questions = { ...(customer !== null && { customer }), ...(order !== null && { order }) };
    const outcome = await askShopify(shop.domain, questions, rules);
    return outcome.kind === "answered" ? { ...outcome.answers, at } : undefined;
  } catch (error) {
    log.warn({ shop: shop.domain, error: (error as Error).message }, "flow.references_unchecked");
    return undefined;
  }
}

function judge(answers: Answers | undefined): ReferenceCheck {
  if (!answers) return { kind: "unanswered" };
  if (answers.customer?.kind === "missing") return { kind: "missing", what: "customer" };
  if (answers.order?.kind === "missing") return { kind: "missing", what: "order" };
  return { kind: "answered", answers };
}
