import { beforeAll, expect, test } from "vitest";
import { inTransaction } from "../../app/db/transaction.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";

let app: TestDeps;

beforeAll(async () => {
  app = await createTestDeps();
});

test("a connection that is cut in the middle of a transaction fails that transaction and nothing else", async () => {
  const { pool } = app.deps;
  const cut = inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<{ pid: number }>("select pg_backend_pid() as pid");
    await pool.query("select pg_terminate_backend($1, 5000)", [rows[0]?.pid]);
    await tx.query("select 1");
  });
  await expect(cut).rejects.toThrow();
  expect((await pool.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
});

test("the same holds while the connection has nothing to do", async () => {
  const { pool } = app.deps;
  const client = await pool.connect();
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  const ended = new Promise((resolve) => client.once("end", resolve));
  await pool.query("select pg_terminate_backend($1, 5000)", [rows[0]?.pid]);
  await ended;
  client.release(true);
  expect((await pool.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
});

test("what a transaction did before it failed is undone", async () => {
  const { pool, prisma } = app.deps;
  const failing = inTransaction(pool, async (tx) => {
    await tx.query("insert into shop (id, domain) values ('shp_1', 'a.myshopify.com')");
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect(await prisma.shop.count()).toBe(0);
});
