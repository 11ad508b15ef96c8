import type pg from "pg";
import { inTransaction, type Transaction } from "../../db/transaction.ts";

/**
 * Counts when it is this shop's turn: one count of a shop at a time, and two of all shops. A count may take seconds, and
 * connections are few. Undefined when it is not; nothing waits.
 */
export const countInTurn = <T>(
  pool: pg.Pool,
  shopId: string,
  count: (tx: Transaction) => Promise<T>,
): Promise<T | undefined> =>
  inTransaction(pool, async (tx) => ((await takesTurn(tx, shopId)) ? count(tx) : undefined));

/** The locks end with the transaction. */
async function takesTurn(tx: Transaction, shopId: string): Promise<boolean> {
  const { rows } = await tx.query<{ taken: boolean }>(
    `select case
       when not pg_try_advisory_xact_lock(hashtextextended('carillon count ' || $1, 0)) then false
       when pg_try_advisory_xact_lock(hashtextextended('carillon count of all', 1)) then true
       else pg_try_advisory_xact_lock(hashtextextended('carillon count of all', 2))
     end as taken`,
    [shopId],
  );
  return rows[0]?.taken ?? false;
}
