// From when on a recovery reaches back, as the panel asks for it.
const HOUR_MS = 3_600_000;

const SPANS: Record<string, number> = {
  "1h": HOUR_MS,
  "24h": 24 * HOUR_MS,
  "7d": 7 * 24 * HOUR_MS,
  "14d": 14 * 24 * HOUR_MS,
};

/** Stands for a date and time of the merchant's choice. */
export const CUSTOM = "custom";

export const SINCE_OPTIONS = [
  { value: "1h", label: "The last hour" },
  { value: "24h", label: "The last 24 hours" },
  { value: "7d", label: "The last 7 days" },
  { value: "14d", label: "The last 14 days" },
  { value: CUSTOM, label: "Since a date and time" },
];

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** The time that a span before `now` or an instant stands for; undefined for anything else. */
export function sinceFrom(text: string, now: Date): Date | undefined {
  const span = Object.hasOwn(SPANS, text) ? SPANS[text] : undefined;
  if (span !== undefined) return new Date(now.getTime() - span);
  const time = new Date(INSTANT.test(text) ? text : Number.NaN);
  return Number.isNaN(time.getTime()) ? undefined : time;
}
