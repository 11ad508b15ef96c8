// PURE: the stretches of time that home counts, as the shop's clocks show them.

export const RANGES = ["24h", "7d", "30d"] as const;
export type Range = (typeof RANGES)[number];

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * When each stretch begins, oldest first; the last one is the one that `now` is in. Hours of the last 24, or days of the
 * last 7 or 30, in an IANA zone; an unknown zone reads as UTC.
 */
export function bucketStarts(range: Range, now: Date, timezone: string): Date[] {
  return range === "24h" ? hours(24, now, timezone) : days(range === "7d" ? 7 : 30, now, timezone);
}

function hours(count: number, now: Date, timezone: string): Date[] {
  const offset = offsetAt(now.getTime(), timezone);
  const current = Math.floor((now.getTime() + offset) / HOUR_MS) * HOUR_MS - offset;
  return backwards(count, (ago) => current - ago * HOUR_MS);
}

function days(count: number, now: Date, timezone: string): Date[] {
  const today = Math.floor((now.getTime() + offsetAt(now.getTime(), timezone)) / DAY_MS) * DAY_MS;
  return backwards(count, (ago) => midnight(today - ago * DAY_MS, timezone));
}

const backwards = (count: number, startOf: (ago: number) => number): Date[] =>
  Array.from({ length: count }, (_, index) => new Date(startOf(count - 1 - index)));

/** `local`: a midnight as if it were one of UTC. Where clocks leave it out, the day begins with the change. */
function midnight(local: number, timezone: string): number {
  const guess = local - offsetAt(local, timezone);
  const second = local - offsetAt(guess, timezone);
  return second + offsetAt(second, timezone) === local ? second : Math.max(guess, second);
}

/** Milliseconds that the zone's clocks are ahead of UTC. */
function offsetAt(instant: number, timezone: string): number {
  const { value = "" } =
    formatFor(timezone)
      .formatToParts(instant)
      .find(({ type }) => type === "timeZoneName") ?? {};
  const [, sign, hour, minute] = /GMT([+-])(\d\d):(\d\d)/.exec(value) ?? [];
  const ahead = Number(hour ?? 0) * HOUR_MS + Number(minute ?? 0) * 60_000;
  return sign === "-" ? -ahead : ahead;
}

function formatFor(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  } catch {
    return new Intl.DateTimeFormat("en-US", { timeZone: "UTC", timeZoneName: "longOffset" });
  }
}
