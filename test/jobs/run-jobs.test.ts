// What runs by the clock, with pg-boss's own clock for tests: its schedules are read from the database where startJobs
// stored them, as by any process of the app, and what they send is carried out by a process that starts.
import { PgBoss, TestClock } from "pg-boss";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { newId } from "../../app/db/ids.ts";
import { countDaysAhead } from "../../app/db/partitions.ts";
import { rotateSecret } from "../../app/endpoints/rotate-secret.ts";
import { startJobs } from "../../app/jobs/run-jobs.ts";
import { startRoles } from "../../app/roles.ts";
import { saveRules } from "../../app/rules/save-rules.ts";
import { addEndpoint, addShop } from "../helpers/pipeline-steps.ts";
import { reconcileShop } from "../helpers/reconcile-shop.ts";
import { connectShopify } from "../helpers/shopify-stand-in.ts";
import { createTestDeps, fakeClock } from "../helpers/test-deps.ts";
import { createTestReceiver } from "../helpers/test-receiver.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const clock = fakeClock(new Date().toISOString());
const { deps, databaseUrl } = await createTestDeps(
  { ROLE: "worker", SHOPIFY_APP_URL: "https://carillon.example.com" },
  { clock },
);
const { pool, prisma } = deps;

beforeEach(async () => {
  await (await startJobs(deps, databaseUrl))(); // the queues and their schedules are in the database
  await pool.query("truncate shop, session cascade");
  clock.set(new Date().toISOString());
});

/** How many jobs each queue was sent; pg-boss's own are left out. */
async function sent(): Promise<Record<string, number>> {
  const { rows } = await pool.query<{ name: string; count: number }>(
    "select name, count(*)::int as count from pgboss.job where name not like '\\_\\_%' group by name order by name",
  );
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
}

/** How many jobs pg-boss is still handing to their queues. */
async function underWay(): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    "select count(*)::int as count from pgboss.job where name like '\\_\\_%' and state <> 'completed'",
  );
  return rows[0]?.count ?? 0;
}

/** What the stored schedules send between two times of yesterday: jobs of another day would not be due now. */
async function letSchedulesRun(from: string, minutes: number): Promise<void> {
  const yesterday = new Date(Date.now() - DAY_MS).toISOString().slice(0, 10);
  const time = new TestClock(`${yesterday}T${from}:30Z`);
  await pool.query("truncate pgboss.job");
  await pool.query("update pgboss.version set cron_on = null");
  const boss = new PgBoss({
    ...{ connectionString: databaseUrl, schema: "pgboss", clock: time, supervise: false },
    cronWorkerIntervalSeconds: 15,
  });
  await boss.start();
  await time.tick(minutes * MINUTE_MS);
  // The clock does not wait for what was sent to reach its queue.
  await expect.poll(underWay).toBe(0);
  await boss.stop({ graceful: false });
}

/** One job is due, sent by its schedule, when a worker of the app starts. Until the test ends. */
async function workAt(time: string): Promise<void> {
  await letSchedulesRun(time, 2);
  onTestFinished(await startRoles(deps, databaseUrl));
}

test("a process that starts has shops compared and the house kept, and waits for its time with all else", async () => {
  await pool.query("truncate pgboss.job");
  await (await startJobs(deps, databaseUrl))();
  expect(await sent()).toEqual({ housekeeping: 1, reconciliation: 1 });
});

test("every job is sent by itself: most of them once an hour, shops are compared every ten minutes", async () => {
  const hourly = {
    housekeeping: 1,
    idle_tokens: 1,
    reconciliation: 6,
    webhook_subscriptions: 1,
    weekly_checks: 1,
  };
  await letSchedulesRun("14:05", 59);
  expect(await sent()).toEqual(hourly);
  await letSchedulesRun("03:35", 59);
  expect(await sent(), "two of them daily").toEqual({ ...hourly, deduplication: 1, shorter_retention: 1 });
});

const SCOPES = ["read_customer_merge", "read_customers", "read_orders", "read_products", "write_app_proxy"];

test("webhook subscriptions that drifted are found and mended by themselves", async () => {
  const { shop, store } = await connectShopify(deps, { scopes: [...SCOPES, "read_discounts"] });
  await saveRules(deps, await addShop(deps, shop), { coupons: { code_prefixes: ["LOY"] } });
  expect(store.state.webhookSubscriptions.size).toBe(0);
  await workAt("14:40");
  await expect.poll(() => store.state.webhookSubscriptions.size).toBe(3);
});

test("tokens of a shop that nobody asks anything of are kept alive by themselves", async () => {
  const { shop } = await connectShopify(deps);
  const endOf = async () => (await prisma.session.findFirstOrThrow({ where: { shop } })).refreshTokenExpires;
  clock.advance(80 * DAY_MS);
  await workAt("14:16");
  await expect.poll(endOf).toEqual(new Date(clock.now().getTime() + 90 * DAY_MS));
});

test("what no webhook told is found by itself", async () => {
  const shop = await reconcileShop(deps, clock, { topics: ["order/created"] });
  await shop.check();
  clock.advance(20 * MINUTE_MS);
  shop.store.addOrder();
  clock.advance(HOUR_MS);
  await workAt("14:09");
  await expect.poll(() => shop.run()).toMatchObject({ looked: 1, found: 1, reason: null });
});

test("an endpoint that was silent for a week is checked by itself", async () => {
  const receiver = await createTestReceiver();
  const { id } = await addEndpoint(deps, await addShop(deps), receiver.url, ["order/paid"]);
  await pool.query(
    `update endpoint set weekly_check = true, created_at = now() - interval '8 days',
       status_since = now() - interval '8 days' where id = $1`,
    [id],
  );
  await workAt("14:06");
  const [call] = await receiver.until(1);
  expect(call?.headers["x-test"]).toBe("true");
});

const LONG_AGO = new Date("2020-01-01T00:00:00Z");

test("the house is kept by itself: what is old goes, addresses of old data requests too, and days are made", async () => {
  const id = newId("dty");
  const [shopDomain, requestedAt] = ["a.myshopify.com", new Date(clock.now().getTime() - 31 * DAY_MS)];
  const details = '{"email":"ada@example.com"}';
  await prisma.duty.create({
    data: { ...{ id, shopDomain, kind: "data_request", status: "done" }, details, requestedAt },
  });
  const shopId = await addShop(deps);
  const old = { resource: "gid://shopify/Order/1", body: "{}", updatedAt: LONG_AGO };
  await prisma.lastPayload.create({ data: { shopId, ...old } });
  const { id: endpointId } = await addEndpoint(deps, shopId, "http://127.0.0.1:9/hook");
  await rotateSecret(deps, shopId, endpointId, { overlapSeconds: 3_600 });
  await pool.query("update signing_secret set expires_at = $1 where expires_at is not null", [LONG_AGO]);
  const { rows } = await pool.query<{ name: string }>(
    "select max(relname) as name from pg_class where relname ~ '^attempt_[0-9]{8}$'",
  );
  await pool.query(`drop table partitions.${rows[0]?.name}`);
  const left = async () => ({
    details: (await prisma.duty.findUniqueOrThrow({ where: { id } })).details,
    payloads: await prisma.lastPayload.count({ where: { shopId } }),
    secrets: await prisma.signingSecret.count({ where: { endpointId } }),
    daysAhead: await countDaysAhead(pool),
  });
  expect(await left()).toEqual({ details, payloads: 1, secrets: 2, daysAhead: 7 });
  await workAt("14:22");
  await expect.poll(left).toEqual({ details: null, payloads: 0, secrets: 1, daysAhead: 8 });
});

test("what deduplicates is forgotten by itself after its time", async () => {
  await prisma.inboundKey.create({ data: { shopDomain: "a", webhookId: "w-1", seenAt: LONG_AGO } });
  await workAt("03:52");
  await expect.poll(() => prisma.inboundKey.count({ where: { webhookId: "w-1" } })).toBe(0);
});

test("of a shop that wants less kept, what is too old for it goes by itself", async () => {
  const shopId = await addShop(deps);
  await prisma.shop.update({ where: { id: shopId }, data: { logDays: 10 } });
  const day = new Date(clock.now().getTime() - 12 * DAY_MS);
  await prisma.unchosenCount.create({ data: { shopId, topic: "order/paid", day } });
  await workAt("04:22");
  await expect.poll(() => prisma.unchosenCount.count({ where: { shopId } })).toBe(0);
});
