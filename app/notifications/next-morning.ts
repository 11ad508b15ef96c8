// PURE: when a shop reads its daily mail.
const QUARTER_MS = 15 * 60_000;
const HOUR = "08:00";
/** Longer than any day between two mornings, also where clocks are changed. */
const QUARTERS_LOOKED_AT = 27 * 4;

/**
 * The first eight o'clock in the morning after `time` in an IANA time zone; an unknown zone reads as UTC. All zones
 * differ from UTC by whole quarters of an hour.
 */
export function nextMorning(time: Date, timezone: string): Date {
  const clock = clockOf(timezone);
  const start = Math.floor(time.getTime() / QUARTER_MS) + 1;
  for (let quarter = start; quarter < start + QUARTERS_LOOKED_AT; quarter += 1) {
    const candidate = new Date(quarter * QUARTER_MS);
    if (clock.format(candidate) === HOUR) return candidate;
  }
  throw new Error(`no morning in ${timezone}`);
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat("en-GB", {
      timeZone,
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
  } catch {
    return clockOf("UTC");
  }
}
