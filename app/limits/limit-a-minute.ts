import { MemoryStore } from "express-rate-limit";

const MINUTE_MS = 60_000;

/** Counts one more of a shop's; resolves to the seconds until there may be another, or undefined when this one may be. */
export type LimitAMinute = (shopId: string) => Promise<number | undefined>;

/** `most` a minute for each shop, of what leaves nothing on record to count: each process counts for itself. */
export function createLimitAMinute(most: number): LimitAMinute {
  const store = new MemoryStore();
  store.init({ windowMs: MINUTE_MS } as Parameters<MemoryStore["init"]>[0]);
  let turn: Promise<unknown> = Promise.resolve();
  return (shopId) => {
    // One after the other: the store hands out its own counter, in which those at the same time read each other's sum.
    const counted = turn.then(async () => (await store.increment(shopId)).totalHits);
    turn = counted.catch(() => undefined);
    return counted.then((count) => (count > most ? MINUTE_MS / 1_000 : undefined));
  };
}
