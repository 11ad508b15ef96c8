// A Redis of our own, that loses nothing it has confirmed: as durable as a commit.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "#sandbox/free-port.ts";
import { endsWithUs } from "../ending.ts";
import { until } from "../rig.ts";

export interface Redis {
  port: number;
  version: string;
  stop(): Promise<void>;
}

/** A sentence when there is no Redis on this machine. */
export async function startRedis(): Promise<Redis | string> {
  const version = versionOf();
  if (version === undefined) return "redis-server is not installed";
  const [port, directory] = [await freePort(), await mkdtemp(path.join(tmpdir(), "carillon-bench-redis-"))];
  const place = ["--bind", "127.0.0.1", "--port", String(port), "--dir", directory];
  const durable = ["--save", "", "--appendonly", "yes", "--appendfsync", "always"];
  const child = spawn("redis-server", [...place, ...durable], { stdio: "ignore" });
  const ended = once(child, "exit");
  const stop = endsWithUs(async () => {
    child.kill("SIGKILL"); // nobody needs its data
    await ended;
    await rm(directory, { recursive: true, force: true });
  });
  try {
    await until("The start of Redis", 10_000, () => answers(port));
    return { port, version, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function versionOf(): string | undefined {
  try {
    return /v=([\d.]+)/.exec(execFileSync("redis-server", ["--version"], { encoding: "utf8" }))?.[1];
  } catch {
    return undefined;
  }
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection(port, "127.0.0.1");
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", () => end(true)).once("error", () => end(false));
  });
