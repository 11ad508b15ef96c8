const JITTER = 0.2;
const LONGEST_WISH_MS = 24 * 3_600_000;

export interface RetryFacts {
  /** the pauses before each attempt, in milliseconds */
  schedule: number[];
  /** attempts that the schedule has counted, the one that just failed included */
  made: number;
  /** the receiver's own wish */
  retryAfterMs: number | null;
  /** between 0 and 1 */
  random: number;
}

/**
 * Milliseconds until the next attempt, or null when the schedule is used up. Pauses vary by ±20 %, so that what failed
 * together does not come back together; a receiver's wish can only delay, by a day at most.
 */
export function nextAttemptIn({ schedule, made, retryAfterMs, random }: RetryFacts): number | null {
  const pause = schedule[made];
  if (pause === undefined) return null;
  const jittered = Math.round(pause * (1 - JITTER + 2 * JITTER * random));
  return Math.max(jittered, Math.min(retryAfterMs ?? 0, LONGEST_WISH_MS));
}
