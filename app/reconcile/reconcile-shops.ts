// Carries out the runs that are due: a few shops at once, and of one shop one kind of resource after the other.
import type { Deps } from "../config/deps.ts";
import { UNNAMED_SCOPE } from "../shopify/ask/read-errors.ts";
import { Postponed, ScopeDenied } from "../shopify/ask/setbacks.ts";
import type { OpenShop } from "../shopify/reconcile/open-shop.ts";
import { type ReconcileOutcome, reconcileResource } from "./reconcile-resource.ts";
import { beginRun, dueRuns, finishRun, putOff, type Run } from "./runs.ts";

type Needs = Pick<Deps, "pool" | "clock" | "log">;

const SHOPS_AT_ONCE = 4;
const MOST_RUNS = 2_000;

/** Everything that is due, until `signal` fires. Returns how many runs there were. Never rejects for one shop's sake. */
export async function reconcileDue(deps: Needs, openShop: OpenShop, signal: AbortSignal): Promise<number> {
  const runs = await dueRuns(deps.pool, deps.clock.now(), MOST_RUNS);
  const shops = [...Map.groupBy(runs, ({ shopId }) => shopId).values()];
  let count = 0;
  async function work(): Promise<void> {
    for (let ofShop = shops.shift(); ofShop && !signal.aborted; ofShop = shops.shift())
      for (const run of ofShop) {
        if (signal.aborted) return;
        await carryOut(deps, openShop, run, signal);
        count += 1;
      }
  }
  await Promise.all(Array.from({ length: SHOPS_AT_ONCE }, work));
  return count;
}

async function carryOut(deps: Needs, openShop: OpenShop, due: Run, signal: AbortSignal): Promise<void> {
  const { pool, clock, log } = deps;
  const about = { shop: due.shopDomain, resource: due.resource };
  try {
    const run = await beginRun(pool, due, clock.now());
    await settle(deps, run, await reconcileResource(deps, openShop, run, signal));
  } catch (error) {
    log.warn({ ...about, error: (error as Error).message.slice(0, 200) }, "reconcile.put_off");
    await putOff(pool, due, reasonOf(error)).catch(() => undefined); // it was the database perhaps
  }
}

async function settle({ pool, clock, log }: Needs, run: Run, outcome: ReconcileOutcome): Promise<void> {
  const { shopDomain: shop, resource } = run;
  const now = clock.now();
  switch (outcome.kind) {
    case "finished": {
      const { looked, found, unread } = outcome.run;
      const { cursor, watchedSince } = outcome;
      await finishRun(pool, run, { cursor, watchedSince, now, reason: null });
      return log.info({ shop, resource, looked, found, unread }, "reconcile.done");
    }
    case "listing":
      return putOff(pool, run, outcome.reason);
    case "interrupted":
      return putOff(pool, run, INTERRUPTED);
    case "not_connected":
      return putOff(pool, run, NOT_CONNECTED);
    // Nobody waits for what happens until this changes: then a run begins anew.
    case "not_chosen":
      return finishRun(pool, run, { ...UNWATCHED, now, reason: null });
    case "not_permitted":
      return finishRun(pool, run, { ...UNWATCHED, now, reason: sentenceFor(outcome.scope) });
  }
}

const UNWATCHED = { cursor: null, watchedSince: null };

const NOT_CONNECTED = "Open Carillon in Shopify's admin to connect it with Shopify.";
const INTERRUPTED = "It took long, and goes on where it was.";
const NOT_APPROVED = "Shopify has not approved this app for protected customer data.";

/** No merchant could grant what Shopify's approval gives. */
const sentenceFor = (scope: string) =>
  scope === UNNAMED_SCOPE ? NOT_APPROVED : `The permission ${scope} is missing.`;

/** What Shopify refuses is told in a sentence; anything else may quote data. */
function reasonOf(error: unknown): string {
  if (error instanceof Postponed) return error.message;
  if (error instanceof ScopeDenied) return sentenceFor(error.scope);
  return "It failed, and will be tried again.";
}
