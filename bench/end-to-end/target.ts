// Something that turns webhooks into requests: a process of its own on a database of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import pg from "pg";
import { survivesLostConnections } from "#app/db/transaction.ts";
import { ROOT } from "#sandbox/app-process.ts";
import { freePort } from "#sandbox/free-port.ts";
import type { DatabaseServer } from "./database.ts";
import { endsWithUs } from "./ending.ts";
import { cpuMs, memoryMb } from "./proc.ts";

export interface Target {
  /** where webhooks go */
  url: string;
  /** requests that each webhook becomes */
  fanOut: number;
  /** its database */
  pool: pg.Pool;
  /** attempts on record */
  attempts(): Promise<number>;
  statements(): Promise<number>;
  /** CPU time so far */
  cpu(): Promise<{ app: number; database: number }>;
  memoryMb(): Promise<{ now: number; highest: number }>;
  stop(): Promise<void>;
}

export interface TargetOptions {
  server: DatabaseServer;
  database: string;
  /** of the database */
  url: string;
  /** a path below the project's folder */
  file: string;
  env: Record<string, string>;
  fanOut: number;
}

const READY_MS = 30_000;
const STOP_MS = 20_000;

export async function startTarget({
  server,
  database,
  url,
  file,
  env,
  fanOut,
}: TargetOptions): Promise<Target> {
  const port = await freePort();
  const child = spawn(process.execPath, [path.join(ROOT, file)], {
    cwd: ROOT,
    env: {
      ...process.env,
      NODE_ENV: "production",
      ...env,
      PORT: String(port),
      HOST: "127.0.0.1",
    } as NodeJS.ProcessEnv,
    stdio: ["ignore", "inherit", "inherit"],
  });
  const pid = child.pid ?? 0;
  const ended = once(child, "exit");
  const pool = survivesLostConnections(new pg.Pool({ connectionString: url, max: 2 }));
  const target: Target = {
    url: `http://127.0.0.1:${port}/webhooks`,
    fanOut,
    pool,
    attempts: async () => Number((await pool.query("select count(*) as count from attempt")).rows[0].count),
    statements: () => server.statements(database),
    cpu: async () => ({ app: await cpuMs(pid), database: await server.cpuMs() }),
    memoryMb: () => memoryMb(pid),
    stop: endsWithUs(async () => {
      await pool.end();
      const timer = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
      await ended;
      clearTimeout(timer);
    }),
  };
  try {
    const ready = await answersSoon(`http://127.0.0.1:${port}/readyz`, () => child.exitCode !== null);
    if (!ready) throw new Error(`${file} did not get ready`);
    return target;
  } catch (error) {
    await target.stop();
    throw error;
  }
}

async function answersSoon(url: string, hasEnded: () => boolean): Promise<boolean> {
  for (const until = Date.now() + READY_MS; Date.now() < until && !hasEnded(); ) {
    const answer = await fetch(url).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.ok) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}
