// The command as its user runs it: a process, its output and its exit code.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { afterAll } from "vitest";

export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

/** `env`: with PATH all that the process has. */
export function runCarillon(
  words: string[],
  env: Record<string, string | undefined>,
  input?: string,
): Promise<Ran> {
  return new Promise((resolve) => {
    const options = { env: { PATH: process.env.PATH, ...env } as unknown as NodeJS.ProcessEnv };
    const child = execFile(
      process.execPath,
      ["app/carillon.ts", ...words],
      options,
      (error, stdout, stderr) =>
        resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr }),
    );
    child.stdin?.end(input);
  });
}

export interface Started {
  child: ChildProcess;
  out: string[];
  err: string[];
  /** exit code, or the signal that ended it */
  ended: Promise<number | string | null>;
}

/** One that goes on until it is told to end. */
export function startCarillon(words: string[], env: Record<string, string | undefined>): Started {
  const child = spawn(process.execPath, ["app/carillon.ts", ...words], {
    env: { PATH: process.env.PATH, ...env } as unknown as NodeJS.ProcessEnv,
  });
  afterAll(() => child.kill("SIGKILL"));
  const [out, err]: string[][] = [[], []];
  createInterface({ input: child.stdout }).on("line", (line) => out?.push(line));
  createInterface({ input: child.stderr }).on("line", (line) => err?.push(line));
  const ended = new Promise<number | string | null>((resolve) =>
    child.once("close", (code, signal) => resolve(code ?? signal)),
  );
  return { child, out: out as string[], err: err as string[], ended };
}
