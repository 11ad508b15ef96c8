// Lists page on the id, which sorts by time: newest first, and a cursor is the id at the edge of a page.

export interface Page<Row> {
  rows: Row[];
  /** `cursor` of the next page, with older rows; null on the last */
  next: string | null;
  /** `before` of the previous page, with newer rows; null on the first */
  previous: string | null;
}

export interface PageRequest {
  /** rows older than this id */
  cursor?: string | null | undefined;
  /** rows newer than this id; goes before `cursor` */
  before?: string | null | undefined;
  /** at most 100 */
  limit: number;
}

/** Prisma's arguments for a page, and one row more, so that no second query is needed to know whether more follow. */
export const pageQuery = ({ before, limit }: PageRequest) => ({
  orderBy: { id: before ? ("asc" as const) : ("desc" as const) },
  take: limit + 1,
});

/** Prisma's condition for the ids of a page. */
export function pageIds({ cursor, before }: PageRequest): { id?: { gt: string } | { lt: string } } {
  if (before) return { id: { gt: before } };
  return cursor ? { id: { lt: cursor } } : {};
}

/** The page out of what `pageQuery` found. */
export function toPage<Row extends { id: string }>(
  found: Row[],
  { cursor, before, limit }: PageRequest,
): Page<Row> {
  const hasMore = found.length > limit;
  const rows = found.slice(0, limit);
  if (before) rows.reverse();
  const newest = rows.at(0)?.id ?? null;
  const oldest = rows.at(-1)?.id ?? null;
  return before
    ? { rows, next: oldest, previous: hasMore ? newest : null }
    : { rows, next: hasMore ? oldest : null, previous: cursor ? newest : null };
}
