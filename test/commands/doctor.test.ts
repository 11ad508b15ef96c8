import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { examine } from "../../app/commands/doctor/examine.ts";
import type { Finding } from "../../app/commands/doctor/finding.ts";
import { systemClock } from "../../app/config/clock.ts";
import { existingKeys } from "../../app/config/encryption-keys.ts";
import { newId } from "../../app/db/ids.ts";
import { serve } from "../../app/server/serve.ts";
import { addEndpoint, addShop, publishProducts } from "../helpers/pipeline-steps.ts";
import { createTestDatabase } from "../helpers/test-database.ts";
import { createTestDeps, ENVIRONMENT, type TestDeps } from "../helpers/test-deps.ts";
import { runCarillon } from "./command-process.ts";

const KEY = ENVIRONMENT.ENCRYPTION_KEY;
const OTHER_KEY = Buffer.alloc(32, 8).toString("base64");

let app: TestDeps;
let source: Record<string, string>;
let silent: { port: number; close(): void };

beforeAll(async () => {
  app = await createTestDeps();
  const { port } = await serve(app.deps, { withPanel: false });
  const url = `http://127.0.0.1:${port}`;
  source = { ...ENVIRONMENT, DATABASE_URL: app.databaseUrl, SHOPIFY_APP_URL: url };
  await addEndpoint(app.deps, await addShop(app.deps), "http://127.0.0.1:9/hook");
  await app.deps.pool.query("insert into heartbeat values ('worker', now())");
  silent = await silentServer();
});
afterAll(() => silent.close());

/** Takes connections, and says nothing. */
async function silentServer() {
  const sockets: { destroy(): void }[] = [];
  const server = createServer((socket) => void sockets.push(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as { port: number }).port,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

const look = (changes: Record<string, string> = {}, clock = systemClock): Promise<Finding[]> =>
  examine({ source: { ...source, ...changes }, clock, shopifyAdmin: source.SHOPIFY_APP_URL });

const about = (findings: Finding[], check: string) =>
  findings.filter((finding) => finding.check === check).map(({ state, says }) => `${state}: ${says}`);

test("an installation in order has a line for each thing that was looked at, and none is wrong", async () => {
  const findings = await look({ ALLOW_DESTINATIONS: "", ALLOW_HTTP_DESTINATIONS: "" });
  expect(findings.filter(({ state }) => state !== "ok")).toEqual([]);
  expect(findings.map(({ check }) => check)).toEqual([
    ...[
      "node",
      "configuration",
      "database",
      "migrations",
      "partitions",
      "keys",
      "clock",
      "worker",
      "backlog",
    ],
    ...["address", "Shopify"],
  ]);
  expect(about(findings, "keys")).toEqual([
    "ok: ENCRYPTION_KEY opens all 1 stored secrets, headers and tokens.",
  ]);
});

test("every wrong variable has its sentence, and the others are used all the same", async () => {
  const findings = await look({ PORT: "many", MAX_ENDPOINTS_PER_SHOP: "-1" });
  expect(about(findings, "configuration")).toEqual([
    "wrong: PORT (the port the app listens on) must be a number from 0 to 65535.",
    "wrong: MAX_ENDPOINTS_PER_SHOP (endpoints a shop may have) must be a number from 1 to 10000.",
  ]);
  expect(about(findings, "database")[0]).toMatch(/^ok: PostgreSQL \d+/);
});

test("what is risky is warned of", async () => {
  const findings = await look({ SHOPIFY_API_SECRET: "" });
  expect(about(findings, "destinations")).toHaveLength(2);
  expect(about(findings, "Shopify")[0]).toMatch(/^warning: .* set SHOPIFY_API_SECRET\.$/);
});

test("secrets that no key opens are counted, and a key that seals nothing is named as old or as the next one", async () => {
  expect(about(await look({ ENCRYPTION_KEY: OTHER_KEY }), "keys")).toEqual([
    "wrong: ENCRYPTION_KEY opens 0 of 1 stored secrets, headers and tokens. Add the key that sealed the others after a comma.",
  ]);
  expect(about(await look({ ENCRYPTION_KEY: `${OTHER_KEY},${KEY}` }), "keys")[1]).toMatch(
    /^ok: Key 2 of ENCRYPTION_KEY is still needed by 1/,
  );
  expect(about(await look({ ENCRYPTION_KEY: `${KEY},${OTHER_KEY}` }), "keys")[1]).toBe(
    "warning: Nothing is sealed with key 2 of ENCRYPTION_KEY. If it sealed before, it can go; if it is the next one, put it first once every process has it.",
  );
  await app.deps.pool.query("update signing_secret set sealed = left(sealed, -3) || 'abc'");
  expect(about(await look(), "keys")[0]).toMatch(/^wrong: ENCRYPTION_KEY opens 0 of 1/);
});

test("without a key nothing is made, and the key beside an embedded database is used as it is", async () => {
  const folder = await mkdtemp(join(tmpdir(), "carillon-doctor-"));
  const env = { ...source, ENCRYPTION_KEY: "", DATA_DIR: join(folder, "data") };
  await examine({
    source: env,
    clock: systemClock,
    shopifyAdmin: source.SHOPIFY_APP_URL ?? "http://127.0.0.1:9",
  });
  expect(await readdir(folder)).toEqual([]);
  expect(await existingKeys({ ENCRYPTION_KEY: undefined, DATA_DIR: folder })).toBeUndefined();
  await writeFile(join(folder, "encryption.key"), KEY);
  expect(await existingKeys({ ENCRYPTION_KEY: undefined, DATA_DIR: folder })).toEqual([
    Buffer.from(KEY, "base64"),
  ]);
  await rm(folder, { recursive: true });
});

test("a clock that is wrong by more than five seconds is warned of", async () => {
  const late = { now: () => new Date(Date.now() - 8_000) };
  expect(about(await look({}, late), "clock")[0]).toMatch(
    /^warning: This machine's is [78]\.\d s behind the database's\./,
  );
});

test("a worker that is silent and work that waits are wrong", async () => {
  const later = { now: () => new Date(Date.now() + 3 * 60_000) };
  expect(about(await look({}, later), "worker")[0]).toMatch(
    /^wrong: None was heard of since .*: nothing is sent\./,
  );
  await publishProducts(app.deps);
  await app.deps.pool.query("update delivery set due_at = now() - interval '1 hour'");
  await app.deps.pool.query("update lane set next_due_at = now() - interval '1 hour'");
  expect(about(await look(), "backlog")[0]).toMatch(/^wrong: .* up to 36\d\d s, deliveries of 1 endpoints/);
});

test("partitions that are missing are told before they are needed", async () => {
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10).replaceAll("-", "");
  await app.deps.pool.query(`drop table partitions.attempt_${tomorrow}`);
  expect(about(await look(), "partitions")[0]).toMatch(/^wrong: They are there for 1 day, today included\./);
});

test("a database without migrations, and one of a newer version", async () => {
  const other = new URL(await createTestDatabase());
  const client = new pg.Client({ connectionString: other.href });
  await client.connect();
  await client.query(
    "insert into _prisma_migrations (id, checksum, migration_name, finished_at) values ($1, '', '29990101000000_later', now())",
    [newId("lst")],
  );
  expect(about(await look({ DATABASE_URL: other.href }), "migrations")[0]).toMatch(
    /^warning: .* 1 that this version does not know/,
  );
  await client.query("truncate _prisma_migrations");
  expect(about(await look({ DATABASE_URL: other.href }), "migrations")[0]).toMatch(
    /^wrong: (\d+) of \1 are not applied/,
  );
  await client.query("drop table _prisma_migrations");
  await client.end();
  const findings = await look({ DATABASE_URL: other.href });
  expect(about(findings, "migrations")[0]).toMatch(/^wrong: /);
  expect(about(findings, "worker")).toEqual([]);
});

test("servers that are silent hold nothing up, and no secret is said", async () => {
  const here = `127.0.0.1:${silent.port}`;
  const findings = await examine({
    source: {
      ...source,
      DATABASE_URL: `postgresql://carillon:hunter2@${here}/carillon`,
      SHOPIFY_APP_URL: `http://${here}`,
      SMTP_URL: `smtp://me:hunter2@${here}`,
      MAIL_FROM: "alerts@example.com",
    },
    clock: systemClock,
    shopifyAdmin: `http://${here}`,
  });
  expect(about(findings, "database")[0]).toMatch(/^wrong: This could not be looked at/);
  expect(about(findings, "address")[0]).toMatch(/^warning: .*no answer in time/);
  expect(about(findings, "Shopify")[0]).toMatch(/^warning: .* cannot be reached \(no answer in time\)/);
  expect(about(findings, "mail")).toEqual([`ok: ${here} can be reached.`]);
  expect(JSON.stringify(findings)).not.toMatch(/hunter2|test-api-secret/);
});

test("as a process it exits with 1 when something is wrong, and prints one list as JSON", async () => {
  const env = { ...source, DATABASE_URL: "postgresql://carillon:hunter2@127.0.0.1:59/carillon" };
  const { code, stdout, stderr } = await runCarillon(["doctor", "--json"], env);
  expect([code, stderr]).toEqual([1, ""]);
  expect(JSON.parse(stdout)).toContainEqual({
    ...{ check: "database", state: "wrong" },
    says: "This could not be looked at (ECONNREFUSED). Is the server running, and is DATABASE_URL right?",
  });
  const text = (await runCarillon(["doctor"], env)).stdout;
  expect(text).toMatch(/^ok {7}node {11}Node \d+/);
});
