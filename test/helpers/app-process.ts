// The app as processes of their own, as operators run it.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { ENVIRONMENT } from "./test-deps.ts";

export interface AppProcess {
  url: string;
  /** SIGTERM; resolves to the exit code */
  stop(): Promise<number | null>;
  /** for the end of the test file */
  kill(): void;
}

/** Starts app/main.ts on a port of its own; resolves when it says that it has started. */
export async function startProcess(environment: Record<string, string>): Promise<AppProcess> {
  const env = { ...ENVIRONMENT, LOG_LEVEL: "info", PATH: process.env.PATH, ...environment };
  const child = spawn(process.execPath, ["app/main.ts"], {
    env: env as unknown as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = `http://127.0.0.1:${await startedPort(child)}`;
  return {
    url,
    async stop() {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
      return child.exitCode;
    },
    kill: () => void child.kill("SIGKILL"),
  };
}

function startedPort(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    child.once("exit", (code) => reject(new Error(`the app ended with ${code}: ${text.slice(-500)}`)));
    child.stdout?.on("data", (chunk: Buffer) => {
      text = `${text}${chunk}`.slice(-10_000);
      const port = /"port":(\d+).*"app\.started"/.exec(text)?.[1];
      if (port) resolve(port);
    });
  });
}
