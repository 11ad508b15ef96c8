import type pg from "pg";

export interface FoundPage<Found> {
  /** the last id that was looked at; null when there was none left */
  last: string | null;
  found: Found[];
}

/** Bodies in memory at a time: each may have some megabytes. */
const BATCH = 20;

/** What is found page by page, in batches that are never empty. `look`: at the page after an id. */
export async function* inBatches<Found>(
  look: (after: string) => Promise<FoundPage<Found> | undefined>,
): AsyncGenerator<Found[]> {
  let after: string | null = "";
  while (after !== null) {
    const page: FoundPage<Found> | undefined = await look(after);
    const found = page?.found ?? [];
    for (let start = 0; start < found.length; start += BATCH) yield found.slice(start, start + BATCH);
    after = page?.last ?? null;
  }
}

/**
 * Rows of a query that is ordered by what it selects as `id`, in pages that are never empty. `values`: $1, $3 and so on;
 * $2 is the id after which the page begins.
 */
export async function* inPages<Row extends { id: string }>(
  pool: pg.Pool,
  sql: string,
  [first, ...others]: unknown[],
): AsyncGenerator<Row[]> {
  for (let after = ""; ; ) {
    const { rows } = await pool.query<Row>(`${sql} limit ${BATCH}`, [first, after, ...others]);
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return;
    after = last.id;
  }
}
