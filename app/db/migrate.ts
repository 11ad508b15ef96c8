import { execFile } from "node:child_process";
import { promisify } from "node:util";
import pg from "pg";
import { childEnvironment } from "../config/env.ts";
import { StartError } from "../config/start-error.ts";
import { migrationState } from "./migration-state.ts";

/**
 * Applies the migrations that the database does not have yet. Several processes may do it at once: they stand in line
 * for as long as it takes. Prisma's own lock gives up after 10 seconds, and an index over a large table takes longer.
 */
export async function migrate(databaseUrl: string): Promise<void> {
  const turn = await takeTurn(databaseUrl);
  try {
    if (!(await isMigrated(turn))) await deploy(databaseUrl);
  } finally {
    await turn.end().catch(() => undefined);
  }
}

/** The lock lasts as long as the connection. */
async function takeTurn(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: "carillon migrate" });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query("select pg_advisory_lock(hashtextextended('carillon migrate', 0))");
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw new StartError(`The database could not be migrated: ${(error as Error).message}`);
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
