// Claims of 200 while a million deliveries wait: half of them not yet due, 5,000 endpoints of 500 shops, half a million
// for one endpoint, and after a time in which deliveries came and went as fast as one worker can. The planner has no
// statistics: they are never gathered here.
import pg from "pg";
import { startEmbedded } from "#app/db/embedded.ts";
import { newId } from "#app/db/ids.ts";
import { migrate } from "#app/db/migrate.ts";
import { createPartitions } from "#app/db/partitions.ts";
import { inTransaction } from "#app/db/transaction.ts";
import type { AttemptRecord } from "#app/pipeline/deliver/attempt-delivery.ts";
import { claimDeliveries } from "#app/pipeline/deliver/claim.ts";
import type { ClaimedDelivery } from "#app/pipeline/deliver/claimed-delivery.ts";
import { recordAttempts } from "#app/pipeline/deliver/record-attempts.ts";
import { announceDeliveries, insertDeliveries } from "#app/pipeline/events/write-events.ts";
import { temporaryData } from "#sandbox/temporary-data.ts";
import { percentile, round2 } from "./statistics.ts";

const PENDING = 1_000_000;
const SHOPS = 500;
const ENDPOINTS = 5_000;
const CLAIM = 200;
const CAP = 10;
const CHURN_SECONDS = 600;
const QUICK_CHURN_SECONDS = 20;
const MEASURED = 300;

export interface ClaimsResult {
  pending: number;
  churn_seconds: number;
  churned: number;
  p50_ms: number;
  p99_ms: number;
  plan: string[];
}

export async function benchClaims(
  say: (line: string) => void,
  { quick = false } = {},
): Promise<ClaimsResult> {
  const data = await temporaryData("carillon-claims-");
  const settings = ["autovacuum_analyze_threshold=2000000000", "max_wal_size=4GB"];
  const server = await startEmbedded({ dataDir: data.directory, say: () => undefined, settings });
  const pool = new pg.Pool({ connectionString: server.url, max: 4 });
  try {
    await migrate(server.url);
    await createPartitions(pool);
    await seed(pool);
    const seconds = quick ? QUICK_CHURN_SECONDS : CHURN_SECONDS;
    say(`seeded; ${seconds} s of churn follow`);
    let churned = 0;
    for (const end = performance.now() + seconds * 1_000; performance.now() < end; )
      churned += (await round(pool)).count;
    const times: number[] = [];
    while (times.length < MEASURED) times.push((await round(pool)).ms);
    const { rows } = await pool.query<{ count: number }>(
      "select count(*)::int from delivery where due_at is not null",
    );
    return {
      pending: rows[0]?.count ?? 0,
      churn_seconds: seconds,
      churned,
      p50_ms: round2(percentile(Float64Array.from(times), 0.5)),
      p99_ms: round2(percentile(Float64Array.from(times), 0.99)),
      plan: await explain(pool),
    };
  } finally {
    await pool.end();
    await server.stop();
    await data.remove();
  }
}

/** Claims, sends nothing, records success and puts as many new deliveries in their place; only the claim is timed. */
async function round(pool: pg.Pool): Promise<{ ms: number; count: number }> {
  const startedAt = performance.now();
  const { deliveries } = await claimDeliveries(pool, {
    slots: CLAIM,
    slowSlots: CLAIM,
    shopSlots: () => CLAIM,
    fullShops: [],
    slowEndpoints: [],
    endpointCap: CAP,
  });
  const ms = performance.now() - startedAt;
  await recordAttempts(pool, deliveries.map(succeeded), CAP);
  await inTransaction(pool, async (tx) => {
    const fresh = deliveries.map((delivery) => ({ ...delivery, id: newId("dlv") }));
    await insertDeliveries(tx, fresh);
    await announceDeliveries(tx, fresh);
  });
  return { ms, count: deliveries.length };
}

const succeeded = (delivery: ClaimedDelivery): AttemptRecord => ({
  id: newId("att"),
  delivery,
  number: delivery.attempts + 1,
  trigger: "schedule",
  judgement: { status: "succeeded" },
  outcome: {
    kind: "answered",
    statusCode: 200,
    headers: {},
    body: "",
    truncated: false,
    remoteAddress: "127.0.0.1",
    durationMs: 1,
  },
  startedAt: new Date(),
  requestHeaders: {},
  wishMs: null,
  inTrouble: false,
  end: null,
  next: { status: "succeeded", dueInMs: null, scheduled: 1 },
});

async function seed(pool: pg.Pool): Promise<void> {
  await pool.query(`
    insert into shop (id, domain) select 'shp_' || n, 'shop-' || n || '.myshopify.com' from generate_series(1, ${SHOPS}) n;
    insert into endpoint (id, shop_id, url)
      select 'ep_' || n, 'shp_' || (n % ${SHOPS} + 1), 'https://example.com/' || n from generate_series(1, ${ENDPOINTS}) n;
    insert into signing_secret (id, endpoint_id, sealed, hint) select 'sec_' || n, 'ep_' || n, 'sealed', 'hint' from generate_series(1, ${ENDPOINTS}) n;
    insert into lane (endpoint_id, shop_id) select id, shop_id from endpoint;
    with events as (
      insert into event (id, shop_id, topic, triggered_at, day)
      select 'evt_' || n, 'shp_' || n, 'product/created', now(), (now() at time zone 'utc')::date from generate_series(1, ${SHOPS}) n
      returning id, day
    ) insert into event_payload (event_id, day, body) select id, day, repeat('x', 2000) from events;
    insert into delivery (id, shop_id, endpoint_id, event_id, topic, queue, scheduled, due_at)
      select 'dlv_' || lpad(n::text, 32, '0'), 'shp_' || (e % ${SHOPS} + 1), 'ep_' || e, 'evt_' || (e % ${SHOPS} + 1), 'product/created',
        case when n % 20 = 0 then 1 else 0 end, case when n % 20 = 0 then 1 else 0 end,
        now() + case when n / 2 % 2 = 0 then interval '1 day' * random() else interval '-1 day' * random() end
      from (select n, case when n % 2 = 0 then 1 else n / 2 % ${ENDPOINTS} + 1 end as e from generate_series(1, ${PENDING}) n) t;
    update lane set next_due_at = now()`);
}

/** The plans that the claims had, from the server's own log of a claim. */
async function explain(pool: pg.Pool): Promise<string[]> {
  const client = await pool.connect();
  const lines: string[] = [];
  client.on("notice", ({ message }) => lines.push(...(message ?? "").split("\n")));
  await client.query(
    `load 'auto_explain'; set auto_explain.log_min_duration = 0; set auto_explain.log_analyze = on;
     set auto_explain.log_level = notice; set client_min_messages = notice`,
  );
  client.release();
  // Every connection of the pool may take the claim: one that was asked to explain does so.
  for (let tries = 0; tries < 20 && lines.length === 0; tries += 1) await round(pool);
  return lines.map((line) => line.slice(0, 160));
}
