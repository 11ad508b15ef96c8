// Shopify gives each shop a bucket of points that fills up again, and every answer says how full it is. Calls of one
// shop stand in line here, and none is made before its points should be there.
// https://shopify.dev/docs/api/usage/limits
import type { Clock } from "../../config/clock.ts";
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
}

type Bucket = Cost["throttleStatus"] & { at: number };

const LONGEST_WAIT_MS = 5_000;
/** Share of the bucket that is left to the merchant's own use of the panel. */
const RESERVE = 0.2;
/** Assumed of an operation that was never sent. */
const UNKNOWN_COST = 50;
const TRIES = 3;
const SHOPS = 5_000;

export function createCallBudget({ clock, wait }: Needs): CallBudget {
  const buckets: BoundedMap<Bucket> = createBoundedMap(SHOPS);
  const costs = new Map<string, number>();
  const lines = new Map<string, Promise<unknown>>();
  const now = () => clock.now().getTime();

  async function admit(shop: string, operation: string): Promise<void> {
    const bucket = buckets.get(shop);
    const waitMs = bucket ? missingMs(bucket, costs.get(operation) ?? UNKNOWN_COST, now()) : 0;
    if (waitMs > LONGEST_WAIT_MS) throw tooMany(waitMs);
    if (waitMs > 0) await wait(waitMs);
  }

  function learn(shop: string, operation: string, cost: Cost | null): void {
    if (!cost) return;
    costs.set(operation, cost.requestedQueryCost);
    buckets.set(shop, { ...cost.throttleStatus, at: now() });
  }

  async function tryToSpend<T>(shop: string, operation: string, call: () => Promise<Reply<T>>): Promise<T> {
    for (let tries = 0; tries < TRIES; tries++) {
      await admit(shop, operation);
      const reply = await call();
      learn(shop, operation, reply.cost);
      if (!reply.isThrottled) return reply.value;
    }
    throw tooMany(LONGEST_WAIT_MS);
  }

  return {
    async spend(shop, operation, call) {
      const before = lines.get(shop) ?? Promise.resolve();
      const mine = before.catch(() => undefined).then(() => tryToSpend(shop, operation, call));
      lines.set(shop, mine);
      try {
        return await mine;
      } finally {
        if (lines.get(shop) === mine) lines.delete(shop);
      }
    },
  };
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
