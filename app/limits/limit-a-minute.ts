import { createCounter } from "./count-hits.ts";

const MINUTE_MS = 60_000;

/** Counts one more of a shop's; resolves to the seconds until there may be another, or undefined when this one may be. */
export type LimitAMinute = (shopId: string) => Promise<number | undefined>;

/** `most` a minute for each shop, of what leaves nothing on record to count: each process counts for itself. */
export function createLimitAMinute(most: number): LimitAMinute {
  const countHits = createCounter(MINUTE_MS);
  return async (shopId) => {
    const { count } = await countHits(shopId);
    return count > most ? MINUTE_MS / 1_000 : undefined;
  };
}
