import type { Deps } from "../config/deps.ts";
import { readEnv } from "../config/env.ts";
import { createDeps } from "../create-deps.ts";
import { migrate } from "../db/migrate.ts";
import { shareDatabase } from "../db/open-database.ts";

/** On stderr: stdout is the command's answer. */
const say = (sentence: string) => console.error(sentence);

/** Gives the app's Deps on its database, silent, for as long as `work` takes. */
export async function withDeps<T>(work: (deps: Deps) => Promise<T>): Promise<T> {
  const env = { ...readEnv(), LOG_LEVEL: "silent" as const };
  const database = await shareDatabase(env, say);
  try {
    await migrate(database.url, { say });
    const { deps, close } = await createDeps(env, database.url);
    try {
      return await work(deps);
    } finally {
      await close();
    }
  } finally {
    await database.close();
  }
}
