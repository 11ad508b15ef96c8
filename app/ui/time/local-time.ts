/** An instant as a date-time field has it, in an IANA zone: `2026-11-20T14:03`. An unknown zone reads as UTC. */
export function localOf(instant: Date, timezone: string): string {
  const parts = formatFor(timezone).formatToParts(instant);
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? "";
  return `${of("year").padStart(4, "0")}-${of("month")}-${of("day")}T${of("hour")}:${of("minute")}`;
}

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const fields = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
  const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone, ...fields, ...clock });
  } catch {
    return new Intl.DateTimeFormat("en-US", { timeZone: "UTC", ...fields, ...clock });
  }
}
