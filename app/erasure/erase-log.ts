// In: a shop whose merchant wants its log gone. Out: no delivery, attempt, event or webhook of it that is older than the
// order, but for webhooks whose event is still to come. Endpoints, rules, what tells repeats and the states that changes
// are told by stay. Batches are transactions of their own, so that a crash leaves the rest to the next try.
import type pg from "pg";
import { inTransaction, type Transaction } from "../db/transaction.ts";
import { SHOP_LOYALTY_CHECK } from "../pipeline/mapping/loyalty/shop-loyalty.ts";
import type { ErasedRows, ErasedShop } from "./erase-shop.ts";

const BATCH = 1_000;

interface Step {
  table: string;
  /** SQL, in which $1 are ids */
  sql: string;
}

interface Stage {
  prefix: string;
  /** SQL: a batch of ids. $1 is the shop, $2 the first id that stays, $3 the last one of the batch before */
  find: string;
  key: keyof ErasedShop;
  /** in one transaction, in this order */
  steps: Step[];
  /** once more, when that is committed */
  afterwards?: Step[];
}

const find = (table: string, column: string, only: string): string =>
  `select id from ${table} where ${column} = $1 and id < $2 and id > $3 and ${only} order by id limit ${BATCH}`;

const LEASES = { table: "lease", sql: "delete from lease where delivery_id = any($1)" };
const ATTEMPTS = { table: "attempt", sql: "delete from attempt where delivery_id = any($1)" };

/** Pending or waiting for Shopify's answer, it is news of this moment. A daily look leads to the next, once it is mapped. */
const IS_OVER = `status <> 'pending'
  and (select i.id from inquiry i where i.inbound_id = inbound_webhook.id limit 1) is null
  and not (topic = '${SHOP_LOYALTY_CHECK}' and status = 'failed')`;

const STAGES: Stage[] = [
  {
    prefix: "dlv",
    find: find("delivery", "shop_id", "true"),
    key: "id",
    // Leases first, as an attempt is recorded: whoever is just recording one has it then, or finds its lease gone.
    steps: [LEASES, { table: "delivery", sql: "delete from delivery where id = any($1)" }, ATTEMPTS],
    // Of what was claimed and sent in between: no result is recorded any more, and one that was goes too.
    afterwards: [LEASES, ATTEMPTS],
  },
  {
    prefix: "evt",
    find: find("event", "shop_id", "true"),
    key: "id",
    steps: [
      {
        table: "event_payload",
        sql: `delete from event_payload p using event e
          where e.id = any($1) and p.event_id = e.id and p.day = e.day`,
      },
      { table: "event", sql: "delete from event where id = any($1)" },
    ],
  },
  {
    prefix: "inb",
    find: find("inbound_webhook", "shop_domain", IS_OVER),
    key: "domain",
    steps: [
      {
        table: "inbound_body",
        sql: `delete from inbound_body b using inbound_webhook w
          where w.id = any($1) and b.id = w.id and b.day = w.day`,
      },
      { table: "inbound_webhook", sql: "delete from inbound_webhook where id = any($1)" },
    ],
  },
  {
    prefix: "ntc",
    find: find("notice", "shop_id", "published_at is not null and mail <> 'pending'"),
    key: "id",
    steps: [{ table: "notice", sql: "delete from notice where id = any($1)" }],
  },
  {
    prefix: "rcv",
    find: find("recovery", "shop_id", "status <> 'running'"),
    key: "id",
    steps: [{ table: "recovery", sql: "delete from recovery where id = any($1)" }],
  },
];

interface Order {
  /** an id without its prefix: what was made before it goes */
  before: string;
  /** rows that earlier tries have erased */
  erased: ErasedRows;
  /** is told after each batch what has gone so far */
  report(rows: ErasedRows): Promise<void>;
}

/** Rows that went, by table. */
export async function eraseLog(pool: pg.Pool, shop: ErasedShop, order: Order): Promise<ErasedRows> {
  const rows = { ...order.erased };
  for (const { prefix, find, key, steps, afterwards = [] } of STAGES) {
    const bound = `${prefix}_${order.before}`;
    for (let ids = await next(pool, find, shop[key], bound, ""); ids.length > 0; ) {
      await inTransaction(pool, (tx) => take(tx, steps, ids, rows));
      await take(pool, afterwards, ids, rows);
      await order.report(rows);
      ids = ids.length < BATCH ? [] : await next(pool, find, shop[key], bound, ids.at(-1) ?? "");
    }
  }
  return rows;
}

async function next(pool: pg.Pool, find: string, key: string, bound: string, after: string) {
  const { rows } = await pool.query<{ id: string }>(find, [key, bound, after]);
  return rows.map(({ id }) => id);
}

async function take(db: Transaction, steps: Step[], ids: string[], rows: ErasedRows): Promise<void> {
  for (const { table, sql } of steps) {
    const { rowCount } = await db.query(sql, [ids]);
    rows[table] = (rows[table] ?? 0) + (rowCount ?? 0);
  }
}
