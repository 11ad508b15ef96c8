import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, inject } from "vitest";

/** A migrated database of the calling test file's own, dropped after it. Returns its URL. */
export async function createTestDatabase(): Promise<string> {
  const url = await cloneTemplate();
  const name = new URL(url).pathname.slice(1);
  afterAll(() => onServer(inject("serverUrl"), `drop database ${name} with (force)`));
  return url;
}

/** A migrated database that ends with the run's server. Returns its URL. */
export async function cloneTemplate(): Promise<string> {
  const serverUrl = inject("serverUrl");
  const name = `test_${randomBytes(6).toString("hex")}`;
  await onServer(serverUrl, `create database ${name} template ${inject("templateDatabase")}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
