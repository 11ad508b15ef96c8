// Times as text. Composed from numeric parts, because ready-made formats differ between Node's and browsers' language
// data, and React wants the same text from both.
import type { Language } from "../../locales/languages.ts";

const MONTHS: Record<Language, readonly string[]> = {
  en: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
  fr: ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."],
};

const STEPS = [
  { unit: "day", seconds: 86_400 },
  { unit: "hour", seconds: 3_600 },
  { unit: "minute", seconds: 60 },
] as const;

/** `20 Nov 2026, 14:03:05 (UTC-05:00)`. An unknown time zone reads as UTC. */
export function absoluteTime(time: Date, timezone: string, language: Language = "en"): string {
  const { day, month, year, hour, minute, second, timeZoneName } = parts(time, timezone);
  const zone = timeZoneName?.replace("GMT", "UTC").replace("+00:00", ""); // newer language data spells zero out
  return `${day} ${monthName(month, language)} ${year}, ${hour}:${minute}:${second} (${zone})`;
}

/** `20 Nov 2026` */
export function absoluteDate(time: Date, timezone: string, language: Language = "en"): string {
  const { day, month, year } = parts(time, timezone);
  return `${day} ${monthName(month, language)} ${year}`;
}

/** `20 Nov` */
export function dayAndMonth(time: Date, timezone: string, language: Language = "en"): string {
  const { day, month } = parts(time, timezone);
  return `${day} ${monthName(month, language)}`;
}

/** `14:03` */
export function clockTime(time: Date, timezone: string): string {
  const { hour, minute } = parts(time, timezone);
  return `${hour}:${minute}`;
}

const monthName = (month: string | undefined, language: Language): string =>
  MONTHS[language][Number(month) - 1] ?? "";

export interface Lapse {
  /** the largest whole unit */
  unit: (typeof STEPS)[number]["unit"] | "second";
  count: number;
  tense: "past" | "future";
}

/** How long ago or until; undefined for less than a minute ago. */
export function lapseTo(time: Date, now: Date): Lapse | undefined {
  const seconds = Math.round((time.getTime() - now.getTime()) / 1_000);
  const tense = seconds < 0 ? "past" : "future";
  const step = STEPS.find((candidate) => Math.abs(seconds) >= candidate.seconds);
  if (step) return { unit: step.unit, count: Math.floor(Math.abs(seconds) / step.seconds), tense };
  return seconds > 0 ? { unit: "second", count: seconds, tense } : undefined;
}

/** `850 ms`, `15.0 s` */
export const durationText = (milliseconds: number, language: Language = "en"): string =>
  milliseconds < 1_000
    ? `${milliseconds} ms`
    : `${(milliseconds / 1_000).toFixed(1).replace(".", language === "fr" ? "," : ".")} s`;

function parts(time: Date, timezone: string): Partial<Record<Intl.DateTimeFormatPartTypes, string>> {
  return Object.fromEntries(
    formatFor(timezone)
      .formatToParts(time)
      .map(({ type, value }) => [type, value]),
  );
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(timezone: string): Intl.DateTimeFormat {
  const known = formats.get(timezone);
  if (known) return known;
  const made = makeFormat(timezone);
  formats.set(timezone, made);
  return made;
}

function makeFormat(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat("en-US", {
      timeZone,
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
      timeZoneName: "longOffset",
    });
  } catch {
    return formatFor("UTC");
  }
}
