import type pg from "pg";

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

/** Whether PostgreSQL refused the data itself, so that another try of the same row is useless. */
export function isDataError(error: unknown): boolean {
  return /^(22|23)/.test((error as pg.DatabaseError | undefined)?.code ?? "");
}
