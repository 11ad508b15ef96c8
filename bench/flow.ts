// Shopify Flow: how soon a trigger is sent after its event came in, at 50 events a second and with a Shopify that takes
// 150 ms for each call; and what a thousand shops that use no trigger cost.
import net from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { runningEmbeddedUrl } from "#app/db/embedded.ts";
import { connectShop } from "#sandbox/demo/connect-shop.ts";
import { type ManagementApi, managementApi } from "#sandbox/demo/management-api.ts";
import { ensureBuild } from "#sandbox/ensure-build.ts";
import { freePort } from "#sandbox/free-port.ts";
import { type Stack, startStack } from "#sandbox/stack.ts";
import { temporaryData } from "#sandbox/temporary-data.ts";
import { percentile, round2 } from "./statistics.ts";

const PER_SECOND = 50;
const SECONDS = 30;
const SHOPIFY_MS = 150;
const SHOPS = 1_000;
/** After the events before: statistics, gatherings and polls come to rest. */
const SETTLING_SECONDS = 60;
const IDLE_SECONDS = 90;

export async function benchFlow(say: (line: string) => void): Promise<object> {
  await ensureBuild(say);
  const data = await temporaryData("carillon-bench-");
  const admin = await freePort();
  const far = await farAway(admin);
  const env = { LOG_LEVEL: "error", SANDBOX_SHOPIFY_PORT: String(far.port) };
  const stack = await startStack({ dataDir: data.directory, ports: { admin }, env });
  const pool = new pg.Pool({ connectionString: await runningEmbeddedUrl(data.directory), max: 1 });
  try {
    const triggers = await timeTriggers(stack, pool);
    say(`triggers ${JSON.stringify(triggers)}`);
    const shops = await costOfShops(pool);
    say(`shops    ${JSON.stringify(shops)}`);
    return { per_second: PER_SECOND, shopify_ms: SHOPIFY_MS, ...triggers, ...shops };
  } finally {
    await pool.end();
    await stack.stop();
    far.close();
    await data.remove();
  }
}

/** The stand-in as far away as Shopify is. */
async function farAway(port: number): Promise<{ port: number; close(): void }> {
  const server = net.createServer((near) => {
    const there = net.connect(port, "127.0.0.1");
    const end = () => [near, there].map((socket) => socket.destroy());
    near.on("data", (bytes) => void setTimeout(() => there.write(bytes), SHOPIFY_MS / 2));
    there.on("data", (bytes) => void setTimeout(() => near.write(bytes), SHOPIFY_MS / 2));
    for (const socket of [near, there]) socket.on("close", end).on("error", end);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { port: (server.address() as net.AddressInfo).port, close: () => void server.close() };
}

async function timeTriggers(stack: Stack, pool: pg.Pool): Promise<object> {
  await connectShop(stack);
  const { shopify, shop, appUrl } = stack;
  const customer = shopify.storeOf(shop).addCustomer({ firstName: "Flo", lastName: "Example" }).id;
  const flow = shopify.flowOf(shop);
  const workflow = flow.addWorkflow({ name: "Points", trigger: "points-changed", action: null });
  await flow.turnOn(workflow.id);
  const { token } = (await stack.carillon("token", "create", "--shop", shop, "--scope", "write")) as {
    token: string;
  };
  const api = managementApi(appUrl, token);
  await sendByTimetable(api, customer, PER_SECOND * 3);
  await allEnded(pool);
  const since = await newest(pool);
  await sendByTimetable(api, customer, PER_SECOND * SECONDS);
  await allEnded(pool);
  return measure(pool, since);
}

async function sendByTimetable(api: ManagementApi, customer: string, count: number): Promise<void> {
  const startedAt = performance.now();
  const calls: Promise<unknown>[] = [];
  for (let sent = 0; sent < count; sent += 1) {
    await pause(Math.max(0, startedAt + (sent * 1_000) / PER_SECOND - performance.now()));
    const points_history = { value: 5, balance: sent * 5, previous_balance: sent * 5 - 5, type: "Earn" };
    calls.push(api.post("/events", { topic: "loyalty/points_changed", customer, data: { points_history } }));
  }
  await Promise.all(calls);
}

async function allEnded(pool: pg.Pool): Promise<void> {
  for (;;) {
    const { rows } = await pool.query(
      `select (select count(*) from inbound_webhook where status = 'pending')
         + (select count(*) from delivery where status = 'pending') as open`,
    );
    if (Number(rows[0].open) === 0) return;
    await pause(200);
  }
}

const newest = async (pool: pg.Pool): Promise<string> =>
  (await pool.query("select max(id) as id from inbound_webhook")).rows[0].id;

/** Milliseconds from the event's coming in to the beginning of the call, and to Shopify's answer. */
async function measure(pool: pg.Pool, since: string): Promise<object> {
  const { rows } = await pool.query<{ sent: number; answered: number; status: string; number: number }>(
    `select extract(epoch from a.started_at - i.received_at)::float8 * 1000 as sent,
       extract(epoch from a.started_at - i.received_at)::float8 * 1000 + a.duration_ms as answered,
       a.status, a.number
     from inbound_webhook i join event e on e.inbound_id = i.id join delivery d on d.event_id = e.id
     join endpoint p on p.id = d.endpoint_id and p.flow_trigger is not null
     join attempt a on a.delivery_id = d.id
     where i.id > $1`,
    [since],
  );
  if (rows.length !== PER_SECOND * SECONDS || rows.some(({ status }) => status !== "succeeded"))
    throw new Error(`${rows.length} attempts, not all of which succeeded`);
  const of = (key: "sent" | "answered") => {
    const values = Float64Array.from(rows.map((row) => row[key]));
    return {
      p50: round2(percentile(values, 0.5)),
      p99: round2(percentile(values, 0.99)),
      longest: round2(Math.max(...values)),
    };
  };
  return { events: rows.length, sent_after_ms: of("sent"), answered_after_ms: of("answered") };
}

/** Transactions of the whole database while nothing happens, before and after a thousand more shops are there. */
async function costOfShops(pool: pg.Pool): Promise<object> {
  await pause(SETTLING_SECONDS * 1_000);
  const before = await idle(pool);
  await pool.query(
    `insert into shop (id, domain) select 'shp_bench' || n, 'bench-' || n || '.myshopify.com' from generate_series(1, $1) n`,
    [SHOPS],
  );
  const after = await idle(pool);
  const { rows } = await pool.query(
    `select (select count(*)::int from endpoint where shop_id like 'shp_bench%') as destinations,
       (select count(*)::int from lane where shop_id like 'shp_bench%') as lanes`,
  );
  return { transactions_per_minute: { one_shop: before, with_1000_more: after }, rows_of_them: rows[0] };
}

async function idle(pool: pg.Pool): Promise<number> {
  const begin = await transactions(pool);
  await pause(IDLE_SECONDS * 1_000);
  return Math.round(((await transactions(pool)) - begin) / (IDLE_SECONDS / 60));
}

async function transactions(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query(
    "select xact_commit + xact_rollback as count from pg_stat_database where datname = current_database()",
  );
  return Number(rows[0].count);
}
