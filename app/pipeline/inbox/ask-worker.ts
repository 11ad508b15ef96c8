// In: due questions of connected shops. Out: answers, on record before anything is mapped with them. A shop whose
// questions fail delays itself alone. A crash leaves the questions leased; after the lease they are asked again.
import type { Deps } from "../../config/deps.ts";
import { loadRulesOf } from "../../rules/load-rules.ts";
import { NO_RULES, type Rules } from "../../rules/rules-schema.ts";
import type { Answers, Questions } from "../mapping/questions.ts";
import { answerInquiry, type DueInquiry, leaseInquiries, postponeInquiries } from "./inquiries.ts";

type Needs = Pick<Deps, "pool" | "log" | "clock" | "askShopify">;

const POLL_MS = 10_000;
const LIMITS = { shops: 8, perShop: 10 };
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60 * 60_000;
/** Then the events go out with what the webhook itself says; its body is kept for 7 days. */
const GIVE_UP_MS = 3 * 86_400_000;

/** Asks until `signal` fires. */
export async function runAskWorker(deps: Deps, signal: AbortSignal): Promise<void> {
  const busy = new Map<string, Promise<void>>();
  while (!signal.aborted) {
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
    const next = deps.wake.next("inquiries", seen, POLL_MS, signal);
    await Promise.race([next, ...busy.values()]);
  }
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

async function askOneShop(deps: Needs, inquiries: DueInquiry[]): Promise<void> {
  const shopId = inquiries[0]?.shopId ?? "";
  const rules = (await loadRulesOf(deps.pool, [shopId])).get(shopId) ?? NO_RULES;
  for (const [index, inquiry] of inquiries.entries()) {
    const postponed = await askOne(deps, inquiry, rules);
    if (postponed) return postpone(deps, inquiries.slice(index), postponed);
  }
}

interface Postponed {
  reason: string;
  retryAfterMs: number | null;
}

/** Returns why there is no answer yet. */
async function askOne(deps: Needs, inquiry: DueInquiry, rules: Rules): Promise<Postponed | undefined> {
  const { id, shopDomain: shop, questions, createdAt } = inquiry;
  const outcome = await deps.askShopify(shop, questions, rules);
  const isTooLate = deps.clock.now().getTime() - createdAt.getTime() > GIVE_UP_MS;
  if (outcome.kind === "postponed" && !isTooLate) return outcome;
  await answerInquiry(deps.pool, id, answersOf(outcome, questions));
  deps.log.info({ inquiry_id: id, shop, outcome: outcome.kind, tries: inquiry.tries }, "inquiry.answered");
  return undefined;
}

function answersOf(outcome: Awaited<ReturnType<Deps["askShopify"]>>, questions: Questions): Answers {
  if (outcome.kind === "answered") return outcome.answers;
  if (outcome.kind === "not_connected") return {};
  const kinds = [...Object.keys(questions), ...("contract" in questions ? ["customer"] : [])];
  return Object.fromEntries(kinds.map((kind) => [kind, { kind: "not_answered" }]));
}

async function postpone({ pool, clock, log }: Needs, inquiries: DueInquiry[], why: Postponed): Promise<void> {
  const tries = inquiries[0]?.tries ?? 1;
  const backoff = Math.min(FIRST_PAUSE_MS * 2 ** (tries - 1), LONGEST_PAUSE_MS);
  const dueAt = new Date(clock.now().getTime() + Math.max(backoff, why.retryAfterMs ?? 0));
  await postponeInquiries(
    pool,
    inquiries.map(({ id }) => id),
    dueAt,
    why.reason,
  );
  log.warn({ shop: inquiries[0]?.shopDomain, reason: why.reason, due_at: dueAt }, "inquiry.postponed");
}
