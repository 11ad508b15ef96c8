import { MemoryStore } from "express-rate-limit";

const MINUTE_MS = 60_000;
const TRIALS_PER_MINUTE = 10;

/** Counts a shop's trial; resolves to the seconds until there may be another, or undefined when there may be one now. */
export type LimitTrials = (shopId: string) => Promise<number | undefined>;

/** Ten a minute. Trials leave nothing on record to count, so each process counts for itself. */
export function createTrialLimit(): LimitTrials {
  const store = new MemoryStore();
  store.init({ windowMs: MINUTE_MS } as Parameters<MemoryStore["init"]>[0]);
  return async (shopId) => {
    const { totalHits } = await store.increment(shopId);
    return totalHits > TRIALS_PER_MINUTE ? MINUTE_MS / 1_000 : undefined;
  };
}
