// One PostgreSQL for all that are measured, each with a database of its own, and what it says of their work.
import pg from "pg";
import { startEmbedded } from "#app/db/embedded.ts";
import { temporaryData } from "#sandbox/temporary-data.ts";
import { endsWithUs } from "./ending.ts";
import { childrenOf, cpuMs } from "./proc.ts";

export interface DatabaseServer {
  version: string;
  /** Makes an empty database and returns its address. */
  create(name: string): Promise<string>;
  /** Statements that this database has run so far, by whomever. */
  statements(name: string): Promise<number>;
  /** CPU time of all its processes so far. */
  cpuMs(): Promise<number>;
  stop(): Promise<void>;
}

/** Settings as the app's own embedded database has them, and the counting of statements. */
export async function startDatabaseServer(): Promise<DatabaseServer> {
  const data = await temporaryData("carillon-bench-");
  const server = await startEmbedded({
    dataDir: data.directory,
    say: () => undefined,
    settings: ["shared_preload_libraries=pg_stat_statements"],
  });
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query("create extension pg_stat_statements");
  const one = async (sql: string, values: string[] = []) => (await client.query(sql, values)).rows[0].value;
  const postmaster = Number.parseInt(await one("select pg_read_file('postmaster.pid') as value"), 10);
  return {
    version: (await client.query("show server_version")).rows[0].server_version,
    async create(name) {
      await client.query(`create database ${name}`);
      return Object.assign(new URL(server.url), { pathname: `/${name}` }).href;
    },
    statements: async (name) => Number(await one(STATEMENTS, [name])),
    async cpuMs() {
      const pids = [postmaster, ...(await childrenOf(postmaster))];
      return (await Promise.all(pids.map(cpuMs))).reduce((sum, ms) => sum + ms, 0);
    },
    stop: endsWithUs(async () => {
      await client.end();
      await server.stop();
      await data.remove();
    }),
  };
}

const STATEMENTS = `select coalesce(sum(calls), 0) as value from pg_stat_statements s
  join pg_database d on d.oid = s.dbid where d.datname = $1`;
