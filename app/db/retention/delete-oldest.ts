import type pg from "pg";
import { type Batch, inBatches } from "./in-batches.ts";

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
 * Goes through the table's oldest rows in the order of their age and deletes those that may go; rows that somebody has
 * locked are passed over. Each batch looks at so many rows, stays or goes, and is a transaction of its own. Returns how
 * many went.
 */
export function deleteOldest(pool: pg.Pool, oldest: Oldest, signal?: AbortSignal): Promise<number> {
  const sql = deleteBatch(oldest);
  return inBatches({ from: oldest.from, size: BATCH, signal }, (after) =>
    pool.query<Batch>(sql, [after, oldest.before]),
  );
}

/** The upper bound is no part of the look: with both, and without statistics, PostgreSQL would sort all that is old. */
const deleteBatch = ({ table, by, only = "true" }: Oldest): string => `
  with looked as materialized (
    select ctid, ${by} from ${table} where ${by} > $1 order by ${by} limit ${BATCH}
  ), gone as (
    delete from ${table} where ctid = any(array(
      select ctid from ${table}
      where ctid = any(array(select ctid from looked where ${by} < $2)) and ${only}
      for update skip locked))
    returning 1
  )
  select (select count(*)::int from gone) as gone, count(*)::int as old, max(${by})::text as last
  from looked where ${by} < $2`;
