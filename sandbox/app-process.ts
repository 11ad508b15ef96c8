// The app as a process of its own, in the form that production runs (build/main.js) or from its sources. It ends
// when the sandbox ends, however that comes about (redirect-shopify.ts).
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { SandboxError } from "./sandbox-error.ts";

export interface AppProcess {
  /** Resolves when it has ended, whoever ended it. */
  ended: Promise<void>;
  /** SIGTERM, and SIGKILL if it has not drained in time. */
  stop(): Promise<void>;
}

export interface AppOptions {
  mode: "build" | "dev";
  env: NodeJS.ProcessEnv;
  port: number;
  /** gets every line of the app's output */
  log: (line: string) => void;
  readyTimeoutMs: number;
  /** gives up waiting */
  signal?: AbortSignal;
}

export const ROOT = path.join(import.meta.dirname, "..");
const DRAIN_MS = 20_000;
const POLL_MS = 50;

/** Throws SandboxError with the app's own last words when it ends before it is ready. */
export async function startApp(options: AppOptions): Promise<AppProcess> {
  const preload = path.join(ROOT, "sandbox/redirect-shopify.ts");
  const entry = options.mode === "build" ? "build/main.js" : "app/main.ts";
  const child = spawn(process.execPath, ["--import", preload, entry], {
    cwd: ROOT,
    env: options.env,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    detached: true, // Ctrl-C is for the sandbox, which then stops the app in order
  });
  const words = lastWords(child, options.log);
  const ended = once(child, "exit").then(() => undefined);
  const app: AppProcess = { ended, stop: () => stop(child, ended) };
  try {
    await ready(child, options, words);
    return app;
  } catch (error) {
    await app.stop();
    throw error;
  }
}

async function ready(child: ChildProcess, options: AppOptions, words: () => string): Promise<void> {
  const until = Date.now() + options.readyTimeoutMs;
  while (Date.now() < until) {
    if (options.signal?.aborted) throw new SandboxError("Stopped before the app was ready.");
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new SandboxError(words() || `The app ended at once (${child.exitCode ?? child.signalCode}).`);
    }
    const answer = await fetch(`http://127.0.0.1:${options.port}/readyz`, {
      signal: AbortSignal.timeout(2_000),
    }).catch(() => undefined);
    await answer?.arrayBuffer().catch(() => undefined);
    if (answer?.ok) return;
    await pause(POLL_MS);
  }
  const seconds = options.readyTimeoutMs / 1_000;
  throw new SandboxError(`The app was not ready after ${seconds} s.${words() && `\n${words()}`}`);
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const timer = setTimeout(() => child.kill("SIGKILL"), DRAIN_MS);
  child.kill("SIGTERM");
  await ended;
  clearTimeout(timer);
}

/** Passes the lines on, and keeps those that explain a failed start: plain text, and log lines of error and above. */
function lastWords(child: ChildProcess, log: (line: string) => void): () => string {
  const kept: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on("line", (line) => {
      log(line);
      const words = plainWords(line);
      if (words) kept.push(words);
      kept.splice(0, kept.length - 20);
    });
  }
  return () => kept.join("\n");
}

function plainWords(line: string): string | undefined {
  if (!line.startsWith("{")) return line.trim() || undefined;
  try {
    const { level, msg, err } = JSON.parse(line) as {
      level: number;
      msg?: string;
      err?: { message?: string };
    };
    return level >= 50 ? [msg, err?.message].filter(Boolean).join(": ") : undefined;
  } catch {
    return line;
  }
}
