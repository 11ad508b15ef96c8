import type { Env } from "../config/env.ts";
import { runningEmbeddedUrl, startEmbedded } from "./embedded.ts";
import { waitForDatabase } from "./wait-for-database.ts";

export interface Database {
  url: string;
  close(): Promise<void>;
}

/** The database that DATABASE_URL names, or the embedded one, started for this process. */
export async function openDatabase(env: Env, say: (sentence: string) => void): Promise<Database> {
  if (!env.DATABASE_URL) {
    const { url, stop } = await startEmbedded({ dataDir: env.DATA_DIR, say });
    return { url, close: stop };
  }
  await waitForDatabase(env.DATABASE_URL, { say });
  return { url: env.DATABASE_URL, close: async () => undefined };
}

/** The same, but an embedded database that a running app has is shared. For commands. */
export async function shareDatabase(env: Env, say: (sentence: string) => void): Promise<Database> {
  const running = env.DATABASE_URL ? undefined : await runningEmbeddedUrl(env.DATA_DIR);
  return running ? { url: running, close: async () => undefined } : openDatabase(env, say);
}
