import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { StartError } from "../config/start-error.ts";

const WAIT_MS = 60_000;
const BETWEEN_MS = 1_000;

interface Options {
  say: (sentence: string) => void;
  /** milliseconds */
  waitMs?: number;
}

/** Returns when the server answers; throws StartError when it does not within a minute or refuses us. */
export async function waitForDatabase(url: string, { say, waitMs = WAIT_MS }: Options): Promise<void> {
  const { host } = new URL(url);
  const deadline = performance.now() + waitMs;
  for (let tries = 0; ; tries += 1) {
    const problem = await connectProblem(url);
    if (!problem) return;
    if (problem.final || performance.now() > deadline) {
      throw new StartError(`The database at ${host} cannot be used: ${problem.message}. Check DATABASE_URL.`);
    }
    if (tries === 0) say(`Waiting for the database at ${host} (${problem.message}).`);
    await pause(BETWEEN_MS);
  }
}

async function connectProblem(url: string): Promise<{ message: string; final: boolean } | undefined> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return undefined;
  } catch (error) {
    const { code = "", message } = error as Error & { code?: string };
    return { message: message || code, final: /^(28|3D)/.test(code) }; // wrong password, no such database
  } finally {
    await client.end().catch(() => undefined);
  }
}
