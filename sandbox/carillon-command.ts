// The `carillon` command, as an operator would run it beside the app.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { ROOT } from "./app-process.ts";
import { SandboxError } from "./sandbox-error.ts";

/** Runs `carillon … --json` in the app's environment and answers the value it prints. */
export async function carillon(env: NodeJS.ProcessEnv, words: string[]): Promise<unknown> {
  try {
    const run = promisify(execFile)(process.execPath, ["app/carillon.ts", ...words, "--json"], {
      cwd: ROOT,
      env,
    });
    return JSON.parse((await run).stdout);
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim();
    throw new SandboxError(`carillon ${words.join(" ")} failed: ${said || (error as Error).message}`);
  }
}
