import type { Clock } from "../config/clock.ts";

/** Longer than a file takes: whoever asked for it is gone, and nothing has told so. */
const LONGEST_MS = 10 * 60_000;

/** Begins a shop's turn; returns what ends it, or undefined while another one lasts. */
export type TakeTurn = (shopId: string) => (() => void) | undefined;

/** One at a time for each shop; each process looks to itself. */
export function createTurns(clock: Clock): TakeTurn {
  const taken = new Map<string, { until: number }>();
  return (shopId) => {
    const now = clock.now().getTime();
    if ((taken.get(shopId)?.until ?? now) > now) return undefined;
    const turn = { until: now + LONGEST_MS };
    taken.set(shopId, turn);
    return () => {
      if (taken.get(shopId) === turn) taken.delete(shopId);
    };
  };
}
