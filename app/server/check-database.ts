import type pg from "pg";
import type { Deps } from "../config/deps.ts";

/** Whoever asks gives up sooner than a query otherwise would, with its wait for a connection. */
const PATIENCE_MS = 3_000;
/** Anybody may ask, as often as he likes; the database is asked no oftener than this. */
const FRESH_MS = 1_000;
const DEAF = "the database does not answer";

/** Resolves to what is wrong with the database, undefined when it answers. All who ask in the same second share an answer. */
export function createDatabaseCheck({ pool, clock }: Pick<Deps, "pool" | "clock">) {
  let current: { answer: Promise<string | undefined>; settledAt?: number } | undefined;
  // Either way: a clock that is put back must not keep an answer.
  const isFresh = ({ settledAt = clock.now().getTime() }) =>
    Math.abs(clock.now().getTime() - settledAt) < FRESH_MS;

  return (): Promise<string | undefined> => {
    if (current && isFresh(current)) return current.answer;
    const asked: typeof current = { answer: ask(pool) };
    void asked.answer.then(() => {
      asked.settledAt = clock.now().getTime();
    });
    current = asked;
    return asked.answer;
  };
}

function ask(pool: pg.Pool): Promise<string | undefined> {
  const question: pg.QueryConfig & { query_timeout: number } = {
    text: "select 1",
    query_timeout: PATIENCE_MS,
  };
  const answer = pool.query(question).then(
    () => undefined,
    () => DEAF,
  );
  const { promise: tooLate, resolve } = Promise.withResolvers<string>();
  const timer = setTimeout(() => resolve(DEAF), PATIENCE_MS);
  return Promise.race([answer, tooLate]).finally(() => clearTimeout(timer));
}
