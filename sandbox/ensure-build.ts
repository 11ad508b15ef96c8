import { execFile } from "node:child_process";
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { ROOT } from "./app-process.ts";
import { SandboxError } from "./sandbox-error.ts";

const SOURCES = ["app", "prisma/schema.prisma", "package.json", "vite.config.ts", "vite.main.config.ts"];
const BUILT = "build/main.js";

/** Builds the app unless build/ is newer than everything it is made of. */
export async function ensureBuild(say: (sentence: string) => void): Promise<void> {
  const built = await changedAt(path.join(ROOT, BUILT));
  const sources = await Promise.all(SOURCES.map((source) => newest(path.join(ROOT, source))));
  if (built > Math.max(...sources)) return;
  say("Building the app …");
  const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: "production" };
  try {
    await promisify(execFile)("npm", ["run", "--silent", "build"], {
      cwd: ROOT,
      env,
      maxBuffer: 64 * 1024 * 1024,
    });
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new SandboxError(`The app does not build.\n${(stderr || stdout).trim()}`);
  }
}

/** When the file, or the newest one below the folder, was changed; 0 when there is none. */
async function newest(file: string): Promise<number> {
  const entries = await readdir(file, { recursive: true, withFileTypes: true }).catch(() => undefined);
  if (!entries) return changedAt(file);
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  return Math.max(0, ...(await Promise.all(files.map(changedAt))));
}

const changedAt = (file: string): Promise<number> =>
  stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
