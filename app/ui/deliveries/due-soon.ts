const SOON_MS = 30_000;

/**
 * Whether a delivery's next attempt is worth waiting for with the page open. What was due longer ago than that waits for
 * its endpoint, for as long as that is paused. `dueAt`: null when none is to come
 */
export const isDueSoon = (dueAt: Date | null, now: Date): boolean =>
  dueAt !== null && Math.abs(dueAt.getTime() - now.getTime()) < SOON_MS;
