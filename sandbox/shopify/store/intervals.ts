import type { Frequency } from "./records.ts";

const DAYS = { DAY: 1, WEEK: 7 };
const MONTHS = { MONTH: 1, YEAR: 12 };

/** The date one interval later; the last day of a shorter month stands in for days it does not have. */
export function addInterval(date: string, { interval, intervalCount }: Frequency): string {
  const later = new Date(date);
  if (interval === "DAY" || interval === "WEEK") {
    later.setUTCDate(later.getUTCDate() + DAYS[interval] * intervalCount);
    return later.toISOString();
  }
  const day = later.getUTCDate();
  later.setUTCDate(1);
  later.setUTCMonth(later.getUTCMonth() + MONTHS[interval] * intervalCount);
  const lastDay = new Date(Date.UTC(later.getUTCFullYear(), later.getUTCMonth() + 1, 0)).getUTCDate();
  later.setUTCDate(Math.min(day, lastDay));
  return later.toISOString();
}
