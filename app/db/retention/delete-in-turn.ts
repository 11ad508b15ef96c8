import type pg from "pg";
import { inTransaction } from "../transaction.ts";
import { type Batch, inBatches } from "./in-batches.ts";

/** A shop's rows in the order of their making, and what becomes of the old ones. */
export interface Turn {
  /** what the first column of the index says: the shop's id or domain */
  own: string;
  /** id of the first row that is not old */
  until: string;
  /** SQL: ids and what `take` needs, by id, after the one in $2. $1 is `own` */
  look: string;
  /** SQL: CTEs, of which `gone` holds the rows that went. They find what is old in `old` */
  take: string;
}

/** Rows and bodies at a time: a body may have megabytes. */
const BATCH = 1_000;

/**
 * Looks at a shop's old rows in batches, each a transaction of its own, and takes of them what may go; returns how many
 * went. The look has no upper bound, and nothing but indexes may be used, so that every plan follows them in their order:
 * without statistics a batch would read whole tables, or sort all that is left.
 */
export function deleteInTurn(pool: pg.Pool, turn: Turn, signal?: AbortSignal): Promise<number> {
  const { own, until, look, take } = turn;
  const sql = `
    with looked as materialized (${look} limit ${BATCH}), old as (select * from looked where id < $3), ${take}
    select (select count(*)::int from gone) as gone, count(*)::int as old, max(id) as last from old`;
  return inBatches({ from: "", size: BATCH, signal }, (after) =>
    inTransaction(pool, async (tx) => {
      await tx.query("set local enable_seqscan = off; set local enable_bitmapscan = off");
      return tx.query<Batch>(sql, [own, after, until]);
    }),
  );
}

/** Deletes rows that meet a condition (SQL with $1 and $2) in such batches; for what a shop has few of. */
export async function deleteWhere(
  pool: pg.Pool,
  table: string,
  condition: string,
  values: [own: string, before: Date],
  signal?: AbortSignal,
): Promise<number> {
  const sql = `delete from ${table} where ctid = any(array(
    select ctid from ${table} where ${condition} limit ${BATCH} for update skip locked))`;
  for (let total = 0, last = BATCH; ; total += last) {
    if (last < BATCH || signal?.aborted) return total;
    last = (await pool.query(sql, values)).rowCount ?? 0;
  }
}
