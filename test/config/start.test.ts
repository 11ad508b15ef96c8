// What the process says when it cannot start. Each case is a process of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { waitForDatabase } from "../../app/db/wait-for-database.ts";
import { buildApp } from "../helpers/build-app.ts";
import { createTestDatabase } from "../helpers/test-database.ts";

const KEY = Buffer.alloc(32).toString("base64");
const directories: string[] = [];
beforeAll(buildApp, 180_000); // of role web
afterAll(() => Promise.all(directories.map((directory) => rm(directory, { recursive: true, force: true }))));

function start(
  environment: Record<string, string>,
  args = ["app/main.ts"],
): Promise<{ code: number | null; output: string }> {
  const env = { PATH: process.env.PATH, LOG_LEVEL: "silent", ...environment } as unknown as NodeJS.ProcessEnv;
  const child = spawn(process.execPath, args, { env });
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  child.stderr.on("data", (chunk) => {
    output += chunk;
  });
  return new Promise((resolve) => child.once("exit", (code) => resolve({ code, output })));
}

test("wrong variables end the start with one line each and no stack trace", async () => {
  const { code, output } = await start({ PORT: "http", ROLE: "boss" });
  expect(code).toBe(1);
  expect(output.trim().split("\n")).toEqual([
    expect.stringMatching(/^PORT /),
    expect.stringMatching(/^ROLE /),
  ]);
});

test("a data directory that cannot be used ends the start with one line", async () => {
  const directory = await mkdtemp(path.join(tmpdir(), "carillon-start-"));
  directories.push(directory);
  await writeFile(path.join(directory, "file"), "");
  const { code, output } = await start({ DATA_DIR: path.join(directory, "file", "data") });
  expect(code).toBe(1);
  expect(output.trim().split("\n")).toEqual([expect.stringMatching(/^The data directory .* cannot be used/)]);
});

test("a wrong database name ends the start at once with one line", async () => {
  const url = new URL(await createTestDatabase());
  url.pathname = "/missing";
  const { code, output } = await start({ DATABASE_URL: url.href, ENCRYPTION_KEY: KEY });
  expect(code).toBe(1);
  expect(output.trim()).toMatch(
    /^The database at .* cannot be used: database "missing" does not exist. Check DATABASE_URL.$/,
  );
});

test("a database that is away is waited for with a message, then the start ends with one line", async () => {
  const said: string[] = [];
  const waiting = waitForDatabase("postgresql://u:secret@127.0.0.1:1/carillon", {
    say: (line) => said.push(line),
    waitMs: 0,
  });
  await expect(waiting).rejects.toThrow(/^The database at 127.0.0.1:1 cannot be used: .*ECONNREFUSED/);
  const longer = waitForDatabase("postgresql://u:secret@127.0.0.1:1/carillon", {
    say: (line) => said.push(line),
    waitMs: 500,
  });
  await expect(longer).rejects.toThrow("cannot be used");
  expect(said).toEqual([expect.stringMatching(/^Waiting for the database at 127.0.0.1:1/)]);
  expect(said.join()).not.toContain("secret");
});

test("a port in use ends the start with one line", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  afterAll(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const { code, output } = await start({
    DATABASE_URL: await createTestDatabase(),
    ENCRYPTION_KEY: KEY,
    HOST: "127.0.0.1",
    PORT: String(port),
    ROLE: "web",
  });
  expect(code).toBe(1);
  expect(output.trim()).toBe(`Port ${port} is in use. Stop what uses it, or set PORT to another one.`);
});

/** Sends the signals one after the other, each when the process has said what stands beside it; resolves to its end. */
async function signalled(environment: Record<string, string>, signals: [RegExp, NodeJS.Signals][]) {
  const env = { PATH: process.env.PATH, HOST: "127.0.0.1", PORT: "0", ENCRYPTION_KEY: KEY, ...environment };
  const child = spawn(process.execPath, ["app/main.ts"], { env: env as unknown as NodeJS.ProcessEnv });
  let output = "";
  const hear = (chunk: Buffer) => {
    output += chunk;
    if (signals[0]?.[0].test(output)) child.kill(signals.shift()?.[1]);
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  const [code] = (await once(child, "exit")) as [number | null];
  return { code, output };
}

test("a second signal ends the process at once, of whichever kind it is", async () => {
  const DATABASE_URL = await createTestDatabase();
  const environment = { DATABASE_URL, ROLE: "web", DRAIN_SECONDS: "300" };
  const { code } = await signalled(environment, [
    [/"app\.started"/, "SIGTERM"],
    [/"app\.stopping"/, "SIGINT"],
  ]);
  expect(code).toBe(1);
});

test("a process that waits for another's migration says so, and ends when it is asked to", async () => {
  const DATABASE_URL = await createTestDatabase();
  const other = new pg.Client({ connectionString: DATABASE_URL });
  await other.connect();
  await other.query("select pg_advisory_lock(hashtextextended('carillon migrate', 0))");
  const { code, output } = await signalled({ DATABASE_URL, ROLE: "worker" }, [
    [/Waiting for another/, "SIGTERM"],
  ]);
  await other.end();
  expect(code).toBe(1);
  expect(output.trim().split("\n")).toEqual([
    "Waiting for another process's migration.",
    "The database could not be migrated: it was asked to stop",
  ]);
});

test("an old Node is told which one is needed", async () => {
  const guard = `Object.defineProperty(process, "versions", { value: { node: "20.20.2" } }); await import(${JSON.stringify(path.resolve("scripts/check-node.mjs"))})`;
  const { code, output } = await start({}, ["--input-type=module", "-e", guard]);
  expect(code).toBe(1);
  expect(output.trim()).toMatch(/^Carillon needs Node 22.18 or later/);
});
