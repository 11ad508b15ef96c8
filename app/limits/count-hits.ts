import { MemoryStore } from "express-rate-limit";

interface Hits {
  /** of the key in the window that runs, this one included */
  count: number;
  /** when the window ends */
  resetAt: Date;
}

/** Counts one more of a key's. Each process counts for itself. */
type CountHits = (key: string) => Promise<Hits>;

export function createCounter(windowMs: number): CountHits {
  const store = new MemoryStore();
  store.init({ windowMs } as Parameters<MemoryStore["init"]>[0]);
  let turn: Promise<unknown> = Promise.resolve();
  return (key) => {
    // One after the other: the store hands out its own counter, in which those at the same time read each other's sum.
    const counted = turn.then(async () => {
      const { totalHits, resetTime } = await store.increment(key);
      return { count: totalHits, resetAt: resetTime ?? new Date(Date.now() + windowMs) };
    });
    turn = counted.catch(() => undefined);
    return counted;
  };
}
