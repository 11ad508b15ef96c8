import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { findHome } from "#app/db/embedded-home.ts";

export interface TemporaryData {
  /** for DATA_DIR */
  directory: string;
  remove(): Promise<void>;
}

/** A data directory for one run, and its end: the embedded database may have had to move elsewhere. */
export async function temporaryData(prefix: string): Promise<TemporaryData> {
  const directory = await mkdtemp(path.join(tmpdir(), prefix));
  await chmod(directory, 0o755); // PostgreSQL does not run as root, and its own user has to get in
  return {
    directory,
    async remove() {
      const home = await findHome(directory, () => undefined).catch(() => undefined);
      for (const used of [directory, home?.directory])
        if (used) await rm(used, { recursive: true, force: true });
    },
  };
}
