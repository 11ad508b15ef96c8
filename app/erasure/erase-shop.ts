// In: a shop that has left. Out: no row that is its own, table by table. Each statement is a transaction of its own and
// bounded; the shop itself goes last, so that a crash leaves it to be found again.
import type pg from "pg";

/** Rows that went, by table. */
export type ErasedRows = Record<string, number>;

const BATCH = 1_000;

/** What hangs on rows that a batch takes is deleted with them. `own`: SQL, one statement in which $1 are ids. */
interface Family {
  table: string;
  column: "shop_id" | "shop_domain";
  members: { table: string; own: string }[];
}

const FAMILIES: Family[] = [
  {
    table: "inbound_webhook",
    column: "shop_domain",
    members: [
      { table: "inquiry", own: "delete from inquiry where inbound_id = any($1)" },
      {
        table: "inbound_body",
        own: `delete from inbound_body b using inbound_webhook w
          where w.id = any($1) and b.id = w.id and b.day = w.day`,
      },
    ],
  },
  {
    table: "delivery",
    column: "shop_id",
    members: [
      { table: "lease", own: "delete from lease where delivery_id = any($1)" },
      { table: "attempt", own: "delete from attempt where delivery_id = any($1)" },
    ],
  },
  {
    table: "event",
    column: "shop_id",
    members: [
      {
        table: "event_payload",
        own: `delete from event_payload p using event e
          where e.id = any($1) and p.event_id = e.id and p.day = e.day`,
      },
    ],
  },
];

interface Plain {
  table: string;
  column: "shop_id" | "shop_domain" | "shop";
  members?: undefined;
}

/** Without endpoints nothing more is published, and without tokens nothing more is sent in. */
const FIRST: Plain[] = [
  byId("endpoint"), // with its topics, secrets, lane and failure streak
  byId("live_stream"), // what somebody listens to is published too
  byId("api_token"),
];

const LAST: Plain[] = [
  ...["snapshot", "last_payload", "inquiry", "notice", "recovery", "webhook_state", "reconciliation"].map(
    byId,
  ),
  ...["event_key", "api_event_key", "unchosen_count", "shop_rules", "alert_settings"].map(byId),
  { table: "inbound_key", column: "shop_domain" },
  { table: "flow_usage", column: "shop_domain" },
  { table: "session", column: "shop" },
];

function byId(table: string): Plain {
  return { table, column: "shop_id" };
}

export interface ErasedShop {
  id: string;
  domain: string;
}

/** `mayGoOn` is asked before each table: a shop that has come back keeps the rest. */
export async function eraseShop(
  pool: pg.Pool,
  shop: ErasedShop,
  mayGoOn: () => Promise<boolean>,
): Promise<{ rows: ErasedRows; finished: boolean }> {
  const rows: ErasedRows = {};
  for (const step of [...FIRST, ...FAMILIES, ...LAST]) {
    if (!(await mayGoOn())) return { rows, finished: false };
    const key = step.column === "shop_id" ? shop.id : shop.domain;
    if (step.members) await eraseFamily(pool, step, key, rows);
    else rows[step.table] = (rows[step.table] ?? 0) + (await eraseRows(pool, step, key));
  }
  return { rows, finished: true };
}

async function eraseFamily(
  pool: pg.Pool,
  { table, column, members }: Family,
  key: string,
  rows: ErasedRows,
): Promise<void> {
  const count = (name: string, more: number | null) => {
    rows[name] = (rows[name] ?? 0) + (more ?? 0);
  };
  for (;;) {
    const found = await pool.query<{ id: string }>(
      `select id from ${table} where ${column} = $1 order by id limit ${BATCH}`,
      [key],
    );
    const ids = found.rows.map(({ id }) => id);
    for (const member of members) count(member.table, (await pool.query(member.own, [ids])).rowCount);
    count(table, (await pool.query(`delete from ${table} where id = any($1)`, [ids])).rowCount);
    if (ids.length < BATCH) return;
  }
}

async function eraseRows(pool: pg.Pool, { table, column }: Plain, key: string): Promise<number> {
  const sql = `delete from ${table} where ctid = any(array(
    select ctid from ${table} where ${column} = $1 limit ${BATCH}))`;
  for (let total = 0; ; ) {
    const { rowCount } = await pool.query(sql, [key]);
    total += rowCount ?? 0;
    if ((rowCount ?? 0) < BATCH) return total;
  }
}
