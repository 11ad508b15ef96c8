import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { vi } from "vitest";
import { freePort } from "#sandbox/free-port.ts";

export interface RunningReceiver {
  /** without a path */
  origin: string;
  /** the bodies that it stored, by the event's id */
  stored(): Promise<Map<string, string>>;
  /** has to be called: vitest does not run an afterAll that a hook or a test registers */
  stop(): Promise<void>;
}

interface Start {
  command: string;
  args(port: number): string[];
  folder: string;
  secret: string;
}

/** A receiver of the docs, run as it stands there, until it is stopped. */
export async function runReceiver({ command, args, folder, secret }: Start): Promise<RunningReceiver> {
  const port = await freePort();
  const inbox = await mkdtemp(path.join(tmpdir(), "carillon-inbox-"));
  const env = {
    ...process.env,
    ...{ PORT: String(port), CARILLON_SECRET: secret, INBOX: inbox, PYTHONDONTWRITEBYTECODE: "1" },
  };
  // A group of its own: what shims start has to end with them.
  const child = spawn(command, args(port), { cwd: folder, env, stdio: "ignore", detached: true });
  const stop = async () => {
    endGroup(child);
    await rm(inbox, { recursive: true, force: true });
  };
  try {
    await vi.waitFor(() => isListening(port), { timeout: 60_000, interval: 50 });
  } catch (error) {
    await stop();
    throw error;
  }
  return { origin: `http://127.0.0.1:${port}`, stored: () => readInbox(inbox), stop };
}

function endGroup({ pid, exitCode, signalCode }: ChildProcess): void {
  if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, "SIGKILL");
}

const isListening = (port: number) =>
  new Promise<void>((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => resolve(void socket.destroy()));
    socket.once("error", reject);
  });

async function readInbox(folder: string): Promise<Map<string, string>> {
  const files = (await readdir(folder)).sort();
  const bodies = await Promise.all(files.map((file) => readFile(path.join(folder, file), "utf8")));
  return new Map(files.map((file, index) => [path.basename(file, ".json"), bodies[index] ?? ""]));
}
