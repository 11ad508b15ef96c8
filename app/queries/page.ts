// Lists page on the id, which sorts by time: the cursor is the last id of the page before.

export interface Page<Row> {
  rows: Row[];
  /** cursor of the next page; null on the last */
  next: string | null;
}

export interface PageRequest {
  cursor?: string | null | undefined;
  /** at most 100 */
  limit: number;
}

/** From `limit + 1` rows, so that no second query is needed to know whether more follow. */
export function toPage<Row extends { id: string }>(rows: Row[], limit: number): Page<Row> {
  const page = rows.slice(0, limit);
  return { rows: page, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
}

/** Prisma's condition for ids after the cursor, newest first. */
export const afterCursor = (cursor: string | null | undefined) => (cursor ? { id: { lt: cursor } } : {});
