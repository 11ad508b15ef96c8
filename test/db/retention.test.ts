import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "@prisma/client";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { firstIdAt, type IdPrefix } from "../../app/db/ids.ts";
import { deleteExpired, deleteExpiredKeys } from "../../app/db/retention.ts";
import { createTestDatabase } from "../helpers/test-database.ts";

const DAY_MS = 86_400_000;
const NOW = new Date("2026-11-20T10:00:00Z");
const LONG_AGO = new Date("2020-01-01");

const DAYS = { PAYLOAD_RETENTION_DAYS: 10, LOG_RETENTION_DAYS: 20 };

let pool: pg.Pool;
let prisma: PrismaClient;

beforeAll(async () => {
  pool = new pg.Pool({ connectionString: await createTestDatabase(), max: 4 });
  prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
});
afterAll(() => pool.end());
beforeEach(async () => {
  await pool.query(
    "truncate event, delivery, inbound_webhook, inbound_key, event_key, api_event_key, inquiry, notice, recovery, lease",
  );
});

const expire = (signal?: AbortSignal) => deleteExpired(pool, DAYS, NOW, signal);
const daysAgo = (days: number) => new Date(NOW.getTime() - days * DAY_MS);
const idAt = (prefix: IdPrefix, days: number) => firstIdAt(prefix, daysAgo(days)).padEnd(36, "0");

const addEvent = (days: number, day = daysAgo(days)) =>
  prisma.event.create({
    data: { id: idAt("evt", days), shopId: "shp_1", topic: "order/paid", triggeredAt: day, day },
  });

const addDelivery = (days: number, state: { dueAt?: Date; lastAttemptAt?: Date } = {}) =>
  prisma.delivery.create({
    data: {
      ...{ id: idAt("dlv", days), shopId: "shp_1", endpointId: "ep_1", eventId: idAt("evt", days) },
      ...{ topic: "order/paid", ...state },
    },
  });

const addInbound = (days: number, status: string, day = daysAgo(days)) =>
  prisma.inboundWebhook.create({
    data: {
      ...{ id: idAt("inb", days), shopDomain: "a", topic: "orders/paid", webhookId: `w-${days}`, status },
      ...{ triggeredAt: day, day, bytes: 2 },
    },
  });

async function makePartition(table: string): Promise<void> {
  await pool.query(
    `create table if not exists partitions.${table}_20200101 partition of ${table} for values from ('2020-01-01') to ('2020-01-02')`,
  );
}

test("the log goes after its time", async () => {
  for (const days of [1, 19, 21, 49]) {
    await addEvent(days);
    await addDelivery(days);
    await addInbound(days, "mapped");
  }
  const { rows } = await expire();
  expect(rows).toMatchObject({ delivery: 2, event: 2, inbound_webhook: 2 });
  expect(
    await Promise.all([prisma.event.count(), prisma.delivery.count(), prisma.inboundWebhook.count()]),
  ).toEqual([2, 2, 2]);
});

test("what deduplicates goes thirty days after the log", async () => {
  for (const days of [21, 49, 51]) {
    const seenAt = daysAgo(days);
    const key = { shopId: "shp_1", key: `k-${days}`, eventId: idAt("evt", days), seenAt };
    await prisma.inboundKey.create({ data: { shopDomain: "a", webhookId: `w-${days}`, seenAt } });
    await prisma.eventKey.create({ data: key });
    await prisma.apiEventKey.create({ data: { ...key, bodyHash: "" } });
  }
  expect(await deleteExpiredKeys(pool, DAYS, NOW)).toMatchObject({
    ...{ inbound_key: 1, event_key: 1, api_event_key: 1 },
  });
  const left = await prisma.inboundKey.findMany({ orderBy: { webhookId: "asc" } });
  expect(left.map(({ webhookId }) => webhookId)).toEqual(["w-21", "w-49"]);
});

test("counts of events that nobody chose go with the log", async () => {
  for (const days of [19, 21])
    await prisma.unchosenCount.create({
      data: { shopId: "shp_1", topic: "order/paid", day: daysAgo(days), count: 3 },
    });
  expect(await deleteExpiredKeys(pool, DAYS, NOW)).toMatchObject({ unchosen_count: 1 });
});

test("a delivery that is still to be sent keeps its event and its body, however old they are", async () => {
  await makePartition("event_payload");
  await addEvent(40, LONG_AGO);
  await addEvent(41, LONG_AGO);
  for (const days of [40, 41])
    await prisma.eventPayload.create({
      data: { eventId: idAt("evt", days), day: LONG_AGO, body: `{"days":${days}}` },
    });
  await addDelivery(40, { dueAt: new Date() });
  await addDelivery(41);

  expect(await expire()).toMatchObject({ moved: 1, partitions: { dropped: 1, waiting: 0 } });
  const { rows } = await pool.query(
    `select d.id, p.body from delivery d join event e on e.id = d.event_id
     join event_payload p on p.event_id = e.id and p.day = e.day`,
  );
  expect(rows).toEqual([{ id: idAt("dlv", 40), body: '{"days":40}' }]);

  await prisma.delivery.updateMany({ data: { status: "succeeded", dueAt: null } });
  await expire();
  expect(await Promise.all([prisma.event.count(), prisma.delivery.count()])).toEqual([0, 0]);
});

test("what is to be mapped, or waits for Shopify's answer, keeps its row and its body", async () => {
  await makePartition("inbound_body");
  for (const [days, status] of [
    [30, "pending"],
    [31, "mapped"],
    [32, "mapped"],
  ] as const) {
    await addInbound(days, status, LONG_AGO);
    await prisma.inboundBody.create({ data: { id: idAt("inb", days), day: LONG_AGO, body: `${days}` } });
  }
  const asking = { shopId: "shp_1", inboundId: idAt("inb", 31), day: LONG_AGO, part: "contract" };
  await prisma.inquiry.create({ data: { id: "inq_1", ...asking, questions: "{}", dueAt: NOW } });

  expect(await expire()).toMatchObject({ moved: 2, rows: { inbound_webhook: 1 } });
  const { rows } = await pool.query(
    "select b.body from inbound_webhook w join inbound_body b on b.id = w.id and b.day = w.day order by w.id",
  );
  expect(rows).toEqual([{ body: "31" }, { body: "30" }]);
});

test("a delivery that was sent again lately stays for the sake of its last attempt", async () => {
  await addEvent(25);
  await addDelivery(25, { lastAttemptAt: daysAgo(5) });
  expect((await expire()).rows).toMatchObject({ delivery: 0, event: 0 });
});

test("an event stays as long as any of its deliveries", async () => {
  await addEvent(25);
  await prisma.delivery.create({
    data: {
      ...{ id: idAt("dlv", 5), shopId: "shp_1", endpointId: "ep_1", eventId: idAt("evt", 25) },
      topic: "order/paid",
    },
  });
  expect((await expire()).rows).toMatchObject({ delivery: 0, event: 0 });
});

test("notices and recoveries go with the log, but not before they are done", async () => {
  const notice = { shopId: "shp_1", endpointId: "ep_1", kind: "failing" };
  const told = { publishedAt: NOW, mail: "sent" };
  await prisma.notice.createMany({
    data: [
      { id: idAt("ntc", 21), ...notice, ...told },
      { id: idAt("ntc", 22), ...notice, ...told, mail: "pending" },
      { id: idAt("ntc", 23), ...notice, ...told, publishedAt: null },
      { id: idAt("ntc", 19), ...notice, ...told },
    ],
  });
  const recovery = { shopId: "shp_1", include: "failed", filter: "{}", total: 1 };
  await prisma.recovery.createMany({
    data: [
      { id: idAt("rcv", 21), ...recovery, status: "done" },
      { id: idAt("rcv", 22), ...recovery, status: "running" },
    ],
  });
  expect((await expire()).rows).toMatchObject({ notice: 1, recovery: 1 });
  expect(await prisma.notice.count({ where: { id: idAt("ntc", 21) } })).toBe(0);
  expect(await prisma.recovery.findMany({ select: { status: true } })).toEqual([{ status: "running" }]);
});

test("what was kept for a deletion goes with the payloads", async () => {
  for (const days of [9, 11]) {
    const resource = `gid://shopify/Order/${days}`;
    await prisma.lastPayload.create({
      data: { shopId: "shp_1", resource, body: "{}", updatedAt: daysAgo(days) },
    });
  }
  await expire();
  const left = await prisma.lastPayload.findMany();
  expect(left.map(({ resource }) => resource)).toEqual(["gid://shopify/Order/9"]);
});

test("leases that ran out a day ago go", async () => {
  for (const [deliveryId, ago] of [
    ["dlv_1", DAY_MS + 1],
    ["dlv_2", 0],
  ] as const)
    await prisma.lease.create({
      data: { deliveryId, endpointId: "ep_1", token: "t", until: new Date(Date.now() - ago) },
    });
  await expire();
  expect(await prisma.lease.findMany({ select: { deliveryId: true } })).toEqual([{ deliveryId: "dlv_2" }]);
});

/** As many deliveries at rest as two batches and a bit have, all of one old moment. */
const addManyDeliveries = () =>
  pool.query(
    `insert into delivery (id, shop_id, endpoint_id, event_id, topic)
     select $1 || lpad(n::text, 20, '0'), 'shp_1', 'ep_1', 'evt_1', 'order/paid' from generate_series(1, 10007) n`,
    [firstIdAt("dlv", daysAgo(30))],
  );

test("more rows than a batch holds all go, but for one that somebody has locked", async () => {
  await addManyDeliveries();
  const client = await pool.connect();
  try {
    await client.query("begin");
    await client.query("select id from delivery order by id limit 1 for update");
    expect((await expire()).rows).toMatchObject({ delivery: 10_006 });
    await client.query("commit");
  } finally {
    client.release();
  }
  expect((await expire()).rows).toMatchObject({ delivery: 1 });
  expect(await prisma.delivery.count()).toBe(0);
});

test("more live rows than a batch holds do not hide the old one behind them", async () => {
  await addManyDeliveries();
  await pool.query("update delivery set due_at = now()");
  await addDelivery(25);
  expect((await expire()).rows).toMatchObject({ delivery: 1 });
  expect(await prisma.delivery.count()).toBe(10_007);
});

test("keys on many pages all go", async () => {
  await pool.query(
    `insert into event_key (shop_id, key, event_id, seen_at)
     select 'shp_1', n || repeat('x', 100), 'evt_1', $1 from generate_series(1, 12000) n`,
    [daysAgo(51)],
  );
  expect(await deleteExpiredKeys(pool, DAYS, NOW)).toMatchObject({ event_key: 12_000 });
  expect(await prisma.eventKey.count()).toBe(0);
});

test("when it is told to stop it deletes nothing more, and drops nothing that may still be needed", async () => {
  await makePartition("event_payload");
  await addManyDeliveries();
  const stopped = AbortSignal.abort();
  expect(await expire(stopped)).toMatchObject({ moved: 0, partitions: { dropped: 0 } });
  expect(await deleteExpiredKeys(pool, DAYS, NOW, stopped)).toMatchObject({ event_key: 0 });
  expect(await prisma.delivery.count()).toBe(10_007);
});
