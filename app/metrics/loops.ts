/** Which loops run in this process and whether they still do. A loop says so itself each time it comes round. */
export interface Loops {
  /** at the start of each round, at least once in a minute as long as it runs */
  cameRound(loop: string): void;
  /** it has ended on purpose */
  ended(loop: string): void;
  /** seconds since each loop came round last */
  ages(): Record<string, number>;
  /** the loop that has not come round for longest, if that is too long */
  stuck(): { loop: string; seconds: number } | undefined;
}

/** A loop waits for work for half of this at most. */
const STUCK_SECONDS = 60;

/** `now`: milliseconds of a clock that nobody sets. */
export function createLoops(now: () => number = () => performance.now()): Loops {
  const cameRoundAt = new Map<string, number>();
  const ages = () => [...cameRoundAt].map(([loop, at]) => [loop, (now() - at) / 1_000] as const);
  return {
    cameRound: (loop) => void cameRoundAt.set(loop, now()),
    ended: (loop) => void cameRoundAt.delete(loop),
    ages: () => Object.fromEntries(ages()),
    stuck() {
      const [oldest] = ages().sort(([, a], [, b]) => b - a);
      if (!oldest || oldest[1] <= STUCK_SECONDS) return undefined;
      return { loop: oldest[0], seconds: Math.round(oldest[1]) };
    },
  };
}
