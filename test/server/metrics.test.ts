import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newId } from "../../app/db/ids.ts";
import { createPartitions } from "../../app/db/partitions.ts";
import { headersContext } from "../../app/endpoints/sealed-fields.ts";
import { createMetrics } from "../../app/metrics/create-metrics.ts";
import { createLoops } from "../../app/metrics/loops.ts";
import type { Metrics } from "../../app/metrics/metrics.ts";
import { createSeal, type Seal } from "../../app/signing/seal.ts";
import { addEndpoint, addShop } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type FakeClock, fakeClock, type TestDeps } from "../helpers/test-deps.ts";

const clock: FakeClock = fakeClock();
const loops = createLoops();

let app: TestDeps;
let shopId: string;
let metrics: Metrics;

beforeAll(async () => {
  app = await createTestDeps({ ALLOW_HTTP_DESTINATIONS: "true" }, { clock });
  shopId = await addShop(app.deps);
});
beforeEach(async () => {
  await app.deps.pool.query("truncate delivery, lease, inbound_webhook; delete from endpoint");
  metrics = metricsWith(app.deps.seal);
});

const metricsWith = (seal: Seal) => createMetrics({ pool: app.deps.pool, clock, loops, seal });

/** A series' value; undefined when there is no such series. */
async function value(series: string): Promise<number | undefined> {
  const line = (await metrics.text()).split("\n").find((text) => text.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}

const newEndpoint = async () =>
  (await addEndpoint(app.deps, shopId, "http://127.0.0.1:9/hook", ["order/paid"])).id;

/** A delivery that has been due for so many seconds. */
async function addDue(endpointId: string, queue: number, seconds: number): Promise<string> {
  const id = newId("dlv");
  await app.deps.pool.query(
    `insert into delivery (id, shop_id, endpoint_id, event_id, topic, queue, due_at)
     values ($1, $2, $3, 'evt_1', 'order/paid', $4, now() - make_interval(secs => $5))`,
    [id, shopId, endpointId, queue, seconds],
  );
  await app.deps.pool.query("update lane set next_due_at = now() where endpoint_id = $1", [endpointId]);
  return id;
}

const addPending = (shopDomain: string, seconds: number, status = "pending") =>
  app.deps.pool.query(
    `insert into inbound_webhook (id, shop_domain, webhook_id, topic, triggered_at, day, bytes, status, received_at)
     values ($1, $2, $1, 'orders/paid', now(), now(), 2, $4, now() - make_interval(secs => $3))`,
    [newId("inb"), shopDomain, seconds, status],
  );

test("what happens is counted by its outcome", async () => {
  metrics.inbound(200);
  metrics.mapped("unmapped", 3);
  metrics.published("order/paid", 2);
  metrics.attempt("succeeded", 0.2);
  metrics.attempt("failed", 15, "timeout");
  metrics.ended("failed");
  metrics.inFlight(7);
  metrics.claimed(20, 0.004);
  metrics.recorded(5, 0.003);
  metrics.firstAttempt(0.07);
  for (const [series, expected] of [
    ['carillon_inbound_requests_total{status="200"}', 1],
    ['carillon_inbound_mapped_total{outcome="unmapped"}', 3],
    ['carillon_events_published_total{topic="order/paid"}', 1],
    ["carillon_deliveries_made_total", 2],
    ['carillon_attempts_total{status="succeeded",reason=""}', 1],
    ['carillon_attempts_total{status="failed",reason="timeout"}', 1],
    ['carillon_attempt_seconds_bucket{le="10",status="failed"}', 0],
    ['carillon_attempt_seconds_bucket{le="15",status="failed"}', 1],
    ['carillon_deliveries_ended_total{status="failed"}', 1],
    ["carillon_requests_in_flight", 7],
    ["carillon_claim_size_sum", 20],
    ['carillon_claim_seconds_bucket{le="0.005"}', 1],
    ["carillon_record_size_sum", 5],
    ['carillon_first_attempt_delay_seconds_bucket{le="0.1"}', 1],
  ] as const)
    expect([series, await value(series)]).toEqual([series, expected]);
});

test("the backlog's age is that of the longest due delivery of each queue, whatever else waits", async () => {
  const [busy, quiet] = [await newEndpoint(), await newEndpoint()];
  await addDue(busy, 0, 30);
  await addDue(busy, 0, 20);
  await addDue(quiet, 0, -3600);
  await addDue(quiet, 1, 90);
  expect(await value('carillon_backlog_age_seconds{queue="fresh"}')).toBeCloseTo(30, -1);
  expect(await value('carillon_backlog_age_seconds{queue="retries"}')).toBeCloseTo(90, -1);
  expect(await value('carillon_backlog_age_seconds{queue="replays"}')).toBe(0);
  expect(await value('carillon_lanes{state="behind"}')).toBe(1);
});

test("what waits for a paused endpoint is not behind", async () => {
  const paused = await newEndpoint();
  await addDue(paused, 0, 500);
  await app.deps.pool.query("update lane set open = false where endpoint_id = $1", [paused]);
  expect(await value('carillon_backlog_age_seconds{queue="fresh"}')).toBe(0);
});

test("lanes that are shrunk or held, and leases that are alive, are counted", async () => {
  const [shrunk, held] = [await newEndpoint(), await newEndpoint()];
  await app.deps.pool.query("update lane set shrunk_to = 1 where endpoint_id = $1", [shrunk]);
  await app.deps.pool.query(
    "update lane set not_before = now() + interval '1 minute' where endpoint_id = $1",
    [held],
  );
  await app.deps.pool.query(
    `insert into lease (delivery_id, endpoint_id, token, until)
     values ('dlv_1', $1, 't', now() + interval '9 seconds'), ('dlv_2', $1, 't', now() - interval '9 seconds')`,
    [held],
  );
  expect(await value('carillon_lanes{state="shrunk"}')).toBe(1);
  expect(await value('carillon_lanes{state="held"}')).toBe(1);
  expect(await value("carillon_leases")).toBe(1);
});

test("a lane that is behind though slots of its own are free waits for a worker; a full, held or shrunk one does not", async () => {
  const changes = ["", "crowded_until = $1", "not_before = $1", "shrunk_to = 1, served_at = $1"];
  for (const change of changes) {
    const id = await newEndpoint();
    await addDue(id, 0, 90);
    const soon = new Date(Date.now() + 60_000);
    if (change) await app.deps.pool.query(`update lane set ${change} where endpoint_id = $2`, [soon, id]);
  }
  await addDue(await newEndpoint(), 0, 30);
  expect(await value('carillon_lanes{state="behind"}')).toBe(4);
  expect(await value('carillon_lanes{state="unserved"}')).toBe(1);
});

test("the inbox's age is that of its oldest pending row, of whichever shop", async () => {
  await addPending("b.myshopify.com", 40);
  await addPending("a.myshopify.com", 10);
  await addPending("c.myshopify.com", 900, "mapped");
  expect(await value("carillon_inbox_age_seconds")).toBeCloseTo(40, -1);
});

test("the database is asked once in ten seconds, however often somebody scrapes", async () => {
  await addPending("a.myshopify.com", 40);
  expect(await value("carillon_inbox_age_seconds")).toBeGreaterThan(30);
  await app.deps.pool.query("truncate inbound_webhook");
  clock.advance(9_999);
  expect(await value("carillon_inbox_age_seconds")).toBeGreaterThan(30);
  clock.advance(1);
  expect(await value("carillon_inbox_age_seconds")).toBe(0);
});

test("while the database does not answer, the figures of the process go on and the others are missing", async () => {
  const client = await app.deps.pool.connect();
  try {
    await client.query("begin; lock table lane in access exclusive mode");
    metrics.inbound(503);
    expect(await value('carillon_inbound_requests_total{status="503"}')).toBe(1);
    expect(await value('carillon_backlog_age_seconds{queue="fresh"}')).toBeUndefined();
    expect(await value("carillon_leases")).toBeUndefined();
    expect(await value('carillon_database_connections{state="waiting"}')).toBe(0);
  } finally {
    await client.query("rollback");
    client.release();
  }
});

test("an idle process shows no query that waits for a connection: the scrape's own does not count", async () => {
  await app.deps.pool.query("select 1");
  expect(app.deps.pool.idleCount).toBe(app.deps.pool.totalCount);
  expect(await value('carillon_database_connections{state="waiting"}')).toBe(0);
});

test("queries that wait for a connection are counted", async () => {
  const clients = await Promise.all(Array.from({ length: 10 }, () => app.deps.pool.connect()));
  const query = app.deps.pool.query("select 1");
  const text = metrics.text();
  for (const client of clients) client.release();
  await query;
  expect(await text).toContain('carillon_database_connections{state="waiting"} 1');
});

test("no series names a shop, an endpoint or a URL", async () => {
  await addDue(await newEndpoint(), 0, 5);
  await addPending("a.myshopify.com", 40);
  expect(await metrics.text()).not.toMatch(/shp_|ep_|dlv_|myshopify|127\.0\.0\.1/);
});

test("the days that every table has its partition for are counted, up to the first that one of them lacks", async () => {
  const { pool } = app.deps;
  await createPartitions(pool);
  expect(await value("carillon_partition_days")).toBe(8);
  await pool.query(`do $$ begin
    execute 'drop table partitions.attempt_' || to_char((now() at time zone 'utc')::date + 3, 'YYYYMMDD'); end $$`);
  expect(await value("carillon_partition_days"), "once a minute is enough").toBe(8);
  clock.advance(60_000);
  expect(await value("carillon_partition_days")).toBe(3);
  await createPartitions(pool);
});

describe("what no key opens", () => {
  const OF = (kind: string) => `carillon_unreadable_texts{kind="${kind}"}`;

  beforeEach(async () => {
    const { pool, seal } = app.deps;
    const id = await newEndpoint();
    await pool.query("update endpoint set headers = $1 where id = $2", [
      seal.seal("{}", headersContext(id)),
      id,
    ]);
    await pool.query("truncate session");
    await pool.query(
      `insert into session (id, shop, state, is_online, access_token, refresh_token)
       values ('offline_a', 'a.myshopify.com', '', false, 'v1.0badc0de.x', 'v1.0badc0de.y')`,
    );
  });

  test("is counted by its kind, whether its key is missing or it was changed", async () => {
    expect([await value(OF("secret")), await value(OF("headers")), await value(OF("token"))]).toEqual([
      0, 0, 2,
    ]);
    metrics = metricsWith(createSeal([Buffer.alloc(32, 8)]));
    expect([await value(OF("secret")), await value(OF("headers")), await value(OF("token"))]).toEqual([
      1, 1, 2,
    ]);
    await app.deps.pool.query("update signing_secret set sealed = left(sealed, -3) || 'abc'");
    metrics = metricsWith(app.deps.seal);
    expect([await value(OF("secret")), await value(OF("headers"))]).toEqual([1, 0]);
  });

  test("is looked for once in five minutes, and names nobody", async () => {
    const text = await metrics.text();
    expect(text).not.toMatch(/sec_|offline_|myshopify|0badc0de/);
    await app.deps.pool.query("truncate session");
    clock.advance(299_999);
    expect(await value(OF("token"))).toBe(2);
    clock.advance(1);
    expect(await value(OF("token"))).toBe(0);
  });

  test("is missing while the database does not answer, and asked for again ten seconds later", async () => {
    const client = await app.deps.pool.connect();
    try {
      await client.query("begin; lock table session in access exclusive mode");
      expect(await value(OF("token"))).toBeUndefined();
    } finally {
      await client.query("rollback");
      client.release();
    }
    clock.advance(10_000);
    expect(await value(OF("token"))).toBe(2);
  });
});
