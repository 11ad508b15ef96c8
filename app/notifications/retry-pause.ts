const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** After each failed try; together 22 hours. */
const PAUSES_MS = [
  MINUTE_MS,
  5 * MINUTE_MS,
  15 * MINUTE_MS,
  HOUR_MS,
  3 * HOUR_MS,
  6 * HOUR_MS,
  6 * HOUR_MS,
  6 * HOUR_MS,
];

/** A mail is given up when this many tries have failed. */
export const MOST_TRIES = PAUSES_MS.length + 1;

/** Milliseconds until the next try when `tries` have failed. */
export const retryPause = (tries: number): number => PAUSES_MS[tries - 1] ?? 6 * HOUR_MS;
