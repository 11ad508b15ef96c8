// Whether the migrations make what prisma/schema.prisma says, on a database of its own.
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startEmbedded } from "../app/db/embedded.ts";

const dataDir = mkdtempSync(path.join(tmpdir(), "carillon-drift-"));
chmodSync(dataDir, 0o755);
const { url, stop } = await startEmbedded({ dataDir, say: () => undefined });
const diff = [
  "migrate",
  "diff",
  "--from-migrations",
  "prisma/migrations",
  "--to-schema-datamodel",
  "prisma/schema.prisma",
];
const { status, stdout, stderr } = spawnSync(
  process.execPath,
  ["node_modules/prisma/build/index.js", ...diff, "--exit-code"],
  {
    env: { ...process.env, DATABASE_URL: url },
    encoding: "utf8",
  },
);
await stop();
rmSync(dataDir, { recursive: true, force: true });
if (status !== 0) {
  console.error(`The migrations and the schema differ:\n${stdout}${stderr}`);
  process.exitCode = 1;
}
