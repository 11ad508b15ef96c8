import { defineConfig } from "prisma/config";
import { MigrationPg } from "./prisma/migration-adapter.ts";

// The CLI works on its bundled WASM engine. On some paths (an error to report, DATABASE_URL unset) it would still
// try to download its native one, and hide the message behind the failed download.
process.env.PRISMA_QUERY_ENGINE_LIBRARY ??= "/dev/null";
process.env.CHECKPOINT_DISABLE ??= "1";

// The WASM engine guards its migration lock with a 10 s timer that it never clears: every command would take 12 s.
const setTimer = globalThis.setTimeout;
globalThis.setTimeout = Object.assign((...args: Parameters<typeof setTimeout>) => {
  const timer = setTimer(...args);
  if (args[1] === 10_000) timer.unref();
  return timer;
}, setTimer) as typeof setTimeout;

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  engine: "js",
  experimental: { adapter: true },
  adapter: async () =>
    new MigrationPg(process.env.DATABASE_URL ?? "postgresql://postgres@127.0.0.1:5432/carillon"),
});
