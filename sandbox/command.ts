import { SandboxError } from "./sandbox-error.ts";

/** What people read goes to stderr; stdout is for the machine's line of JSON. */
export const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Aborted at the first Ctrl-C or SIGTERM. The second one ends at once; the app then stops by itself. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(130);
      say("Stopping …");
      controller.abort();
    });
  }
  return controller.signal;
}

/** Runs a command's work and ends the process with its exit code. A SandboxError is shown without a stack. */
export async function runCommand(work: () => Promise<number>): Promise<never> {
  try {
    process.exit(await work());
  } catch (error) {
    say(error instanceof SandboxError ? error.message : ((error as Error).stack ?? String(error)));
    process.exit(1);
  }
}
