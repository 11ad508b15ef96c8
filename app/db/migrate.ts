import { execFile } from "node:child_process";
import { promisify } from "node:util";
import pg from "pg";
import { childEnvironment } from "../config/env.ts";
import { StartError } from "../config/start-error.ts";
import { migrationState } from "./migration-state.ts";

interface Options {
  /** told one sentence when another process migrates */
  say?: (sentence: string) => void;
  /** ends the wait for another process; a migration that has begun goes on to its end */
  signal?: AbortSignal;
}

/**
 * Applies the migrations that the database does not have yet. Several processes may do it at once: they stand in line
 * for as long as it takes. Prisma's own lock gives up after 10 seconds, and an index over a large table takes longer.
 */
export async function migrate(databaseUrl: string, options: Options = {}): Promise<void> {
  const turn = await takeTurn(databaseUrl, options);
  try {
    if (!(await isMigrated(turn))) await deploy(databaseUrl);
  } finally {
    await turn.end().catch(() => undefined);
  }
}

const LOCK = "hashtextextended('carillon migrate', 0)";

/** The lock lasts as long as the connection, which is silent while Prisma works: keepAlive lets no firewall forget it. */
async function takeTurn(connectionString: string, { say, signal }: Options): Promise<pg.Client> {
  const client = new pg.Client({ connectionString, application_name: "carillon migrate", keepAlive: true });
  client.on("error", () => undefined);
  const leave = () => void client.end().catch(() => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ taken: boolean }>(`select pg_try_advisory_lock(${LOCK}) as taken`);
    if (rows[0]?.taken) return client;
    say?.("Waiting for another process's migration.");
    signal?.addEventListener("abort", leave);
    if (signal?.aborted) leave();
    await client.query(`select pg_advisory_lock(${LOCK})`);
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    const why = signal?.aborted ? "it was asked to stop" : (error as Error).message;
    throw new StartError(`The database could not be migrated: ${why}`);
  } finally {
    signal?.removeEventListener("abort", leave);
  }
}

/** Prisma takes a second of CPU to find that there is nothing to do: each start and each command would. */
async function isMigrated(db: pg.Client): Promise<boolean> {
  const { missing, failed } = await migrationState(db);
  return missing.length === 0 && failed.length === 0;
}

async function deploy(databaseUrl: string): Promise<void> {
  const prisma = ["node_modules/prisma/build/index.js", "migrate", "deploy"];
  try {
    await promisify(execFile)(process.execPath, prisma, { env: childEnvironment(databaseUrl) });
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new StartError(`The database could not be migrated.\n${`${stdout}\n${stderr}`.trim()}`);
  }
}
