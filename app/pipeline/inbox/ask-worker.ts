// In: due questions of connected shops. Out: answers, on record before anything is mapped with them. A shop whose
// questions fail delays itself alone. A crash leaves the questions leased; after the lease they are asked again.
import type { Deps } from "../../config/deps.ts";
import { loadRulesOf, RULES_UNREADABLE } from "../../rules/load-rules.ts";
import { NO_RULES, type Rules } from "../../rules/rules-schema.ts";
import type { Answers, Questions } from "../mapping/questions.ts";
import type { AskOutcome, AskShopify } from "./ask-shopify.ts";
import { answerInquiry, type DueInquiry, leaseInquiries, postponeInquiry } from "./inquiries.ts";

type Postponed = Extract<AskOutcome, { kind: "postponed" }>;
type Needs = Pick<Deps, "pool" | "log" | "clock" | "metrics" | "askShopify">;

/** Questions that were put off are looked for while any were asked lately; wake-ups tell of new ones. */
const POLL_MS = 5_000;
const QUIET_POLL_MS = 45_000;
const QUIET_AFTER_MS = 120_000;
const LIMITS = { shops: 8, perShop: 10 };
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60 * 60_000;
/** Then the events go out with what the webhook itself says; its body is kept for 7 days. */
const GIVE_UP_MS = 3 * 86_400_000;

/** Asks until `signal` fires. */
export async function runAskWorker(deps: Deps, signal: AbortSignal): Promise<void> {
  const busy = new Map<string, Promise<void>>();
  let quietAt = 0;
  while (!signal.aborted) {
    deps.loops.cameRound("inquiries");
    const seen = deps.wake.count("inquiries");
    const passedOver = [...busy.keys()];
    const due = await leaseDue(deps, passedOver).catch((error: Error) => {
      deps.log.error({ error: error.message }, "inquiry.lease_failed");
      return new Map<string, DueInquiry[]>();
    });
    for (const [shopId, inquiries] of due) {
      const asking = askOneShop(deps, inquiries)
        .catch((error: Error) => deps.log.error({ error: error.message }, "inquiry.failed"))
        .finally(() => busy.delete(shopId));
      busy.set(shopId, asking);
    }
    // A shop that is done may have more, also one that was done while the others were looked for.
    if (passedOver.some((shopId) => !busy.has(shopId))) continue;
    const now = performance.now();
    if (due.size > 0) quietAt = now + QUIET_AFTER_MS;
    const next = deps.wake.next("inquiries", seen, now < quietAt ? POLL_MS : QUIET_POLL_MS, signal);
    await Promise.race([next, ...busy.values()]);
  }
  deps.loops.ended("inquiries");
  await Promise.all(busy.values());
}

/** Asks everything that is due now, once. Returns how much there was. */
export async function askDue(deps: Needs): Promise<number> {
  const due = await leaseDue(deps, []);
  await Promise.all([...due.values()].map((inquiries) => askOneShop(deps, inquiries)));
  return [...due.values()].flat().length;
}

async function leaseDue({ pool, clock }: Needs, busyShops: string[]): Promise<Map<string, DueInquiry[]>> {
  return Map.groupBy(await leaseInquiries(pool, clock.now(), busyShops, LIMITS), ({ shopId }) => shopId);
}

async function askOneShop(given: Needs, inquiries: DueInquiry[]): Promise<void> {
  const deps = { ...given, askShopify: askingOnce(given) };
  const shopId = inquiries[0]?.shopId ?? "";
  const rules = (await loadRulesOf(deps.pool, [shopId])).get(shopId) ?? NO_RULES;
  for (const [index, inquiry] of inquiries.entries()) {
    const postponed = await askOne(deps, inquiry, rules);
    if (!postponed) continue;
    await postpone(deps, inquiry, postponed);
    if (postponed.concerns === "question") continue;
    for (const other of inquiries.slice(index + 1)) await postpone(deps, other, postponed);
    return;
  }
}

/** One action's webhooks ask the same, and all of them came before the first is asked: one answer will do. */
function askingOnce({ askShopify, clock }: Needs): AskShopify {
  const answered = new Map<string, AskOutcome>();
  return async (shop, questions, rules) => {
    const key = JSON.stringify(questions);
    const known = answered.get(key);
    if (known) return known;
    // What is said may be as old as the asking.
    const at = clock.now().toISOString();
    const outcome = await askShopify(shop, questions, rules);
    if (outcome.kind !== "answered") return outcome;
    const dated: AskOutcome = { ...outcome, answers: { ...outcome.answers, at } };
    answered.set(key, dated);
    return dated;
  };
}

/** Returns why there is no answer yet. */
async function askOne(
  deps: Needs,
  inquiry: DueInquiry,
  rules: Rules | typeof RULES_UNREADABLE,
): Promise<Postponed | undefined> {
  const { id, shopDomain: shop, questions, createdAt } = inquiry;
  const outcome = rules === RULES_UNREADABLE ? UNREADABLE : await ask(deps, inquiry, rules);
  const isTooLate = deps.clock.now().getTime() - createdAt.getTime() > GIVE_UP_MS;
  deps.metrics.inquiry(outcome.kind);
  if (outcome.kind === "postponed" && !isTooLate) return outcome;
  await answerInquiry(deps.pool, id, answersOf(outcome, questions));
  deps.log.info({ inquiry_id: id, shop, outcome: outcome.kind, tries: inquiry.tries }, "inquiry.answered");
  return undefined;
}

const UNREADABLE: Postponed = {
  kind: "postponed",
  reason: "This shop's stored rules are not understood by this release. Save them again.",
  retryAfterMs: null,
  concerns: "shop",
};

/** An answer that nobody thought of holds up its own question and no other. */
async function ask(
  deps: Needs,
  { id, shopDomain, questions }: DueInquiry,
  rules: Rules,
): Promise<AskOutcome> {
  try {
    return await deps.askShopify(shopDomain, questions, rules);
  } catch (error) {
    deps.log.error({ inquiry_id: id, shop: shopDomain, error: (error as Error).message }, "inquiry.failed");
    const reason = "Shopify's answer could not be read.";
    return { kind: "postponed", reason, retryAfterMs: null, concerns: "question" };
  }
}

function answersOf(outcome: AskOutcome, questions: Questions): Answers {
  if (outcome.kind === "answered") return outcome.answers;
  if (outcome.kind === "not_connected") return {};
  const kinds = [...Object.keys(questions), ...("contract" in questions ? ["customer"] : [])];
  return Object.fromEntries(kinds.map((kind) => [kind, { kind: "not_answered" }]));
}

async function postpone({ pool, clock, log }: Needs, inquiry: DueInquiry, why: Postponed): Promise<void> {
  const backoff = Math.min(FIRST_PAUSE_MS * 2 ** (inquiry.tries - 1), LONGEST_PAUSE_MS);
  const dueAt = new Date(clock.now().getTime() + Math.max(backoff, why.retryAfterMs ?? 0));
  await postponeInquiry(pool, inquiry.id, dueAt, why.reason);
  const { shopDomain: shop, id } = inquiry;
  log.warn({ inquiry_id: id, shop, reason: why.reason, due_at: dueAt }, "inquiry.postponed");
}
