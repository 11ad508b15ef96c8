import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { childEnvironment } from "../config/env.ts";
import { StartError } from "../config/start-error.ts";

/** Applies the migrations that the database does not have yet. Several processes may do it at once. */
export async function migrate(databaseUrl: string): Promise<void> {
  const prisma = ["node_modules/prisma/build/index.js", "migrate", "deploy"];
  try {
    await promisify(execFile)(process.execPath, prisma, { env: childEnvironment(databaseUrl) });
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new StartError(`The database could not be migrated.\n${`${stdout}\n${stderr}`.trim()}`);
  }
}
