const LOCAL = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d))?$/;

/**
 * The instant of a wall clock's time (`2026-11-20T14:03`, as a date-time field has it) in an IANA zone; undefined when
 * it is incomplete. Of the hour that summer time repeats, the first one; an hour that it leaves out is the one after.
 */
export function instantOf(local: string, timezone: string): Date | undefined {
  const match = LOCAL.exec(local);
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  const asUtc = Date.UTC(year, month - 1, day, hour, minute, second);
  if (Number.isNaN(asUtc)) return undefined;
  // Offsets a day before and after are those on either side of a change; the later reading of a gap is the right one.
  const readings = [asUtc - DAY_MS, asUtc + DAY_MS].map((around) => asUtc - offsetAt(around, timezone));
  const fitting = readings.filter((instant) => instant + offsetAt(instant, timezone) === asUtc);
  return new Date(fitting.length > 0 ? Math.min(...fitting) : Math.max(...readings));
}

const DAY_MS = 86_400_000;

/** Milliseconds that the zone's clocks are ahead of UTC. */
function offsetAt(instant: number, timezone: string): number {
  const parts = Object.fromEntries(
    formatFor(timezone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1_000) * 1_000;
}

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const fields = { year: "numeric", month: "numeric", day: "numeric" } as const;
  const clock = { hour: "numeric", minute: "numeric", second: "numeric", hourCycle: "h23" } as const;
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone, ...fields, ...clock });
  } catch {
    return new Intl.DateTimeFormat("en-US", { timeZone: "UTC", ...fields, ...clock });
  }
}
