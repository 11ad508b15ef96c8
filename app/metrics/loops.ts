/** Which loops run in this process and whether they still do. A loop says so itself each time it comes round. */
export interface Loops {
  /** at the start of each round; `restsSeconds`: how long it may wait for work, half a minute unless told */
  cameRound(loop: string, restsSeconds?: number): void;
  /** it has ended on purpose */
  ended(loop: string): void;
  /** seconds since each loop came round last */
  ages(): Record<string, number>;
  /** the loop that is overdue for longest, if one is */
  stuck(): { loop: string; seconds: number } | undefined;
}

const RESTS_SECONDS = 30;
/** What a round may take beside its wait for work. */
const WORKS_SECONDS = 30;

interface Round {
  at: number;
  /** seconds */
  longest: number;
}

/** `now`: milliseconds of a clock that nobody sets. */
export function createLoops(now: () => number = () => performance.now()): Loops {
  const rounds = new Map<string, Round>();
  const age = ({ at }: Round) => (now() - at) / 1_000;
  return {
    cameRound: (loop, restsSeconds = RESTS_SECONDS) =>
      void rounds.set(loop, { at: now(), longest: restsSeconds + WORKS_SECONDS }),
    ended: (loop) => void rounds.delete(loop),
    ages: () => Object.fromEntries([...rounds].map(([loop, round]) => [loop, age(round)])),
    stuck() {
      const overdue = ([, round]: [string, Round]) => age(round) - round.longest;
      const [latest] = [...rounds].toSorted((a, b) => overdue(b) - overdue(a));
      if (!latest || overdue(latest) <= 0) return undefined;
      return { loop: latest[0], seconds: Math.round(age(latest[1])) };
    },
  };
}
