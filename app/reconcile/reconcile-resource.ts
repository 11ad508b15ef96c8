// In: a shop and one kind of its resources. Out: what changed at Shopify and no webhook told is in the inbox, and the
// cursor is where everything before was looked at. It goes page by page; a crash leaves the run at its last page, and
// what was put into the inbox twice counts once.
import type { Deps } from "../config/deps.ts";
import { loadShopContext } from "../pipeline/inbox/shop-context.ts";
import { MAPPERS } from "../pipeline/mapping/mappers.ts";
import { loadRules } from "../rules/load-rules.ts";
import type { Talk } from "../shopify/ask/talk.ts";
import type { OpenShop } from "../shopify/reconcile/open-shop.ts";
import { type Compared, comparePages } from "./compare-pages.ts";
import { learnContracts } from "./learn-contracts.ts";
import { putIntoInbox } from "./put-into-inbox.ts";
import { RESOURCES } from "./resources.ts";
import { type Run, saveProgress } from "./runs.ts";
import type { Search } from "./window.ts";

export type ReconcileOutcome =
  /** everything until `cursor` was looked at, that happened since `watchedSince` */
  | { kind: "finished"; run: Run; cursor: Date; watchedSince: Date | null }
  /** `signal` fired */
  | { kind: "interrupted" }
  /** Shopify makes a list of all, or did not; the run goes on later */
  | { kind: "listing"; reason: string }
  /** nobody in the shop chose what could come of it */
  | { kind: "not_chosen" }
  | { kind: "not_permitted"; scope: string }
  /** the merchant has to open the app first */
  | { kind: "not_connected" };

/** Shopify's lists may lag, and so may its webhooks: each look begins before the last one's end. */
const OVERLAP_MS = 10 * 60_000;
/** A webhook of what has only just happened is on its way. */
const GRACE_MS = 5 * 60_000;

/**
 * An answer that is an error may be one the next time. Of what still has none when the comparison is so late the rest is
 * not to wait any longer.
 */
const PATIENCE_MS = 3 * 60 * 60_000;

type Needs = Pick<Deps, "pool" | "clock" | "log">;

/** Throws Postponed or ScopeDenied; progress is saved until there. */
export async function reconcileResource(
  deps: Needs,
  openShop: OpenShop,
  run: Run,
  signal: AbortSignal,
): Promise<ReconcileOutcome> {
  const { scope, topics } = RESOURCES[run.resource];
  const isChosen = await chosenTopics(deps, run.shopId);
  if (!topics.some(isChosen)) return { kind: "not_chosen" };
  const talk = await openShop(run.shopDomain);
  if (!talk) return { kind: "not_connected" };
  if (!talk.may(scope)) return { kind: "not_permitted", scope };
  const now = deps.clock.now();
  const until = run.until ?? new Date(now.getTime() - GRACE_MS);
  // What came before is not known: the first run only begins to watch. Of contracts it has to know all.
  if (run.cursor === null && run.resource === "contract") return learn(deps, talk, run);
  if (run.cursor === null) return { kind: "finished", run, cursor: until, watchedSince: now };

  const { watchedSince } = run;
  const since = Math.max(run.cursor.getTime() - OVERLAP_MS, watchedSince?.getTime() ?? 0);
  const passesOver = now.getTime() - run.cursor.getTime() > PATIENCE_MS;
  const window = { since, until: until.getTime() };
  const search: Search = { shopId: run.shopId, ...window, watchedSince, passesOver, isChosen };
  let reached: Run = { ...run, until };
  for await (const compared of comparePages(deps.pool, talk, reached, search)) {
    reached = await take(deps, reached, compared);
    if (signal.aborted) return { kind: "interrupted" };
  }
  return { kind: "finished", run: reached, cursor: until, watchedSince };
}

async function learn(deps: Needs, talk: Talk, run: Run): Promise<ReconcileOutcome> {
  const rules = await loadRules(deps.pool, run.shopId);
  const outcome = await learnContracts(deps, { ...talk, rules }, run);
  if (outcome.kind === "listing") return { kind: "listing", reason: LISTING };
  if (outcome.kind === "failed") return { kind: "listing", reason: outcome.reason };
  const learned = { ...run, looked: outcome.contracts };
  await saveProgress(deps.pool, learned);
  return { kind: "finished", run: learned, cursor: outcome.cursor, watchedSince: outcome.cursor };
}

const LISTING = "Shopify is making a list of all contracts.";

/** Tells of a topic of Shopify's whether somebody chose what may come of it. */
async function chosenTopics({ pool, clock }: Needs, shopId: string): Promise<(topic: string) => boolean> {
  const context = await loadShopContext(pool, [shopId], clock.now());
  return (topic) => {
    const makes = (MAPPERS.get(topic) ?? []).flatMap((mapper) => mapper.makes);
    return context.isChosen(shopId, makes);
  };
}

async function take({ pool, log }: Needs, run: Run, compared: Compared): Promise<Run> {
  const { missed, unread, looked, position } = compared;
  for (const { id, why } of unread)
    log.warn({ shop: run.shopDomain, resource: id, why: why.message }, "reconcile.passed_over");
  const found = run.found + (await putIntoInbox(pool, run.shopDomain, missed));
  const counts = { looked: run.looked + looked, found, unread: run.unread + unread.length };
  const reached = { ...run, ...counts, position: position ?? run.position };
  await saveProgress(pool, reached);
  return reached;
}
