// From when on a recovery reaches back, as the panel asks for it.
const HOUR_MS = 3_600_000;

const SPANS: Record<string, number> = {
  "1h": HOUR_MS,
  "24h": 24 * HOUR_MS,
  "7d": 7 * 24 * HOUR_MS,
  "14d": 14 * 24 * HOUR_MS,
};

/** As far back as events are sent again. */
export const LONGEST_MS = 14 * 24 * HOUR_MS;

/** Stands for a date and time of the merchant's choice. */
export const CUSTOM = "custom";
/** Stands for when the endpoint was disabled. */
export const MISSED = "missed";

export const SINCE_CHOICES = ["1h", "24h", "7d", "14d", CUSTOM] as const;
export type SinceChoice = (typeof SINCE_CHOICES)[number] | typeof MISSED;

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** The time that a span before `now` or an instant stands for; undefined for anything else. */
export function sinceFrom(text: string, now: Date): Date | undefined {
  const span = Object.hasOwn(SPANS, text) ? SPANS[text] : undefined;
  if (span !== undefined) return new Date(now.getTime() - span);
  const time = new Date(INSTANT.test(text) ? text : Number.NaN);
  return Number.isNaN(time.getTime()) ? undefined : time;
}
