// Shopify gives each shop a bucket of points that fills up again, and every answer says how full it is. Calls of one
// shop stand in line here, and none is made before its points should be there, nor before the time that Shopify asked
// for with a 429.
// https://shopify.dev/docs/api/usage/limits
import { setTimeout as pause } from "node:timers/promises";
import type { Clock } from "../../config/clock.ts";
import type { CallMetrics } from "../../metrics/metrics.ts";
import type { Shopify } from "../app.ts";
import { type BoundedMap, createBoundedMap } from "./bounded-map.ts";
import { Postponed } from "./setbacks.ts";

/** What an answer says of the points. */
export interface Cost {
  requestedQueryCost: number;
  throttleStatus: { maximumAvailable: number; currentlyAvailable: number; restoreRate: number };
}

export interface Reply<T> {
  value: T;
  cost: Cost | null;
  /** not carried out for want of points */
  isThrottled: boolean;
}

export interface CallBudget {
  /** `operation`: its name, by which its cost is known. Throws Postponed when the wait would be long. */
  spend<T>(shopDomain: string, operation: string, call: () => Promise<Reply<T>>): Promise<T>;
}

export type Wait = (ms: number) => Promise<unknown>;

interface Needs {
  clock: Clock;
  wait: Wait;
  metrics: CallMetrics;
}

/** A call that stands in a shop's line. */
interface Order<T> {
  shop: string;
  operation: string;
  call: () => Promise<Reply<T>>;
}

type Bucket = Cost["throttleStatus"] & { at: number };

const LONGEST_WAIT_MS = 5_000;
/** Share of the bucket that is left to calls that do not stand in line: the panel's own, and Flow's triggers. */
const RESERVE = 0.2;
/** Assumed of an operation that was never sent. */
const UNKNOWN_COST = 50;
/** After a refusal for want of points that does not say how many there are. */
const PAUSE_MS = 1_000;
const TRIES = 3;
const SHOPS = 5_000;

/** Calls of one shop, each after the one before. */
interface Queue {
  last: Promise<unknown>;
  /** how many have joined it */
  joined: number;
  /** Shopify did not answer one: those who had joined by then need not each find that out */
  outage?: { error: Postponed; joined: number };
}

export function createCallBudget({ clock, wait, metrics }: Needs): CallBudget {
  const buckets: BoundedMap<Bucket> = createBoundedMap(SHOPS);
  const notBefore: BoundedMap<number> = createBoundedMap(SHOPS);
  const costs = new Map<string, number>();
  const queues = new Map<string, Queue>();
  const now = () => clock.now().getTime();

  async function admit(shop: string, operation: string): Promise<void> {
    const bucket = buckets.get(shop);
    const forPointsMs = bucket ? missingMs(bucket, costs.get(operation) ?? UNKNOWN_COST, now()) : 0;
    const waitMs = Math.max(forPointsMs, (notBefore.get(shop) ?? 0) - now());
    if (waitMs > LONGEST_WAIT_MS) {
      metrics.shopifyLimited("not_made");
      throw tooMany(waitMs);
    }
    if (waitMs > 0) await wait(waitMs);
  }

  function learn(shop: string, operation: string, cost: Cost | null): void {
    if (!cost) return;
    costs.set(operation, cost.requestedQueryCost);
    buckets.set(shop, { ...cost.throttleStatus, at: now() });
    const { currentlyAvailable, maximumAvailable } = cost.throttleStatus;
    metrics.shopifyPointsLeft(currentlyAvailable / maximumAvailable);
  }

  /** The reply, or what keeps the call from being carried out now. `since`: for how long it has waited. */
  async function attempt<T>(
    { shop, operation, call }: Order<T>,
    since: number,
  ): Promise<Reply<T> | Postponed> {
    await admit(shop, operation);
    metrics.shopifyWaited((now() - since) / 1_000);
    try {
      const reply = await call();
      learn(shop, operation, reply.cost);
      if (reply.isThrottled) metrics.shopifyLimited("throttled");
      if (reply.isThrottled && !reply.cost) notBefore.set(shop, now() + PAUSE_MS);
      return reply.isThrottled ? tooMany(LONGEST_WAIT_MS) : reply;
    } catch (error) {
      if (!(error instanceof Postponed) || error.retryAfterMs === null) throw error;
      notBefore.set(shop, now() + error.retryAfterMs);
      if (error.retryAfterMs > LONGEST_WAIT_MS) throw error;
      return error;
    }
  }

  async function tryToSpend<T>(order: Order<T>, joinedAt: number): Promise<T> {
    for (let tries = 1, since = joinedAt; ; tries++, since = now()) {
      const outcome = await attempt(order, since);
      if (!(outcome instanceof Postponed)) return outcome.value;
      if (tries === TRIES) throw outcome;
    }
  }

  return {
    async spend(shop, operation, call) {
      const queue = queues.get(shop) ?? { last: Promise.resolve(), joined: 0 };
      queues.set(shop, queue);
      queue.joined += 1;
      const place = queue.joined;
      const joinedAt = now();
      const mine = queue.last
        .catch(() => undefined)
        .then(() => inTurn(queue, place, () => tryToSpend({ shop, operation, call }, joinedAt)));
      queue.last = mine;
      try {
        return await mine;
      } finally {
        if (queue.last === mine) queues.delete(shop);
      }
    },
  };
}

async function inTurn<T>(queue: Queue, place: number, work: () => Promise<T>): Promise<T> {
  if (queue.outage && place <= queue.outage.joined) throw queue.outage.error;
  try {
    return await work();
  } catch (error) {
    if (error instanceof Postponed && error.retryAfterMs === null && error.concerns === "shop")
      queue.outage = { error, joined: queue.joined };
    throw error;
  }
}

const budgets = new WeakMap<Shopify, CallBudget>();

/** The one that all who call over this connection to Shopify share: a shop has one bucket, whatever is asked. */
export function callBudgetOf({ shopify, clock }: { shopify: Shopify; clock: Clock }): CallBudget {
  const budget = budgets.get(shopify) ?? createCallBudget({ clock, wait: pause, metrics: shopify.metrics });
  budgets.set(shopify, budget);
  return budget;
}

/** Until a call of this cost leaves the reserve alone, or the bucket is full. */
function missingMs(bucket: Bucket, cost: number, now: number): number {
  const { maximumAvailable, currentlyAvailable, restoreRate, at } = bucket;
  const expected = Math.min(maximumAvailable, currentlyAvailable + ((now - at) / 1_000) * restoreRate);
  const needed = Math.min(maximumAvailable, cost + RESERVE * maximumAvailable);
  return Math.max(0, Math.ceil(((needed - expected) / restoreRate) * 1_000));
}

const tooMany = (retryAfterMs: number) =>
  new Postponed("Shopify's limit of calls for this shop is used up for the moment.", { retryAfterMs });
