// The servers that are measured, each a process of its own, on databases of one PostgreSQL.
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { startEmbedded } from "#app/db/embedded.ts";
import { SECRET } from "./load.ts";

export interface Contestant {
  name: string;
  url: string;
}

export async function startContestants(): Promise<{ contestants: Contestant[]; stop(): Promise<void> }> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "carillon-bench-"));
  chmodSync(dataDir, 0o755);
  const database = await startEmbedded({ dataDir, say: () => undefined });
  const children: ChildProcess[] = [];
  const start = async (name: string, command: string[]): Promise<Contestant> => {
    const port = await freePort();
    const env = {
      ...process.env,
      NODE_ENV: "production",
      PORT: String(port),
      HOST: "127.0.0.1",
      DATABASE_URL: await createDatabase(database.url, `bench_${name}`),
      ENCRYPTION_KEY: randomBytes(32).toString("base64"),
      SHOPIFY_API_SECRET: SECRET,
      LOG_LEVEL: "warn",
    };
    const child = spawn(process.execPath, command, {
      env: env as NodeJS.ProcessEnv,
      stdio: ["ignore", "ignore", "inherit"],
    });
    children.push(child);
    await untilReady(`http://127.0.0.1:${port}/readyz`, child);
    return { name, url: `http://127.0.0.1:${port}/webhooks` };
  };
  const stop = async () => {
    for (const child of children) child.kill("SIGTERM");
    await Promise.all(
      children.map((child) => child.exitCode ?? new Promise((resolve) => child.once("exit", resolve))),
    );
    await database.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const contestants = [
      await start("carillon", ["bench/intake-app.ts", "checked"]),
      await start("unchecked", ["bench/intake-app.ts", "unchecked"]),
      await start("bare", ["bench/bare-express.ts"]),
    ];
    return { contestants, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function createDatabase(url: string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return Object.assign(new URL(url), { pathname: `/${name}` }).href;
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 300 && child.exitCode === null; tries += 1) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${child.spawnfile} did not get ready`);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
