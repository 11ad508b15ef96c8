// The embedded PostgreSQL in a process of its own, as the app starts it.
import { type ChildProcess, spawn } from "node:child_process";
import { chmod, mkdir, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { runningEmbeddedUrl, startEmbedded } from "../../app/db/embedded.ts";

const directories: string[] = [];
const movedHomes: string[] = [];
const children: ChildProcess[] = [];

afterAll(async () => {
  for (const child of children) child.kill("SIGKILL");
  for (const directory of directories.reverse()) {
    const url = await runningEmbeddedUrl(directory);
    if (url) await (await startEmbedded({ dataDir: directory, say: () => undefined })).stop();
    await rm(directory, { recursive: true, force: true });
  }
  for (const home of movedHomes) await rm(home, { recursive: true, force: true });
});

async function newDirectory(parent = tmpdir(), mode = 0o755): Promise<string> {
  const directory = await mkdtemp(path.join(parent, "carillon-embedded-"));
  await chmod(directory, mode);
  directories.push(directory);
  return directory;
}

interface Started {
  child: ChildProcess;
  url: string;
  said: string[];
}

/** Starts the database in another process; rejects with what that process said when it could not. */
function start(dataDir: string): Promise<Started> {
  const code = `import { startEmbedded } from ${JSON.stringify(path.resolve("app/db/embedded.ts"))};
    const say = (sentence) => console.log("SAID " + sentence);
    const database = await startEmbedded({ dataDir: process.argv[1], say }).catch((error) => { console.log("ERROR " + error.message); process.exit(1); });
    console.log("URL " + database.url);
    process.on("SIGTERM", async () => { await database.stop(); process.exit(0); });
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", code, dataDir]);
  children.push(child);
  return new Promise((resolve, reject) => {
    const said: string[] = [];
    let output = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      output += chunk;
      const lines = output.split("\n");
      output = lines.pop() ?? "";
      for (const line of lines) {
        if (line.startsWith("SAID ")) said.push(line.slice(5));
        if (line.startsWith("URL ")) resolve({ child, url: line.slice(4), said });
        if (line.startsWith("ERROR ")) reject(new Error(line.slice(6)));
      }
    });
    child.stderr?.on("data", (chunk: Buffer) => reject(new Error(String(chunk))));
  });
}

const ended = (child: ChildProcess) => new Promise((resolve) => child.once("exit", resolve));

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
}

test("data is kept between runs, and the server stops with the app", async () => {
  const directory = await newDirectory();
  const first = await start(directory);
  await query(first.url, "create table kept as select 42 as answer");
  first.child.kill("SIGTERM");
  await ended(first.child);
  expect(await runningEmbeddedUrl(directory)).toBeUndefined();
  const second = await start(directory);
  expect(await query(second.url, "select answer from kept")).toEqual([{ answer: 42 }]);
});

test("a second app on the same directory is refused with a sentence that says what to do", async () => {
  const directory = await newDirectory();
  await start(directory);
  await expect(start(directory)).rejects.toThrow(
    /Another Carillon is using the database in .*DATA_DIR or a DATABASE_URL/,
  );
});

test("two apps that start at once on a new directory: one wins, the other is refused", async () => {
  const directory = await newDirectory();
  const results = await Promise.allSettled([start(directory), start(directory)]);
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("the server of an app that was killed is adopted with its data", async () => {
  const directory = await newDirectory();
  const killed = await start(directory);
  await query(killed.url, "create table kept as select 42 as answer");
  killed.child.kill("SIGKILL");
  await ended(killed.child);
  expect(await runningEmbeddedUrl(directory)).toBe(killed.url);
  const next = await start(directory);
  expect(next.url).toBe(killed.url);
  expect(await query(next.url, "select answer from kept")).toEqual([{ answer: 42 }]);
});

test("after the server itself was killed the next app starts it again", async () => {
  const directory = await newDirectory();
  const first = await start(directory);
  const [row] = (await query(first.url, "select current_setting('data_directory') as home")) as {
    home: string;
  }[];
  const pid = Number((await readFile(`${row?.home}/postmaster.pid`, "utf8")).split("\n")[0]);
  process.kill(pid, "SIGKILL");
  first.child.kill("SIGKILL");
  await ended(first.child);
  const next = await start(directory);
  expect(await query(next.url, "select 1 as one")).toEqual([{ one: 1 }]);
});

test("server.json, which holds the password, is for its owner alone", async () => {
  const directory = await newDirectory();
  await start(directory);
  expect((await stat(path.join(directory, "server.json"))).mode & 0o777).toBe(0o600);
});

const asRoot = test.runIf(process.getuid?.() === 0);

asRoot("as root, in a directory that only root may enter, the files move and one line says so", async () => {
  const closed = await newDirectory(tmpdir(), 0o700);
  const directory = path.join(closed, "data");
  await mkdir(directory);
  directories.push(directory);
  const { said, url } = await start(directory);
  expect(said).toEqual([
    expect.stringMatching(/own user cannot enter .* its files are in \/var\/lib\/carillon\//),
  ]);
  expect(await query(url, "select 1 as one")).toEqual([{ one: 1 }]);
});

asRoot("as root, the server runs as another user", async () => {
  const directory = await newDirectory();
  await start(directory);
  expect((await stat(path.join(directory, "postgres"))).uid).not.toBe(0);
});

test("a data directory that is a file is refused with a sentence", async () => {
  const file = path.join(await newDirectory(), "file");
  await (await import("node:fs/promises")).writeFile(file, "");
  await expect(start(file)).rejects.toThrow(/The data directory .* cannot be used \(EEXIST\).*set DATA_DIR/);
});
