import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

/** Writes a generated file; with --check on the command line only says whether it is stale, and then fails. */
export async function writeGenerated(file: string, text: string): Promise<void> {
  const committed = await readFile(file, "utf8").catch(() => undefined);
  if (committed === text) return;
  if (process.argv.includes("--check")) {
    console.error(`${file} is stale. Run: npm run generate`);
    process.exitCode = 1;
    return;
  }
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
  console.log(`wrote ${file}`);
}
