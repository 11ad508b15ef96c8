// One PostgreSQL for the whole run, with a migrated template that every test file clones.
import { execFileSync } from "node:child_process";
import { chmodSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { startEmbedded } from "../../app/db/embedded.ts";
import { createPartitions } from "../../app/db/partitions.ts";
import { unpackBrowser } from "./browser.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** of the server's own database, as superuser */
    serverUrl: string;
    templateDatabase: string;
  }
}

// Tests throw their data away.
const SETTINGS = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=400"];

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await unpackBrowser();
  const dataDir = await mkdtemp(path.join(tmpdir(), "carillon-test-"));
  chmodSync(dataDir, 0o755); // the server may run as another user
  const { url, stop } = await startEmbedded({ dataDir, say: () => undefined, settings: SETTINGS });
  // The app's own database becomes the template: nobody may be connected to a template, so it is a copy.
  const template = new URL(url);
  template.pathname = "/template_app";
  const server = new pg.Client({ connectionString: url });
  await server.connect();
  await server.query("create database template_app");
  await server.end();
  execFileSync(process.execPath, ["node_modules/prisma/build/index.js", "migrate", "deploy"], {
    env: { ...process.env, DATABASE_URL: template.href },
  });
  const pool = new pg.Pool({ connectionString: template.href, max: 1 });
  await createPartitions(pool);
  await pool.end();

  project.provide("serverUrl", url);
  project.provide("templateDatabase", "template_app");
  return async () => {
    await stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
