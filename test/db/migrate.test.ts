// Migrations as deployments meet them: several processes at once, and a database that older releases have filled.
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cp, mkdtemp, readdir, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { afterAll, expect, inject, test } from "vitest";
import { migrate } from "../../app/db/migrate.ts";
import { survivesLostConnections } from "../../app/db/transaction.ts";

const ROOT = path.join(import.meta.dirname, "../..");
const MIGRATIONS = path.join(ROOT, "prisma/migrations");
/** Made before the promise that a release can be taken back (docs/operations.md). */
const LAST_THAT_CONTRACTS = "20261121080000_delivery";

const ends: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const end of ends.reverse()) await end();
});

async function emptyDatabase(): Promise<{ url: string; pool: pg.Pool }> {
  const server = new pg.Pool({ connectionString: inject("serverUrl"), max: 1 });
  const name = `migrate_${randomBytes(6).toString("hex")}`;
  await server.query(`create database ${name}`);
  const url = new URL(inject("serverUrl"));
  url.pathname = `/${name}`;
  const pool = survivesLostConnections(new pg.Pool({ connectionString: url.href, max: 1 }));
  ends.push(
    () => server.end(),
    () => server.query(`drop database ${name} with (force)`),
    () => pool.end(),
  );
  return { url: url.href, pool };
}

const names = async () =>
  (await readdir(MIGRATIONS, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

/** Migrates as the release did that had no other migrations than the first `count`. */
async function migrateAsBefore(url: string, count: number): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "carillon-before-"));
  ends.push(() => rm(folder, { recursive: true, force: true }));
  for (const file of ["package.json", "prisma.config.ts", "prisma"])
    await cp(path.join(ROOT, file), path.join(folder, file), { recursive: true });
  await symlink(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"));
  for (const name of (await names()).slice(count))
    await rm(path.join(folder, "prisma/migrations", name), { recursive: true });
  await promisify(execFile)(process.execPath, ["node_modules/prisma/build/index.js", "migrate", "deploy"], {
    cwd: folder,
    env: { ...process.env, DATABASE_URL: url },
  });
}

test("processes that start at once on an empty database migrate it once", async () => {
  const { url, pool } = await emptyDatabase();
  await Promise.all([migrate(url), migrate(url), migrate(url)]);
  const { rows } = await pool.query(
    "select migration_name as name, finished_at is not null as finished from _prisma_migrations order by 1",
  );
  expect(rows).toEqual((await names()).map((name) => ({ name, finished: true })));
});

/** One that migrates, and how many wait for it. */
async function migrating(pool: pg.Pool) {
  const other = await pool.connect();
  await other.query("select pg_advisory_lock(hashtextextended('carillon migrate', 0))");
  const waiting =
    "select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event = 'advisory'";
  return {
    waiting: async () => (await other.query<{ n: number }>(waiting)).rows[0]?.n,
    async end() {
      await other.query("select pg_advisory_unlock_all()");
      other.release();
    },
  };
}

test("a process waits for one that is still migrating, however long that takes, and says so", async () => {
  const { url, pool } = await emptyDatabase();
  const other = await migrating(pool);
  const said: string[] = [];
  const migrated = migrate(url, { say: (sentence) => said.push(sentence) });
  await expect.poll(other.waiting).toBe(1);
  expect(said).toEqual(["Waiting for another process's migration."]);
  await other.end();
  await migrated;
  expect((await pool.query("select from _prisma_migrations")).rowCount).toBe((await names()).length);
});

test("a process that is asked to stop does not wait for another's migration any longer", async () => {
  const { url, pool } = await emptyDatabase();
  const other = await migrating(pool);
  const asked = new AbortController();
  const migrated = migrate(url, { signal: asked.signal });
  const refused = expect(migrated).rejects.toThrow("could not be migrated: it was asked to stop");
  await expect.poll(other.waiting).toBe(1);
  asked.abort();
  await refused;
  await other.end();
  await migrate(url); // the one that left keeps nobody waiting
});

test("a migration that failed is not passed over, and neither is one that was never made", async () => {
  const { url, pool } = await emptyDatabase();
  await migrateAsBefore(url, 2);
  await migrate(url);
  expect((await pool.query("select from _prisma_migrations")).rowCount).toBe((await names()).length);
  await pool.query("update _prisma_migrations set finished_at = null where migration_name = $1", [
    (await names()).at(-1),
  ]);
  await expect(migrate(url)).rejects.toThrow(/failed migrations/);
});

test("what the first release stored is there after all later migrations, and what was due still is", async () => {
  const { url, pool } = await emptyDatabase();
  await migrateAsBefore(url, 1);
  await pool.query(`
    create table partitions.attempt_20261120 partition of attempt for values from ('2026-11-20') to ('2026-11-21');
    insert into shop (id, domain) values ('shp_1', 'a.myshopify.com');
    insert into endpoint (id, shop_id, url) values ('ep_1', 'shp_1', 'https://example.com/hook');
    insert into lane (endpoint_id, next_due_at) values ('ep_1', now());
    insert into event (id, shop_id, topic, triggered_at, day) values ('evt_1', 'shp_1', 'order/paid', now(), '2026-11-20');
    insert into delivery (id, shop_id, endpoint_id, event_id, topic, due_at, manual) values
      ('dlv_1', 'shp_1', 'ep_1', 'evt_1', 'order/paid', now(), false),
      ('dlv_2', 'shp_1', 'ep_1', 'evt_1', 'order/paid', now(), true)`);
  await migrate(url);
  const { rows } = await pool.query(
    `select d.id, d.status, d.trigger, d.due_at is not null as due, l.shop_id as shop, l.open
     from delivery d join lane l using (endpoint_id) order by d.id`,
  );
  expect(rows).toEqual([
    { id: "dlv_1", status: "pending", trigger: "schedule", due: true, shop: "shp_1", open: true },
    { id: "dlv_2", status: "pending", trigger: "manual", due: true, shop: "shp_1", open: true },
  ]);
});

test("later migrations only add, so that the release before can run on them", async () => {
  const CONTRACTS =
    /\bdrop (table|column|view|function)\b|\brename\b|\bset not null\b|\balter column \S+ (set data )?type\b/i;
  for (const name of (await names()).filter((name) => name > LAST_THAT_CONTRACTS)) {
    const sql = await readFile(path.join(MIGRATIONS, name, "migration.sql"), "utf8");
    expect([name, CONTRACTS.exec(sql.replaceAll(/--.*$/gm, ""))?.[0]]).toEqual([name, undefined]);
  }
});
