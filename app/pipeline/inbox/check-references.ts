// Asks Shopify whether the customer and the order of a run exist, so that a merchant hears of a wrong one in the log of
// his workflow. They are the questions that the mapping would ask, and the answers are kept with the run: nothing is paid
// for twice. Where only the order is named, its customer is asked for as well. What Shopify does not say in time is taken
// to exist.
import { setTimeout as pause } from "node:timers/promises";
import type { Deps } from "../../config/deps.ts";
import { loadRulesOf, RULES_UNREADABLE } from "../../rules/load-rules.ts";
import { NO_RULES } from "../../rules/rules-schema.ts";
import type { Answers, Questions } from "../mapping/questions.ts";
import { inTime, type Wait } from "./in-time.ts";

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

interface Shop {
  id: string;
  domain: string;
}

export type CheckReferences = (shop: Shop, references: References) => Promise<ReferenceCheck>;

type Needs = Pick<Deps, "pool" | "log" | "clock" | "askShopify">;

/** Flow waits for ten seconds. */
const LONGEST_MS = 3_000;
/** Calls of one shop stand in line: a shop whose workflows run in hundreds must not keep its webhooks from asking. */
const MOST_AT_ONCE = 5;

/** One per process. */
export function createReferenceCheck(deps: Needs, wait: Wait = pause): CheckReferences {
  const underWay = new Map<string, number>();

  return async (shop, references) => {
    const running = underWay.get(shop.id) ?? 0;
    const isNobody = references.customer === null && references.order === null;
    if (isNobody || running >= MOST_AT_ONCE) return { kind: "unanswered" };
    underWay.set(shop.id, running + 1);
    const said: Answers = {};
    const asking = askAll(deps, shop, references, said).finally(() => {
      const left = (underWay.get(shop.id) ?? 1) - 1;
      if (left > 0) underWay.set(shop.id, left);
      else underWay.delete(shop.id);
    });
    await inTime(wait, LONGEST_MS, asking);
    return judge(references, { ...said });
  };
}

/** Puts into `said` what Shopify says, as it says it. */
async function askAll(
  deps: Needs,
  shop: Shop,
  { customer, order }: References,
  said: Answers,
): Promise<void> {
  const { pool, log, clock } = deps;
  try {
    const rules = (await loadRulesOf(pool, [shop.id])).get(shop.id) ?? NO_RULES;
    if (rules === RULES_UNREADABLE) return;
    const at = clock.now().toISOString();
    const ask = async (questions: Questions) => {
      const outcome = await deps.askShopify(shop.domain, questions, rules);
      if (outcome.kind === "answered") Object.assign(said, outcome.answers, { at });
    };
    await ask({ ...(customer !== null && { customer }), ...(order !== null && { order }) });
    const buyer = said.order?.kind === "known" ? said.order.value.customer : null;
    if (customer === null && buyer !== null) await ask({ customer: buyer });
  } catch (error) {
    log.warn({ shop: shop.domain, error: (error as Error).message }, "flow.references_unchecked");
  }
}

/** That an order's customer is gone is nobody's mistake. */
function judge({ customer }: References, answers: Answers): ReferenceCheck {
  if (answers.at === undefined) return { kind: "unanswered" };
  if (customer !== null && answers.customer?.kind === "missing") return { kind: "missing", what: "customer" };
  if (answers.order?.kind === "missing") return { kind: "missing", what: "order" };
  return { kind: "answered", answers };
}
