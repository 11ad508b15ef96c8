import pg from "pg";
import { migrationState } from "../../db/migration-state.ts";
import { countDaysAhead, FEW_DAYS, LAST_DAYS } from "../../db/partitions.ts";
import { survivesLostConnections } from "../../db/transaction.ts";
import { type Finding, LONGEST_LOOK_MS } from "./finding.ts";

const PATIENCE_MS = LONGEST_LOOK_MS - 500;
const OLDEST_VERSION = 15;

/** Gives up before whoever looks does. */
export const doctorPool = (connectionString: string): pg.Pool =>
  survivesLostConnections(
    new pg.Pool({
      ...{ connectionString, max: 6, application_name: "carillon doctor" },
      ...{ connectionTimeoutMillis: PATIENCE_MS, query_timeout: PATIENCE_MS, statement_timeout: PATIENCE_MS },
    }),
  );

export async function lookAtServer(pool: pg.Pool): Promise<Finding> {
  const startedAt = performance.now();
  const { rows } = await pool.query<{ number: number; name: string }>(
    "select current_setting('server_version_num')::int as number, current_setting('server_version') as name",
  );
  const { number, name } = rows[0] as { number: number; name: string };
  const ms = Math.round(performance.now() - startedAt);
  return number >= OLDEST_VERSION * 10_000
    ? { check: "database", state: "ok", says: `PostgreSQL ${name} answers after ${ms} ms.` }
    : {
        check: "database",
        state: "wrong",
        says: `PostgreSQL ${name} is too old: Carillon needs ${OLDEST_VERSION} or later.`,
      };
}

/** The database's migrations and those of this version. */
export async function lookAtMigrations(pool: pg.Pool): Promise<Finding> {
  const check = "migrations";
  const { count, missing, foreign, failed } = await migrationState(pool);
  if (failed.length > 0) {
    const says = `${failed[0]} began and did not finish: the log of that start says why (docs/operations.md, "A migration that failed").`;
    return { check, state: "wrong", says };
  }
  if (missing.length > 0) {
    const says = `${missing.length} of ${count} are not applied: start the app, which applies them.`;
    return { check, state: "wrong", says };
  }
  if (foreign.length === 0) return { check, state: "ok", says: `All ${count} are applied.` };
  const says = `The database has ${foreign.length} that this version does not know: it was used by a newer one.`;
  return { check, state: "warning", says };
}

export async function lookAtPartitions(pool: pg.Pool): Promise<Finding> {
  const check = "partitions";
  const days = await countDaysAhead(pool);
  const says = `They are there for ${days} ${days === 1 ? "day" : "days"}, today included.`;
  if (days >= FEW_DAYS) return { check, state: "ok", says };
  const help = "A worker makes them ahead of time, and every start of the app: is one running?";
  return { check, state: days < LAST_DAYS ? "wrong" : "warning", says: `${says} ${help}` };
}

const MOST_SKEW_MS = 5_000;

/** `now`: this machine's time in milliseconds. */
export async function lookAtClock(pool: pg.Pool, now: () => number): Promise<Finding> {
  const before = now();
  const { rows } = await pool.query<{ ms: number }>(
    "select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms",
  );
  const skew = (rows[0]?.ms ?? 0) - (before + now()) / 2;
  const seconds = (Math.abs(skew) / 1_000).toFixed(1);
  if (Math.abs(skew) <= MOST_SKEW_MS)
    return { check: "clock", state: "ok", says: `The database's and this machine's differ by ${seconds} s.` };
  const which = skew > 0 ? "behind" : "ahead of";
  return {
    check: "clock",
    state: "warning",
    says: `This machine's is ${seconds} s ${which} the database's. Set both by NTP: receivers refuse signatures with a wrong time.`,
  };
}
