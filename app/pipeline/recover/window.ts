/** The longest window of a recovery. */
const LONGEST_DAYS = 14;
export const LONGEST_MS = LONGEST_DAYS * 86_400_000;
/** "14 days ago", said a moment ago, is not too long. */
const GRACE_MS = 5 * 60_000;

export interface Window {
  since: Date;
  /** exclusive */
  until: Date;
}

/** The window from `since` to `until` or now; or what is wrong with it, by field. */
export function windowOf(
  since: Date,
  until: Date | undefined,
  now: Date,
): { kind: "window"; window: Window } | { kind: "invalid"; errors: Record<string, string[]> } {
  const end = endOf(until, now);
  if (since >= now) return wrong("since", "Must lie in the past.");
  if (since >= end) return wrong("until", "Must be later than since.");
  const longest = end === until ? LONGEST_MS : LONGEST_MS + GRACE_MS;
  if (end.getTime() - since.getTime() > longest) {
    return wrong("since", `Must be at most ${LONGEST_DAYS} days before until, or before now without it.`);
  }
  return { kind: "window", window: { since, until: end } };
}

/** `until` as far as it is past. What happened in this very millisecond is past. */
export const endOf = (until: Date | undefined, now: Date): Date =>
  until && until <= now ? until : new Date(now.getTime() + 1);

const wrong = (field: string, message: string) => ({
  kind: "invalid" as const,
  errors: { [field]: [message] },
});
