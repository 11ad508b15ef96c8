import type pg from "pg";

/**
 * A connection that dies while it is checked out raises its error on the client itself; without a listener that would
 * end the process. Whoever uses the client hears of it through the query that fails.
 */
export function survivesLostConnections(pool: pg.Pool): pg.Pool {
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

/** A client inside a transaction. */
export type Transaction = Pick<pg.PoolClient, "query">;

/** Runs `work` in one transaction: commits when it returns, rolls back when it throws. */
export async function inTransaction<T>(pool: pg.Pool, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    const result = await work(client);
    await client.query("commit");
    client.release();
    return result;
  } catch (error) {
    const broken = await client.query("rollback").then(
      () => false,
      () => true,
    );
    client.release(broken);
    throw error;
  }
}

/**
 * Whether the data itself is to blame, so that another try of the same row is useless: PostgreSQL refused a value, a
 * value is too large for an index, or a document is nested too deep for JavaScript. A missing partition says "check
 * violation" too, but names no constraint: that is ours to mend, not the row's fault.
 */
export function isDataError(error: unknown): boolean {
  if (error instanceof RangeError) return true;
  const { code = "", constraint } = (error ?? {}) as Partial<pg.DatabaseError>;
  return /^(22|23|54)/.test(code) && !(code === "23514" && !constraint);
}
