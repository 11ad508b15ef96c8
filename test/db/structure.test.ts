import { readFile } from "node:fs/promises";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createPartitions, dropPartitions } from "../../app/db/partitions.ts";
import { createTestDatabase } from "../helpers/test-database.ts";

let pool: pg.Pool;

beforeAll(async () => {
  pool = new pg.Pool({ connectionString: await createTestDatabase(), max: 4 });
});
afterAll(() => pool.end());

// Prisma's drift check sees neither partial indexes nor partitions. After a migration that changes them on purpose,
// UPDATE_STRUCTURE=1 writes the list anew.
test("a freshly migrated database has exactly the indexes and partitioned tables of the committed list", async () => {
  const indexes = await pool.query<{ indexdef: string }>(
    "select indexdef from pg_indexes where schemaname = 'public' and tablename <> '_prisma_migrations' order by indexdef",
  );
  const partitioned = await pool.query<{ definition: string }>(
    "select partrelid::regclass::text || ' by ' || pg_get_partkeydef(partrelid) as definition from pg_partitioned_table order by 1",
  );
  const structure = {
    indexes: indexes.rows.map(({ indexdef }) => indexdef),
    partitioned: partitioned.rows.map(({ definition }) => definition),
  };
  const file = new URL("./expected-structure.json", import.meta.url);
  if (process.env.UPDATE_STRUCTURE) {
    await (await import("node:fs/promises")).writeFile(file, `${JSON.stringify(structure, null, 2)}\n`);
  }
  expect(structure).toEqual(JSON.parse(await readFile(file, "utf8")));
});

const partitions = async () => {
  const { rows } = await pool.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'partitions' order by 1",
  );
  return rows.map(({ name }) => name);
};

test("partitions reach a week ahead, in a schema of their own, and making them again changes nothing", async () => {
  const before = await partitions();
  expect(before).toHaveLength(3 * 9);
  await Promise.all([createPartitions(pool), createPartitions(pool)]);
  expect(await partitions()).toEqual(before);
});

test("dropping looks only at partitions, whichever way PostgreSQL goes about it", async () => {
  const client = await pool.connect();
  try {
    // The plan that met an index named …test_1 before it met the partitions.
    await client.query("set enable_nestloop = off; set enable_indexscan = off; set enable_bitmapscan = off");
    await dropPartitions({ query: client.query.bind(client) } as pg.Pool, {
      inbound_body: 7,
      event_payload: 30,
      attempt: 90,
    });
  } finally {
    client.release(true);
  }
  expect(await partitions()).toHaveLength(3 * 9);
});

test("days past their time are dropped with all that they hold, younger ones stay", async () => {
  await pool.query(
    "create table partitions.attempt_20200101 partition of attempt for values from ('2020-01-01') to ('2020-01-02')",
  );
  await dropPartitions(pool, { inbound_body: 7, event_payload: 30, attempt: 90 });
  const left = await partitions();
  expect(left).not.toContain("attempt_20200101");
  expect(left).toHaveLength(3 * 9);
});
