// Partitions come and go while others read and write.
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createPartitions, dropPartitions } from "../../app/db/partitions.ts";
import { createTestDatabase } from "../helpers/test-database.ts";

const KEEP = { inbound_body: 7, event_payload: 30, attempt: 90 };

let pool: pg.Pool;

beforeAll(async () => {
  pool = new pg.Pool({ connectionString: await createTestDatabase(), max: 6 });
});
afterAll(() => pool.end());
beforeEach(async () => {
  for (const day of ["01", "02"])
    await pool.query(
      `create table if not exists partitions.attempt_202001${day} partition of attempt
       for values from ('2020-01-${day}') to ('2020-01-${Number(day) + 1}')`,
    );
});

const INSERT = `insert into attempt (id, day, shop_id, delivery_id, number, trigger, status, started_at, duration_ms,
    request_headers)
  values (gen_random_uuid(), (now() at time zone 'utc')::date, 's', 'd', 1, 'schedule', 'succeeded', now(), 1, '{}')`;

/** Runs `work` while another connection is in a transaction in which it has done `sql`. */
async function whileOpen(sql: string, work: () => Promise<void>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    await client.query(sql);
    await work();
    await client.query("commit");
  } finally {
    client.release(true);
  }
}

/** Fails as soon as it has to wait for a lock. */
async function insertAtOnce(): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("set lock_timeout = '50ms'");
    await client.query(INSERT);
  } finally {
    client.release(true);
  }
}

const waiting = () =>
  pool.query("select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");

const somebodyWaits = () => expect.poll(async () => (await waiting()).rowCount).toBe(1);

async function oldPartitions(): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'partitions' and tablename like 'attempt_2020%' order by 1",
  );
  return rows.map(({ name }) => name);
}

test("old days wait for a long reader, inserts do not, and the next call finishes what was begun", async () => {
  await whileOpen("select count(*) from attempt", async () => {
    const dropping = dropPartitions(pool, KEEP);
    await somebodyWaits();
    await insertAtOnce();
    expect(await dropping).toEqual({ dropped: 0, waiting: 2 });
    expect(await oldPartitions()).toHaveLength(2);
    await insertAtOnce();
  });
  expect(await dropPartitions(pool, KEEP)).toEqual({ dropped: 2, waiting: 0 });
  expect(await oldPartitions()).toEqual([]);
});

test("a day that was detached by a process that then died is dropped", async () => {
  await pool.query("alter table attempt detach partition partitions.attempt_20200101 concurrently");
  expect(await dropPartitions(pool, KEEP)).toEqual({ dropped: 2, waiting: 0 });
  expect(await oldPartitions()).toEqual([]);
});

test("of two processes that drop at once one does it", async () => {
  const both = await Promise.all([dropPartitions(pool, KEEP), dropPartitions(pool, KEEP)]);
  expect(both.reduce((sum, { dropped }) => sum + dropped, 0)).toBe(2);
  expect(await oldPartitions()).toEqual([]);
});

test("a missing day is made while others read and write, and takes rows", async () => {
  const { rows } = await pool.query<{ name: string }>(
    "select max(tablename) as name from pg_tables where schemaname = 'partitions' and tablename like 'attempt_%'",
  );
  const name = rows[0]?.name;
  await pool.query(`drop table partitions.${name}`);
  await whileOpen(INSERT, async () => {
    await createPartitions(pool);
    await insertAtOnce();
  });
  const made = await pool.query("select relispartition from pg_class where relname = $1", [name]);
  expect(made.rows).toEqual([{ relispartition: true }]);
  const indexes = await pool.query("select from pg_indexes where tablename = $1", [name]);
  expect(indexes.rowCount).toBe(2);
});

test("when nothing is missing, making partitions locks nothing at all", async () => {
  await whileOpen("lock table attempt in access exclusive mode", () => createPartitions(pool));
});
