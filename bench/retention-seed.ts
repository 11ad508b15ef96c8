// A log of the last hundred days, made by the database.
import type pg from "pg";
import { inTransaction } from "#app/db/transaction.ts";

export const ATTEMPTS_A_DAY = 1_000_000;
const DELIVERIES_A_DAY = 62_500;
/** Days ago: with 90 days of log the last two stay. */
const DAYS = [98, 97, 96, 95, 94, 93, 92, 91, 90, 89];
const KEYS = 2_000_000;

const DAY = "((now() at time zone 'utc')::date - $1::int)";
/** An id of the n-th moment of that day. */
const id = (prefix: string, a_day: number): string =>
  `'${prefix}_' || lpad(to_hex((extract(epoch from ${DAY}) * 1000)::bigint + n * (86400000 / ${a_day})::bigint), 12, '0')
     || lpad(to_hex(n), 20, '0')`;

export async function seedLog(pool: pg.Pool): Promise<Record<string, number>> {
  for (const daysAgo of DAYS) {
    await addAttempts(pool, daysAgo);
    await addDeliveries(pool, daysAgo);
  }
  await pool.query(
    `insert into inbound_key (shop_domain, webhook_id, seen_at)
     select 'bench.myshopify.com', lpad(n::text, 36, '0'), now() - interval '240 days' + n * interval '240 days' / ${KEYS}
     from generate_series(1, ${KEYS}) n`,
  );
  return {
    attempts: DAYS.length * ATTEMPTS_A_DAY,
    deliveries: DAYS.length * DELIVERIES_A_DAY,
    events: DAYS.length * DELIVERIES_A_DAY,
    keys: KEYS,
  };
}

/** Filled before it has indexes, and in the transaction that makes it, so that nothing of it goes to the log. */
async function addAttempts(pool: pg.Pool, daysAgo: number): Promise<void> {
  const { rows } = await pool.query<{ name: string; from: string; to: string }>(
    `select 'attempt_' || to_char(${DAY}, 'YYYYMMDD') as name, ${DAY}::text as from, (${DAY} + 1)::text as to`,
    [daysAgo],
  );
  const [{ name, from, to } = { name: "", from: "", to: "" }] = rows;
  await inTransaction(pool, async (tx) => {
    await tx.query(`create table partitions.${name} (like attempt including defaults)`);
    await tx.query(
      `insert into partitions.${name} (id, day, shop_id, delivery_id, number, trigger, status, started_at, duration_ms,
         status_code, request_headers)
       select ${id("att", ATTEMPTS_A_DAY)}, ${DAY}, 'shp_bench', 'dlv_' || lpad(to_hex(n / 8), 32, '0'), n % 8 + 1,
         'schedule', 'failed', ${DAY}, 12, 503, '{"content-type":"application/json","x-topic":"order/paid"}'
       from generate_series(1, ${ATTEMPTS_A_DAY}) n`,
      [daysAgo],
    );
    await tx.query(`alter table partitions.${name} add primary key (id, day)`);
    await tx.query(`create index on partitions.${name} (delivery_id)`);
    await tx.query(
      `alter table attempt attach partition partitions.${name} for values from ('${from}') to ('${to}')`,
    );
  });
}

async function addDeliveries(pool: pg.Pool, daysAgo: number): Promise<void> {
  await pool.query(
    `insert into event (id, shop_id, topic, triggered_at, day)
     select ${id("evt", DELIVERIES_A_DAY)}, 'shp_bench', 'order/paid', ${DAY}, ${DAY}
     from generate_series(1, ${DELIVERIES_A_DAY}) n`,
    [daysAgo],
  );
  await pool.query(
    `insert into delivery (id, shop_id, endpoint_id, event_id, topic, status, attempts, last_attempt_at)
     select ${id("dlv", DELIVERIES_A_DAY)}, 'shp_bench', 'ep_' || n % 50, ${id("evt", DELIVERIES_A_DAY)}, 'order/paid',
       'failed', 8, ${DAY}
     from generate_series(1, ${DELIVERIES_A_DAY}) n`,
    [daysAgo],
  );
}

/** Deliveries that are due now, evenly over the endpoints. */
export async function seedPending(
  pool: pg.Pool,
  { shopId, endpointIds }: { shopId: string; endpointIds: string[] },
  count: number,
): Promise<void> {
  await pool.query(
    `with made as (
       select 'evt_' || lpad(to_hex((extract(epoch from now()) * 1000)::bigint), 12, '0') || lpad(to_hex(n), 20, '0') as id
       from generate_series(1, $1::int) n
     ), payload as (
       insert into event_payload (event_id, day, body) select id, (now() at time zone 'utc')::date, '{}' from made
     )
     insert into event (id, shop_id, topic, triggered_at, day)
     select id, $2, 'order/paid', now(), (now() at time zone 'utc')::date from made`,
    [count, shopId],
  );
  await pool.query(
    `insert into delivery (id, shop_id, endpoint_id, event_id, topic, due_at)
     select 'dlv_' || substr(id, 5), shop_id, ($1::text[])[1 + row_number() over () % $2::int], id, topic, now()
     from event where day >= (now() at time zone 'utc')::date`,
    [endpointIds, endpointIds.length],
  );
  await pool.query("update lane set next_due_at = now() where endpoint_id = any($1)", [endpointIds]);
}
