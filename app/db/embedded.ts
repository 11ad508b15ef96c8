// A PostgreSQL out of node_modules, for machines that have none. It keeps its data under the data directory, one
// app at a time: an advisory lock tells a second app from the orphan of a killed one, which is adopted.
import { randomBytes } from "node:crypto";
import { chown, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import pg from "pg";
import { StartError } from "../config/start-error.ts";
import { findHome, type Home, runAs } from "./embedded-home.ts";

const DATABASE = "carillon";
/** Any number; it only has to be the same in every Carillon. */
const APP_LOCK = 20_261_121;

export interface EmbeddedDatabase {
  url: string;
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  dataDir: string;
  /** Told one sentence where the operator should know something. */
  say: (sentence: string) => void;
  /** `name=value` settings of the server, e.g. for tests. */
  settings?: string[];
}

/** Starts the server, or adopts the one a killed app left. Throws StartError when another app holds it. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const home = await findHome(options.dataDir, options.say);
  await createCluster(home);
  const password = (await readFile(path.join(home.cluster, "password"), "utf8")).trim();

  let port = await runningPort(home);
  if (port && !(await answers(serverUrl(port, password)))) {
    await runAs(home, "pg_ctl", ["stop", "-D", home.cluster, "-m", "immediate", "-w"]).catch(() => undefined);
    port = undefined;
  }
  port ??= await startServer(home, options.settings ?? []);
  await createDatabase(serverUrl(port, password));

  const url = serverUrl(port, password, DATABASE);
  const lock = await takeAppLock(url, options.dataDir);
  await writeServerFile(options.dataDir, url);
  return {
    url,
    async stop() {
      await lock.end().catch(() => undefined);
      await runAs(home, "pg_ctl", ["stop", "-D", home.cluster, "-m", "fast", "-w"]);
    },
  };
}

/** The address of the server that an app started here and still runs; undefined when none does. */
export async function runningEmbeddedUrl(dataDir: string): Promise<string | undefined> {
  const file = await readFile(serverFile(dataDir), "utf8").catch(() => undefined);
  const url = file && (JSON.parse(file) as { url: string }).url;
  return url && (await answers(url)) ? url : undefined;
}

/** Whether an app has ever been started with this directory. */
export const hasEmbedded = (dataDir: string): Promise<boolean> => exists(serverFile(dataDir));

const serverFile = (dataDir: string) => path.join(dataDir, "server.json");

const serverUrl = (port: number, password: string, database = "postgres") =>
  `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`;

/** Made beside its place and renamed, so that a crash or a second app never meets half a cluster. */
async function createCluster(home: Home): Promise<void> {
  if (await exists(path.join(home.cluster, "PG_VERSION"))) return;
  const draft = `${home.cluster}.new-${process.pid}`;
  await mkdir(draft, { recursive: true, mode: 0o700 });
  const password = path.join(home.directory, `password-${process.pid}`);
  await writeFile(password, randomBytes(24).toString("hex"), { mode: 0o600 });
  if (home.user) {
    await chown(draft, home.user.uid, home.user.gid);
    await chown(password, home.user.uid, home.user.gid);
  }
  try {
    await runAs(home, "initdb", [
      ...["-D", draft, "-U", "postgres", "--pwfile", password],
      ...["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C"],
    ]);
    await rename(password, path.join(draft, "password"));
    await rename(draft, home.cluster);
  } catch (error) {
    if (!(await exists(path.join(home.cluster, "PG_VERSION")))) throw error;
  } finally {
    await rm(draft, { recursive: true, force: true });
    await rm(password, { force: true });
  }
}

async function startServer(home: Home, settings: string[]): Promise<number> {
  const port = await freePort();
  const flags = [`port=${port}`, "listen_addresses=127.0.0.1", "unix_socket_directories=", ...settings];
  const args = ["start", "-D", home.cluster, "-l", path.join(home.cluster, "server.log"), "-w", "-t", "60"];
  try {
    await runAs(home, "pg_ctl", [...args, "-o", flags.map((flag) => `-c ${flag}`).join(" ")]);
    return port;
  } catch (error) {
    const other = await runningPort(home); // another app was faster; its lock will tell
    if (other) return other;
    const log = await readFile(path.join(home.cluster, "server.log"), "utf8").catch(() => "");
    throw new StartError(
      `The database in ${home.cluster} does not start: ${log.trim().split("\n").at(-1) || (error as Error).message}`,
    );
  }
}

/** The port in postmaster.pid, if the process that wrote it lives. */
async function runningPort(home: Home): Promise<number | undefined> {
  const lines = (await readFile(path.join(home.cluster, "postmaster.pid"), "utf8").catch(() => "")).split(
    "\n",
  );
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!pid || !port) return undefined;
  try {
    process.kill(pid, 0);
    return port;
  } catch {
    return undefined;
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`create database ${DATABASE}`);
  } catch (error) {
    const code = (error as pg.DatabaseError).code;
    if (code !== "42P04" && code !== "23505") throw error; // it is there already, or another app just made it
  } finally {
    await client.end();
  }
}

/** The session keeps the lock until the app ends, however it ends. */
async function takeAppLock(url: string, dataDir: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: `carillon ${process.pid}` });
  client.on("error", () => undefined);
  await client.connect();
  const { rows } = await client.query<{ taken: boolean }>("select pg_try_advisory_lock($1) as taken", [
    APP_LOCK,
  ]);
  if (rows[0]?.taken) return client;
  await client.end();
  throw new StartError(
    `Another Carillon is using the database in ${dataDir}. Stop it first, or give this one its own DATA_DIR or a DATABASE_URL.`,
  );
}

async function writeServerFile(dataDir: string, url: string): Promise<void> {
  const draft = `${serverFile(dataDir)}.${process.pid}`;
  await writeFile(draft, JSON.stringify({ url, app: process.pid }), { mode: 0o600 });
  await rename(draft, serverFile(dataDir));
}

const exists = (file: string) =>
  readFile(file).then(
    () => true,
    () => false,
  );

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
