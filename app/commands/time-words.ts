import { CommandError } from "./command.ts";

const UNIT_MS: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `30m` ago as RFC 3339; a time is left to the API to judge. `option`: whose value it is. */
export function toTime(option: string, text: string, now: Date): string {
  const [, count, unit = ""] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  if (count !== undefined)
    return new Date(now.getTime() - Number(count) * (UNIT_MS[unit] ?? 0)).toISOString();
  if (/^\d{4}-\d\d-\d\dT/.test(text)) return text;
  throw new CommandError(`--${option} is a time like 2026-11-20T10:00:00Z, or how long ago: 30m, 2h, 7d.`);
}
