// A million deliveries of one shop in a month, with what lists find hard: topics and statuses that are rare and old.
import type pg from "pg";
import { inTransaction } from "#app/db/transaction.ts";

export const DELIVERIES = 1_000_000;
const DAYS = 30;

/** Three events a month ago; nothing since. */
export const RARE_TOPIC = "form/submitted";
/** None at all. */
export const UNHEARD_TOPIC = "wallet_pass/created";

const AT = `(now() - interval '${DAYS} days' * ((${DELIVERIES} - n)::float8 / ${DELIVERIES}))`;
const id = (prefix: string): string =>
  `'${prefix}_' || lpad(to_hex((extract(epoch from ${AT}) * 1000)::bigint), 12, '0') || lpad(to_hex(n), 20, '0')`;

const TOPIC = `case when n <= 3 then '${RARE_TOPIC}'
  else (array['order/created', 'order/paid', 'customer/updated', 'product/updated'])[n % 4 + 1] end`;
/** Of a hundred, 84 arrived and 16 failed; the first thousand were discarded, and the last thousand wait. */
const STATUS = `case when n <= 1000 then 'discarded' when n > ${DELIVERIES} - 1000 then 'pending'
  when n % 50 < 8 then 'failed' else 'succeeded' end`;
/** The last of them got something on the first day alone. */
const ENDPOINT =
  "($2::text[])[case when n < 30000 then cardinality($2) else n % (cardinality($2) - 1) + 1 end]";

const EVENTS = `
  insert into event (id, shop_id, topic, resource, sequence, customer, triggered_at, created_at, day)
  select ${id("evt")}, $1, ${TOPIC}, 'gid://shopify/Order/' || n, 1, 'gid://shopify/Customer/' || (n % 5000), ${AT}, ${AT},
    (${AT} at time zone 'utc')::date
  from generate_series(1, ${DELIVERIES}) n`;

const ROWS = `
  insert into delivery (id, shop_id, endpoint_id, event_id, topic, status, due_at, queue, attempts, scheduled,
    last_reason, last_status_code, last_duration_ms, last_attempt_at, created_at)
  select ${id("dlv")}, $1, ${ENDPOINT}, ${id("evt")}, ${TOPIC}, ${STATUS},
    case when n > ${DELIVERIES} - 1000 then now() + interval '1 day' end, 0, 1, 1,
    case when ${STATUS} = 'failed' then 'timeout' end, case when ${STATUS} = 'succeeded' then 200 end, 20 + n % 400,
    ${AT}, ${AT}
  from generate_series(1, ${DELIVERIES}) n`;

/** For these endpoints, two at least. */
export async function seedDeliveries(pool: pg.Pool, shopId: string, endpointIds: string[]): Promise<void> {
  // In one transaction, so that there is one now: ids are made of it, and refer to each other.
  await inTransaction(pool, async (tx) => {
    await tx.query(EVENTS, [shopId]);
    await tx.query(ROWS, [shopId, endpointIds]);
  });
  await pool.query("vacuum analyze event, delivery");
}
