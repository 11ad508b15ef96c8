import { createCounter } from "./count-hits.ts";

/** What a caller of the API may still do in the window that runs. */
export interface Allowance {
  /** calls in a window */
  limit: number;
  windowSeconds: number;
  remaining: number;
  /** until the window ends; at least 1 */
  resetSeconds: number;
  /** this call is one too many */
  isOver: boolean;
}

/** Counts one more call of a token's, or of an address that needs none. */
export type LimitCalls = (caller: string) => Promise<Allowance>;

interface CallLimit {
  most: number;
  windowSeconds: number;
}

/** 50 a second over ten seconds: pages and batches of events go through, a loop that has run wild does not. */
const CALL_LIMIT: CallLimit = { most: 500, windowSeconds: 10 };

/** Each process counts for itself. */
export function createLimitCalls({ most, windowSeconds }: CallLimit = CALL_LIMIT): LimitCalls {
  const countHits = createCounter(windowSeconds * 1_000);
  return async (caller) => {
    const { count, resetAt } = await countHits(caller);
    return {
      limit: most,
      windowSeconds,
      remaining: Math.max(0, most - count),
      resetSeconds: Math.max(1, Math.ceil((resetAt.getTime() - Date.now()) / 1_000)),
      isOver: count > most,
    };
  };
}
