// A PostgreSQL of a test's own, to be stopped, killed and started again.
import { chmodSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startEmbedded } from "../../app/db/embedded.ts";
import { findHome, runAs } from "../../app/db/embedded-home.ts";
import { migrate } from "../../app/db/migrate.ts";

export interface OwnServer {
  url: string;
  /** Ends it as a power cut does: what was not flushed is lost. */
  crash(): Promise<void>;
  /** On the same port. */
  start(): Promise<void>;
  /** For good, with its data. To be called by whoever made it: a hook of this file's would not run for a test's server. */
  end(): Promise<void>;
}

export async function createOwnServer(): Promise<OwnServer> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "carillon-fault-"));
  chmodSync(dataDir, 0o755);
  const server = await startEmbedded({ dataDir, say: () => undefined });
  const home = await findHome(dataDir, () => undefined);
  const flags = [
    `port=${new URL(server.url).port}`,
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
  ];
  const log = path.join(home.cluster, "server.log");
  await migrate(server.url);
  return {
    url: server.url,
    async end() {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
    crash: () => runAs(home, "pg_ctl", ["stop", "-D", home.cluster, "-m", "immediate", "-w"]),
    start: () =>
      runAs(home, "pg_ctl", [
        ...["start", "-D", home.cluster, "-l", log, "-w", "-t", "60"],
        ...["-o", flags.map((flag) => `-c ${flag}`).join(" ")],
      ]),
  };
}
