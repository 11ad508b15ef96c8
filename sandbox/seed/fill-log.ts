// A month's log of a busy shop, made by the database: what the panel's pages are measured and looked at with.
import type pg from "pg";
import { inTransaction } from "#app/db/transaction.ts";
import { SandboxError } from "../sandbox-error.ts";

export const SEEDED = { deliveries: 100_000, attempts: 1_000_000, unmapped: 20_000 };
const DAYS = 30;
const ATTEMPTS_EACH = SEEDED.attempts / SEEDED.deliveries;

/** Spread evenly over the days, by the endpoints that the shop has. Throws SandboxError when it has none. */
export async function fillLog(pool: pg.Pool, shopDomain: string): Promise<void> {
  const { rows } = await pool.query<{ shop: string; endpoints: string[] }>(
    `select s.id as shop, array_agg(e.id order by e.id) as endpoints
     from shop s join endpoint e on e.shop_id = s.id and e.deleted_at is null and e.flow_trigger is null
     where s.domain = $1 group by s.id`,
    [shopDomain],
  );
  const [found] = rows;
  if (!found) throw new SandboxError(`${shopDomain} has no endpoint. Add one, and seed again.`);
  // In one transaction, so that there is one now: ids are made of it, and refer to each other.
  await inTransaction(pool, async (tx) => {
    await tx.query(PAST_PARTITIONS);
    await tx.query(EVENTS, [found.shop]);
    await tx.query(PAYLOADS, [found.shop, shopDomain]);
    await tx.query(DELIVERIES, [found.shop, found.endpoints]);
    await tx.query(ATTEMPTS, [found.shop]);
    await tx.query(UNMAPPED, [shopDomain]);
  });
  await pool.query("vacuum analyze event, delivery, attempt, inbound_webhook");
}

/** The moment of the n-th of `count`, oldest first. */
const at = (count: number): string =>
  `(now() - interval '${DAYS} days' * ((${count} - n)::float8 / ${count}))`;

const id = (prefix: string, count: number): string =>
  `'${prefix}_' || lpad(to_hex((extract(epoch from ${at(count)}) * 1000)::bigint), 12, '0') || lpad(to_hex(n), 20, '0')`;

const day = (count: number): string => `(${at(count)} at time zone 'utc')::date`;

const TOPIC = "(array['order/created', 'order/paid', 'customer/updated', 'product/updated'])[n % 4 + 1]";

const PAST_PARTITIONS = `
  do $$
  declare parent text; child text; day date;
  begin
    foreach parent in array array['inbound_body', 'event_payload', 'attempt'] loop
      for day in select generate_series((now() at time zone 'utc')::date - ${DAYS}, (now() at time zone 'utc')::date, '1 day') loop
        child := parent || '_' || to_char(day, 'YYYYMMDD');
        if to_regclass('partitions.' || child) is null then
          execute format('create table partitions.%I (like %I including all)', child, parent);
          execute format('alter table %I attach partition partitions.%I for values from (%L) to (%L)',
            parent, child, day, day + 1);
        end if;
      end loop;
    end loop;
  end $$`;

const EVERY_DELIVERY = `generate_series(1, ${SEEDED.deliveries}) n`;
const CUSTOMER = "'gid://shopify/Customer/' || (1000 + n % 5000)";
const ORDER = "'gid://shopify/Order/' || (450789469 + n)";

const EVENTS = `
  insert into event (id, shop_id, topic, resource, sequence, customer, triggered_at, created_at, day)
  select ${id("evt", SEEDED.deliveries)}, $1, ${TOPIC}, ${ORDER}, 1, ${CUSTOMER}, ${at(SEEDED.deliveries)},
    ${at(SEEDED.deliveries)}, ${day(SEEDED.deliveries)}
  from ${EVERY_DELIVERY}`;

const PAYLOADS = `
  insert into event_payload (event_id, day, body)
  select id, day, json_build_object('id', id, 'topic', topic, 'version', '2026-11', 'shop_domain', $2::text,
    'triggered_at', triggered_at, 'test', false, 'environment', 'live', 'resource', resource, 'sequence', 1,
    'data', json_build_object('order', json_build_object('admin_graphql_api_id', resource, 'total_price', '19.99')))::text
  from event where shop_id = $1
  on conflict do nothing`;

/** Of a hundred, 80 arrived, 16 failed, 2 were discarded and 2 are tried again tomorrow. */
const STATUS = `case when n % 50 = 0 then 'pending' when n % 50 = 1 then 'discarded' when n % 50 < 10 then 'failed'
  else 'succeeded' end`;
const FAILED = "(n % 50) between 2 and 9";

const DELIVERIES = `
  insert into delivery (id, shop_id, endpoint_id, event_id, topic, status, due_at, queue, attempts, scheduled,
    last_reason, last_status_code, last_duration_ms, last_attempt_at, created_at)
  select ${id("dlv", SEEDED.deliveries)}, $1, ($2::text[])[n % cardinality($2::text[]) + 1],
    ${id("evt", SEEDED.deliveries)}, ${TOPIC}, ${STATUS}, case when n % 50 = 0 then now() + interval '1 day' end,
    case when n % 50 = 0 then 1 else 0 end, ${ATTEMPTS_EACH}, ${ATTEMPTS_EACH},
    case when ${FAILED} then (array['http_status', 'timeout', 'connection'])[n % 3 + 1] end,
    case when ${FAILED} and n % 3 = 0 then 503 when ${FAILED} then null else 200 end, 20 + n % 400,
    ${at(SEEDED.deliveries)}, ${at(SEEDED.deliveries)}
  from ${EVERY_DELIVERY}`;

const ATTEMPTS = `
  insert into attempt (id, day, shop_id, delivery_id, number, trigger, status, reason, status_code, started_at,
    duration_ms, remote_address, request_headers, response_headers, response_body)
  select ${id("att", SEEDED.attempts)}, ${day(SEEDED.attempts)}, $1, d.id, n % ${ATTEMPTS_EACH} + 1, 'schedule',
    case when n % ${ATTEMPTS_EACH} = 9 then 'succeeded' else 'failed' end,
    case when n % ${ATTEMPTS_EACH} = 9 then null else 'http_status' end,
    case when n % ${ATTEMPTS_EACH} = 9 then 200 else 503 end, ${at(SEEDED.attempts)}, 20 + n % 400, '203.0.113.7',
    '{"content-type":"application/json","x-topic":"order/paid"}', '{"content-type":"text/plain"}', 'busy'
  from generate_series(0, ${SEEDED.attempts - 1}) n
  join (select id, row_number() over (order by id) - 1 as place from delivery where shop_id = $1) d
    on d.place = n / ${ATTEMPTS_EACH}`;

const UNMAPPED = `
  insert into inbound_webhook (id, shop_domain, topic, webhook_id, triggered_at, received_at, day, bytes, status, reason,
    processed_at)
  select ${id("inb", SEEDED.unmapped)}, $1, 'discounts/create', 'seed-' || n, ${at(SEEDED.unmapped)},
    ${at(SEEDED.unmapped)}, ${day(SEEDED.unmapped)}, 512, 'unmapped', 'no_coupon_rule', ${at(SEEDED.unmapped)}
  from generate_series(1, ${SEEDED.unmapped}) n`;
