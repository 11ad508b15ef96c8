import type pg from "pg";
import type { Clock } from "../config/clock.ts";
import { inTransaction, type Transaction } from "../db/transaction.ts";

export interface Database {
  pool: pg.Pool;
  clock: Clock;
}

/** What does not answer by then is not answered: a scrape must not weigh on a database in trouble. */
const TIMEOUT = "set local statement_timeout = '2s'";
/** Between two tries while the database does not answer, and the least between two questions. */
const AGAIN_MS = 10_000;

/** Reads at most once in `everyMs`, however many ask. Undefined when the database did not answer in time. */
export function askSeldom<T>(
  { pool, clock }: Database,
  read: (tx: Transaction) => Promise<T>,
  everyMs = AGAIN_MS,
): () => Promise<T | undefined> {
  let nextAt = Number.NEGATIVE_INFINITY;
  let latest: Promise<T | undefined> = Promise.resolve(undefined);
  const readInTime = () =>
    inTransaction(pool, async (tx) => {
      await tx.query(TIMEOUT);
      return read(tx);
    });
  return () => {
    const now = clock.now().getTime();
    if (now >= nextAt) {
      nextAt = now + everyMs;
      latest = readInTime().catch(() => {
        nextAt = now + AGAIN_MS;
        return undefined;
      });
    }
    return latest;
  };
}
