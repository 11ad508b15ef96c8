import pg from "pg";
import { inject } from "vitest";
import { ensureBuild } from "#sandbox/ensure-build.ts";

/** Builds the app if that is due. Of the files that run side by side one does it, and the others wait. */
export async function buildApp(): Promise<void> {
  const client = new pg.Client({ connectionString: inject("serverUrl") });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(hashtextextended('build the app', 0))"); // ends with the connection
    await ensureBuild(() => undefined);
  } finally {
    await client.end();
  }
}
