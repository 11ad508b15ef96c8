// The process: environment → database → Deps → roles, and on SIGTERM all of it backwards.
import { readEnv } from "./config/env.ts";
import { StartError } from "./config/start-error.ts";
import { createDeps } from "./create-deps.ts";
import { migrate } from "./db/migrate.ts";
import { openDatabase } from "./db/open-database.ts";
import { createPartitions } from "./db/partitions.ts";
import { startRoles } from "./roles.ts";

const say = (sentence: string) => console.error(sentence);

async function start(): Promise<() => Promise<void>> {
  const env = readEnv();
  const database = await openDatabase(env, say);
  try {
    await migrate(database.url);
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

/** A signal that comes while we start waits for the start: what is half begun cannot be ended in order. */
async function run(): Promise<void> {
  const signal = new Promise<void>((resolve) => {
    for (const name of ["SIGTERM", "SIGINT"]) {
      process.once(name, () => {
        resolve();
        process.once(name, () => process.exit(1)); // whoever asks twice means it
      });
    }
  });
  const stop = await start();
  await signal;
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
