// PURE: how fast a rate limit lets deliveries out. Each takes its place on a line on which the requests stand at even
// distances (the "generic cell rate algorithm"); a few may go at once after a pause.

export interface Pace {
  /** requests that may go now */
  allowed: number;
  /** milliseconds from now until the first after `count` more requests may go */
  waitAfter(count: number): number;
  /** milliseconds from now to the end of the line after `count` more requests */
  lineAfter(count: number): number;
}

/** A tenth of a second's requests may go at once, so that no second sees more than a tenth too many. */
const BURST_PER_RATE = 0.1;

/** `rate`: requests per second, null for no limit. `lineMs`: milliseconds from now to the end of the line; 0 or less when it is empty. */
export function paceOf(rate: number | null, lineMs: number): Pace {
  if (rate === null) return { allowed: Number.POSITIVE_INFINITY, waitAfter: () => 0, lineAfter: () => 0 };
  const apart = 1_000 / rate;
  const slack = (Math.max(1, Math.ceil(rate * BURST_PER_RATE)) - 1) * apart;
  const line = Math.max(0, lineMs);
  // Half a microsecond: the database keeps whole ones.
  return {
    allowed: Math.max(0, Math.floor((slack - line + 0.0005) / apart) + 1),
    waitAfter: (count) => Math.max(0, line + count * apart - slack),
    lineAfter: (count) => line + count * apart,
  };
}
