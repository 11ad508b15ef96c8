import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Env } from "./env.ts";

/** ENCRYPTION_KEY, or for the embedded database a key of its own that is kept beside it. */
export async function encryptionKeys(env: Env): Promise<Buffer[]> {
  if (env.ENCRYPTION_KEY) return env.ENCRYPTION_KEY;
  const file = keyFile(env);
  await mkdir(env.DATA_DIR, { recursive: true });
  // "wx": of two processes that start at once, the second reads the first one's key.
  await writeFile(file, randomBytes(32).toString("base64"), { mode: 0o600, flag: "wx" }).catch(
    () => undefined,
  );
  return [Buffer.from(await readFile(file, "utf8"), "base64")];
}

/** The same, without making one; undefined when there is none yet. */
export async function existingKeys(
  env: Pick<Env, "ENCRYPTION_KEY" | "DATA_DIR">,
): Promise<Buffer[] | undefined> {
  if (env.ENCRYPTION_KEY) return env.ENCRYPTION_KEY;
  try {
    return [Buffer.from(await readFile(keyFile(env), "utf8"), "base64")];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

const keyFile = ({ DATA_DIR }: Pick<Env, "DATA_DIR">): string => path.join(DATA_DIR, "encryption.key");
