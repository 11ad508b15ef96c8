// What a shop wants kept for less time than the operator keeps it.
import type pg from "pg";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { firstIdAt, type IdPrefix } from "../../app/db/ids.ts";
import { createPartitions } from "../../app/db/partitions.ts";
import { deleteShorter } from "../../app/db/retention/delete-shorter.ts";
import { resend } from "../../app/pipeline/deliver/resend.ts";
import { addEndpoint, addShop } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";

const DAY_MS = 86_400_000;
const NOW = new Date("2026-11-20T10:00:00Z");
const DAYS = { PAYLOAD_RETENTION_DAYS: 30, LOG_RETENTION_DAYS: 90 };

interface Shop {
  id: string;
  domain: string;
  endpointId: string;
}

let app: TestDeps;
let brief: Shop;
let usual: Shop;

beforeAll(async () => {
  app = await createTestDeps();
  await createPartitions(app.deps.pool);
  brief = await newShop("brief.myshopify.com");
  usual = await newShop("as-usual.myshopify.com");
});
beforeEach(async () => {
  await app.deps.pool.query(
    `truncate event, event_payload, delivery, attempt, inbound_webhook, inbound_body, inquiry, notice, recovery,
       last_payload, unchosen_count`,
  );
  await keep(brief, 3, 10);
  await keep(usual, null, null);
});

async function newShop(domain: string): Promise<Shop> {
  const id = await addShop(app.deps, domain);
  return { id, domain, endpointId: (await addEndpoint(app.deps, id, "https://127.0.0.1/hook")).id };
}

const keep = ({ id }: Shop, payloadDays: number | null, logDays: number | null) =>
  app.deps.prisma.shop.update({ where: { id }, data: { payloadDays, logDays } });
const expire = (signal?: AbortSignal) => deleteShorter(app.deps.pool, DAYS, NOW, signal);

const daysAgo = (days: number) => new Date(NOW.getTime() - days * DAY_MS);
/** `number` tells several of one moment apart. */
const idAt = (prefix: IdPrefix, days: number, { domain }: Shop, number = 0) =>
  `${firstIdAt(prefix, daysAgo(days))}${domain.length.toString(16).padStart(4, "0")}${number.toString(16).padStart(16, "0")}`;

/** An event with its body, a delivery and an attempt. Partitions are today's: the day says where, not when. */
async function add(
  shop: Shop,
  days: number,
  { dueAt, lastAttemptAt }: { dueAt?: Date; lastAttemptAt?: Date } = {},
) {
  const { prisma } = app.deps;
  const day = new Date();
  const [event, delivery] = [idAt("evt", days, shop), idAt("dlv", days, shop)];
  const topic = "order/paid";
  await prisma.event.create({ data: { id: event, shopId: shop.id, topic, triggeredAt: daysAgo(days), day } });
  await prisma.eventPayload.create({ data: { eventId: event, day, body: "{}" } });
  await prisma.delivery.create({
    data: {
      ...{ id: delivery, shopId: shop.id, endpointId: shop.endpointId, eventId: event, topic },
      ...(dueAt ? { dueAt } : { status: "succeeded", lastAttemptAt: lastAttemptAt ?? daysAgo(days) }),
    },
  });
  await prisma.attempt.create({
    data: {
      ...{ id: idAt("att", days, shop), day, shopId: shop.id, deliveryId: delivery, number: 1 },
      ...{
        trigger: "schedule",
        status: "succeeded",
        startedAt: daysAgo(days),
        durationMs: 1,
        requestHeaders: "{}",
      },
    },
  });
  return { event, delivery };
}

async function addInbound(shop: Shop, days: number, status: string): Promise<string> {
  const day = new Date();
  const [id, triggeredAt] = [idAt("inb", days, shop), daysAgo(days)];
  await app.deps.prisma.inboundWebhook.create({
    data: {
      ...{
        id,
        shopDomain: shop.domain,
        topic: "orders/paid",
        webhookId: id,
        status,
        triggeredAt,
        day,
        bytes: 2,
      },
    },
  });
  await app.deps.prisma.inboundBody.create({ data: { id, day, body: "{}" } });
  return id;
}

const counts = async (...tables: string[]) => {
  const all = tables.map((table) => `(select count(*)::int from ${table}) as ${table}`);
  return (await app.deps.pool.query<Record<string, number>>(`select ${all}`)).rows[0];
};

test("a shop's bodies go after its days and its log after its days; another shop's stay", async () => {
  for (const shop of [brief, usual]) for (const days of [2, 4, 9, 11]) await add(shop, days);
  expect(await expire()).toMatchObject({ delivery: 1, event: 1, event_payload: 2 });
  expect(await counts("event", "delivery", "attempt", "event_payload")).toEqual({
    ...{ event: 7, delivery: 7, attempt: 7, event_payload: 5 },
  });
  const { rows } = await app.deps.pool.query("select event_id from event_payload where event_id = $1", [
    idAt("evt", 2, brief),
  ]);
  expect(rows).toHaveLength(1);
  expect(await expire()).toMatchObject({ delivery: 0, event: 0, event_payload: 0 });
});

test("no shop is looked at that wants no less than the operator", async () => {
  await keep(brief, 30, 90);
  await add(brief, 89);
  expect(await expire()).toEqual({});
});

test("what is left without its body is sent again as little as after the operator's time", async () => {
  const { delivery } = await add(brief, 4);
  await expire();
  expect(await resend(app.deps, brief.id, delivery)).toEqual({ kind: "payload_expired" });
});

test("what is still to be sent keeps its event and its body, and what was sent again lately its log", async () => {
  await add(brief, 20, { dueAt: NOW });
  await add(brief, 21, { lastAttemptAt: daysAgo(1) });
  expect(await expire()).toMatchObject({ delivery: 0, event: 0, event_payload: 1 });
  expect(await counts("event", "delivery", "attempt")).toEqual({ event: 2, delivery: 2, attempt: 2 });
});

test("webhooks go in the same way, but for those that are to be mapped or wait for Shopify's answer", async () => {
  const asking = await addInbound(brief, 12, "mapped");
  const question = { id: "inq_1", shopId: brief.id, day: NOW, part: "contract", questions: "{}", dueAt: NOW };
  await app.deps.prisma.inquiry.create({ data: { ...question, inboundId: asking } });
  const pending = await addInbound(brief, 13, "pending");
  await addInbound(brief, 11, "unmapped");
  const left = await addInbound(brief, 4, "unmapped");
  await addInbound(usual, 11, "unmapped");
  expect(await expire()).toMatchObject({ inbound_webhook: 1, inbound_body: 1 });
  const bodies = await app.deps.prisma.inboundBody.findMany({ select: { id: true }, orderBy: { id: "asc" } });
  expect(bodies.map(({ id }) => id)).toEqual([pending, asking, idAt("inb", 11, usual)]);
  expect(await app.deps.prisma.inboundWebhook.findUnique({ where: { id: left } })).not.toBeNull();
});

test("what was kept for a deletion, counts, notices and recoveries go as well", async () => {
  const { prisma } = app.deps;
  for (const shop of [brief, usual]) {
    const resource = "gid://shopify/Order/1";
    await prisma.lastPayload.create({
      data: { shopId: shop.id, resource, body: "{}", updatedAt: daysAgo(4) },
    });
    await prisma.unchosenCount.create({ data: { shopId: shop.id, topic: "order/paid", day: daysAgo(12) } });
    const told = { kind: "failing", publishedAt: NOW, mail: "sent" };
    await prisma.notice.create({
      data: { id: idAt("ntc", 11, shop), shopId: shop.id, endpointId: shop.endpointId, ...told },
    });
    const recovery = { include: "failed", filter: "{}", total: 1, status: "done" };
    await prisma.recovery.create({ data: { id: idAt("rcv", 11, shop), shopId: shop.id, ...recovery } });
  }
  const one = { last_payload: 1, unchosen_count: 1, notice: 1, recovery: 1 };
  expect(await expire()).toMatchObject(one);
  expect(await counts("last_payload", "unchosen_count", "notice", "recovery")).toEqual(one);
});

test("more than a batch goes batch by batch, past what stays, and none once it is told to stop", async () => {
  await app.deps.pool.query(
    `insert into delivery (id, shop_id, endpoint_id, event_id, topic, due_at)
     select $1 || lpad(to_hex(n), 20, '0'), $2, $3, 'evt_1', 'order/paid', case when n <= 1000 then now() end
     from generate_series(1, 2500) n`,
    [firstIdAt("dlv", daysAgo(20)), brief.id, brief.endpointId],
  );
  expect(await expire(AbortSignal.abort())).toMatchObject({ delivery: 0 });
  expect(await expire()).toMatchObject({ delivery: 1_500 });
  expect(await counts("delivery")).toEqual({ delivery: 1_000 });
});

test("without statistics no batch reads a whole table or sorts all that is left", async () => {
  await add(brief, 11);
  await addInbound(brief, 11, "unmapped");
  const plans: string[] = [];
  const { pool } = app.deps;
  const explained = {
    query: pool.query.bind(pool),
    connect: async () => explaining(await pool.connect(), plans),
  } as unknown as pg.Pool;
  await deleteShorter(explained, DAYS, NOW);
  expect(plans).toHaveLength(7);
  expect(plans.filter((plan) => /Seq Scan|Sort/.test(plan))).toEqual([]);
});

/** Keeps the plan of each batch before it goes. */
const explaining = (client: pg.PoolClient, plans: string[]) => ({
  release: () => client.release(),
  async query(sql: string, values?: unknown[]) {
    if (sql.includes("delete from")) {
      const { rows } = await client.query<{ "QUERY PLAN": string }>(`explain ${sql}`, values);
      plans.push(rows.map((row) => row["QUERY PLAN"]).join("\n"));
    }
    return client.query(sql, values);
  },
});
