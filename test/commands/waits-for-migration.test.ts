// A command that is run while a process migrates, as during an upgrade.
import pg from "pg";
import { expect, onTestFinished, test, vi } from "vitest";
import { createTestDeps, ENVIRONMENT } from "../helpers/test-deps.ts";
import { startCarillon } from "./command-process.ts";

vi.setConfig({ testTimeout: 120_000 }); // the command is a process, and the machine may be busy

const { databaseUrl } = await createTestDeps();

test("a command that waits for another process's migration says so once, on stderr, and then answers", async () => {
  const other = new pg.Client({ connectionString: databaseUrl });
  await other.connect();
  onTestFinished(() => other.end());
  await other.query("select pg_advisory_lock(hashtextextended('carillon migrate', 0))");
  const env = { ...ENVIRONMENT, DATABASE_URL: databaseUrl };
  const { out, err, ended } = startCarillon(["shop", "list", "--json"], env);
  await expect.poll(() => err, { timeout: 60_000 }).toEqual(["Waiting for another process's migration."]);
  expect(out).toEqual([]);
  await other.query("select pg_advisory_unlock_all()");
  expect(await ended).toBe(0);
  expect([JSON.parse(out.join("\n")), err.length]).toEqual([[], 1]);
});
