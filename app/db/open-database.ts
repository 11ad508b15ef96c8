import type { Env } from "../config/env.ts";
import { StartError } from "../config/start-error.ts";
import { hasEmbedded, runningEmbeddedUrl, startEmbedded } from "./embedded.ts";
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

/**
 * The same for commands: an embedded database that a running app has is shared, and none is made. A command without the
 * app's environment would otherwise answer from a new, empty database.
 */
export async function shareDatabase(env: Env, say: (sentence: string) => void): Promise<Database> {
  if (env.DATABASE_URL) return openDatabase(env, say);
  const running = await runningEmbeddedUrl(env.DATA_DIR);
  if (running) return { url: running, close: async () => undefined };
  if (await hasEmbedded(env.DATA_DIR)) return openDatabase(env, say);
  throw new StartError(
    `There is no database in ${env.DATA_DIR} (DATA_DIR), and DATABASE_URL is not set. Run the command with the app's environment, or start the app first.`,
  );
}
