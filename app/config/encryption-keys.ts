import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Env } from "./env.ts";

/** ENCRYPTION_KEY, or for the embedded database a key of its own that is kept beside it. */
export async function encryptionKeys(env: Env): Promise<Buffer[]> {
  if (env.ENCRYPTION_KEY) return env.ENCRYPTION_KEY;
  const file = path.join(env.DATA_DIR, "encryption.key");
  await mkdir(env.DATA_DIR, { recursive: true });
  // "wx": of two processes that start at once, the second reads the first one's key.
  await writeFile(file, randomBytes(32).toString("base64"), { mode: 0o600, flag: "wx" }).catch(
    () => undefined,
  );
  return [Buffer.from(await readFile(file, "utf8"), "base64")];
}
