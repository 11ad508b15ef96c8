// What the migration to runs with an end makes of the runs of the release before.
import { readFile } from "node:fs/promises";
import pg from "pg";
import { expect, test } from "vitest";
import { createTestDatabase } from "../helpers/test-database.ts";

const MIGRATION = new URL("../../prisma/migrations/20261121153000_reconcile/migration.sql", import.meta.url);

test("what was looked at before the migration is watched since then, its run begins anew, and a list goes on", async () => {
  const pool = new pg.Pool({ connectionString: await createTestDatabase(), max: 1 });
  await pool.query("alter table reconciliation drop column until, drop column watched_since");
  await pool.query(
    `insert into reconciliation (shop_id, resource, cursor, position) values
     ('shp_1', 'customer', '2026-11-20T10:00:00Z', '2026-11-20T09:00:00.000Z'),
     ('shp_1', 'contract', null, 'gid://shopify/BulkOperation/1')`,
  );
  await pool.query(await readFile(MIGRATION, "utf8"));
  const { rows } = await pool.query(
    `select resource, cursor, watched_since as since, "position", until from reconciliation order by resource`,
  );
  const at = new Date("2026-11-20T10:00:00Z");
  expect(rows).toEqual([
    {
      ...{ resource: "contract", cursor: null, since: null, until: null },
      position: "gid://shopify/BulkOperation/1",
    },
    { resource: "customer", cursor: at, since: at, position: null, until: null },
  ]);
  await pool.end();
});
