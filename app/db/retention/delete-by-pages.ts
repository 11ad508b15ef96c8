import type pg from "pg";

/** About 5,000 narrow rows. */
const PAGES = 64;

/**
 * Deletes the rows that meet `condition` (SQL, in which $1 is `before`), a few pages at a time, each in a transaction of
 * its own; rows that somebody has locked are passed over. Returns how many went. For tables whose rows no index lists
 * by age: one on the age would cost every insert something, and this pass reads a million keys in 0.15 s.
 */
export async function deleteByPages(
  pool: pg.Pool,
  table: string,
  condition: string,
  before: Date,
  signal?: AbortSignal,
): Promise<number> {
  const { rows } = await pool.query<{ pages: number }>(
    "select (pg_relation_size($1::regclass) / current_setting('block_size')::int)::int as pages",
    [table],
  );
  const sql = `
    delete from ${table} where ctid = any(array(
      select ctid from ${table} where ctid >= $2::tid and ctid < $3::tid and ${condition} for update skip locked))`;
  let total = 0;
  for (let page = 0; page < (rows[0]?.pages ?? 0) && !signal?.aborted; page += PAGES) {
    const { rowCount } = await pool.query(sql, [before, `(${page},0)`, `(${page + PAGES},0)`]);
    total += rowCount ?? 0;
  }
  return total;
}
