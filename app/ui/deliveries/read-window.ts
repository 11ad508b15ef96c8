import { instantOf } from "../recoveries/zoned-time.ts";

export type ReadWindow =
  | { kind: "window"; since: string | null; until: string | null }
  /** `why`: a text of the filter */
  | { kind: "wrong"; field: "from" | "until"; why: "noTime" | "wrongOrder" };

/** Two wall clock times of an IANA zone, as date-time fields have them, one of which may be empty. */
export function readWindow(typed: { from: string; until: string }, timezone: string): ReadWindow {
  const since = typed.from === "" ? null : instantOf(typed.from, timezone);
  const until = typed.until === "" ? null : instantOf(typed.until, timezone);
  if (since === undefined || (since === null && until === null)) return wrong("from", "noTime");
  if (until === undefined) return wrong("until", "noTime");
  if (since && until && since >= until) return wrong("until", "wrongOrder");
  return { kind: "window", since: since?.toISOString() ?? null, until: until?.toISOString() ?? null };
}

const wrong = (field: "from" | "until", why: "noTime" | "wrongOrder"): ReadWindow => ({
  kind: "wrong",
  field,
  why,
});
