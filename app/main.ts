// The process: environment → database → Deps → roles, and on SIGTERM all of it backwards.
import { once } from "node:events";
import { readEnv } from "./config/env.ts";
import { StartError } from "./config/start-error.ts";
import { createDeps } from "./create-deps.ts";
import { migrate } from "./db/migrate.ts";
import { openDatabase } from "./db/open-database.ts";
import { createPartitions } from "./db/partitions.ts";
import { startRoles } from "./roles.ts";

const say = (sentence: string) => console.error(sentence);

async function start(signal: AbortSignal): Promise<() => Promise<void>> {
  const env = readEnv();
  const database = await openDatabase(env, say);
  try {
    await migrate(database.url, { say, signal });
    const { deps, close } = await createDeps(env, database.url);
    await createPartitions(deps.pool);
    const stopRoles = await startRoles(deps, database.url);
    return async () => {
      await stopRoles();
      await close();
      await database.close();
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/**
 * A signal that comes while we start ends the wait for another process's migration, and otherwise waits for the start:
 * what is half begun cannot be ended in order. Whoever asks twice means it.
 */
async function run(): Promise<void> {
  const asked = new AbortController();
  for (const name of ["SIGTERM", "SIGINT"])
    process.on(name, () => (asked.signal.aborted ? process.exit(1) : asked.abort()));
  const stop = await start(asked.signal);
  if (!asked.signal.aborted) await once(asked.signal, "abort");
  await stop();
}

try {
  await run();
  process.exit(0);
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  say(error.message);
  process.exit(1);
}
