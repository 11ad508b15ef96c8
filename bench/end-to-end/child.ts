// Processes of their own, and how they are asked. A child answers by name: serveAsks there, ask here.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { ROOT } from "#sandbox/app-process.ts";
import { endsWithUs } from "./ending.ts";

export interface Child {
  pid: number;
  /** Throws what the child threw, or that it has ended. */
  ask<Answer>(name: string, argument?: unknown): Promise<Answer>;
  /** What it tells without being asked. */
  onTold(listener: (told: unknown) => void): void;
  /** SIGTERM, and SIGKILL when it has not ended in time. */
  stop(): Promise<void>;
}

const STOP_MS = 20_000;

interface Message {
  id?: number;
  answer?: unknown;
  error?: string;
  told?: unknown;
}

/** `file` is a path below the project's folder. */
export function startChild(file: string, env: Record<string, string> = {}): Child {
  const child = spawn(process.execPath, [path.join(ROOT, file)], {
    cwd: ROOT,
    env: { ...process.env, ...env } as NodeJS.ProcessEnv,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    serialization: "advanced",
  });
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  const listeners: ((told: unknown) => void)[] = [];
  let asked = 0;
  child.on("message", ({ id, answer, error, told }: Message) => {
    if (id === undefined) for (const listener of listeners) listener(told);
    else if (error) waiting.get(id)?.reject(new Error(`${file}: ${error}`));
    else waiting.get(id)?.resolve(answer);
  });
  child.once("exit", (code, signal) => {
    for (const { reject } of waiting.values()) reject(new Error(`${file} has ended (${code ?? signal}).`));
  });
  return {
    pid: child.pid ?? 0,
    ask<Answer>(name: string, argument?: unknown) {
      asked += 1;
      const id = asked;
      const wait = Promise.withResolvers<unknown>();
      waiting.set(id, wait);
      child.send({ id, name, argument }, (error) => error && wait.reject(error));
      const answer = wait.promise.finally(() => waiting.delete(id)) as Promise<Answer>;
      answer.catch(() => undefined); // whoever awaits it later hears of it then
      return answer;
    },
    onTold: (listener) => void listeners.push(listener),
    stop: endsWithUs(() => stop(child)),
  };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  const timer = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
  child.kill("SIGTERM");
  await ended;
  clearTimeout(timer);
}

/** In a child: what it can be asked. It ends with the process that started it. */
export function serveAsks(asks: Record<string, (argument: never) => unknown>): void {
  process.on("message", async ({ id, name, argument }: { id: number; name: string; argument: never }) => {
    try {
      process.send?.({ id, answer: await asks[name]?.(argument) });
    } catch (error) {
      process.send?.({ id, error: (error as Error).message });
    }
  });
  process.once("disconnect", () => process.exit(1));
}

/** In a child: tells the parent something. */
export const tell = (told: unknown): void => void process.send?.({ told });

/** Milliseconds by a clock that all processes of the machine share. */
export const sharedNow = (): number => Number(process.hrtime.bigint()) / 1e6;
