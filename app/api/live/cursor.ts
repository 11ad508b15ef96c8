// Where a stream goes on. Its cursor is milliseconds of the database's clock, for commits are not in the order of ids:
// whoever comes back with one gets all that was made less than the overlap before it, or later.

/** How far back a stream may go on. */
const LONGEST_BACK_MS = 60 * 60_000;
/** A transaction that began before the cursor may have committed after it. */
export const OVERLAP_MS = 60_000;

interface Beginning {
  /** what was made then or later was missed; undefined: nothing was */
  from: Date | undefined;
  /** what a client that saw nothing else goes on from: it leads to the same `from` */
  cursor: number;
  /** false when more was asked for */
  reachesBack: boolean;
}

/** What is no cursor is none. */
export function beginningOf(since: Date | undefined, lastId: unknown, now: Date): Beginning {
  const isCursor = typeof lastId === "string" && /^\d{13}$/.test(lastId);
  const wanted = isCursor ? Number(lastId) - OVERLAP_MS : since?.getTime();
  if (wanted === undefined) return { from: undefined, cursor: now.getTime(), reachesBack: true };
  const earliest = now.getTime() - LONGEST_BACK_MS;
  const from = Math.min(Math.max(wanted, earliest), now.getTime());
  return { from: new Date(from), cursor: from + OVERLAP_MS, reachesBack: wanted >= earliest };
}
