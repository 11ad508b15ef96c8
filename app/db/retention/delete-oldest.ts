import type pg from "pg";

export interface Oldest {
  table: string;
  /** an indexed column that grows with time */
  by: string;
  /** below every value of the column */
  from: string;
  before: string | Date;
  /** SQL: which of them may go */
  only?: string;
}

const BATCH = 5_000;

/**
 * Deletes the table's oldest rows, each batch in a transaction of its own; rows that somebody has locked are passed
 * over. Returns how many went. The lower bound moves along, or each batch would look again at all that stays.
 */
export async function deleteOldest(
  pool: pg.Pool,
  { table, by, from, before, only = "true" }: Oldest,
  signal?: AbortSignal,
): Promise<number> {
  const sql = `
    with gone as (
      delete from ${table} where ctid = any(array(
        select ctid from ${table} where ${by} >= $1 and ${by} < $2 and ${only}
        order by ${by} limit ${BATCH} for update skip locked))
      returning ${by}
    )
    select count(*)::int as count, max(${by})::text as last from gone`;
  let total = 0;
  for (let after = from; !signal?.aborted; ) {
    const { rows } = await pool.query<{ count: number; last: string | null }>(sql, [after, before]);
    const [{ count, last } = { count: 0, last: null }] = rows;
    total += count;
    if (count < BATCH) return total;
    after = last ?? after;
  }
  return total;
}
