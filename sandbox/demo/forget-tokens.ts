import pg from "pg";
import { runningEmbeddedUrl } from "#app/db/embedded.ts";

/** A stand-in that starts anew does not know the tokens it gave; Shopify never forgets one. */
export async function forgetTokens(dataDir: string, databaseUrl: string | undefined): Promise<void> {
  const connectionString = databaseUrl ?? (await runningEmbeddedUrl(dataDir));
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query("delete from session");
  } finally {
    await client.end();
  }
}
