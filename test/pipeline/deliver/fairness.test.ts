import { beforeAll, beforeEach, expect, test } from "vitest";
import { inTransaction } from "../../../app/db/transaction.ts";
import { changeStatus } from "../../../app/endpoints/change-status.ts";
import { type ClaimLimits, claimDeliveries } from "../../../app/pipeline/deliver/claim.ts";
import { nextDueIn } from "../../../app/pipeline/deliver/next-due.ts";
import { createSlots } from "../../../app/pipeline/deliver/slots.ts";
import { runDeliveryWorker } from "../../../app/pipeline/deliver/worker.ts";
import { processInbound } from "../../../app/pipeline/inbox/process-inbound.ts";
import {
  addEndpoint,
  addShop,
  allSlots,
  deliverDue,
  letTimePass,
  publishProducts,
  takeIn,
} from "../../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../../helpers/test-deps.ts";
import { createTestReceiver, status, type TestReceiver } from "../../helpers/test-receiver.ts";

const HOUR_MS = 3_600_000;

let app: TestDeps;
let receiver: TestReceiver;
let shopId: string;

beforeAll(async () => {
  app = await createTestDeps();
  receiver = await createTestReceiver();
  shopId = await addShop(app.deps);
});

beforeEach(async () => {
  receiver.answer(status(200));
  await app.deps.pool.query("delete from lease; delete from delivery; delete from endpoint");
});

const claim = async (limits: Partial<ClaimLimits> = {}) =>
  (await claimDeliveries(app.deps.pool, { ...allSlots(app.deps), ...limits })).deliveries;

const lane = () => app.deps.prisma.lane.findFirstOrThrow();
const deliveries = () => app.deps.prisma.delivery.findMany({ orderBy: { id: "asc" } });

/** Of an endpoint with so many deliveries waiting, makes the newest ones retries or replays that are due. */
async function putInQueue(queue: 1 | 2, count: number): Promise<void> {
  await app.deps.pool.query(
    `update delivery set queue = $1 where id in (select id from delivery where queue = 0 order by id desc limit $2)`,
    [queue, count],
  );
}

test("an endpoint that is flooded with fresh events still gets its retries and replays", async () => {
  await addEndpoint(app.deps, shopId, receiver.url);
  await publishProducts(app.deps, 60);
  await putInQueue(1, 8);
  await putInQueue(2, 8);
  const queueOf = new Map((await deliveries()).map(({ id, queue }) => [id, queue]));
  const claimed = (await claim()).map(({ id }) => queueOf.get(id));
  expect(claimed.sort()).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 1, 2]);
});

test("a receiver that is out of breath gets half as many requests at a time, down to one, and more with each success", async () => {
  await addEndpoint(app.deps, shopId, receiver.url);
  await publishProducts(app.deps, 40);
  receiver.answer(status(503));
  const tried: number[] = [];
  for (let round = 1; round <= 5; round += 1) {
    tried.push(await deliverDue(app.deps));
    await letTimePass(app.deps);
  }
  expect(tried).toEqual([10, 5, 2, 1, 1]);
  receiver.answer(status(200));
  const succeeded: number[] = [];
  for (let round = 1; round <= 5; round += 1) succeeded.push(await deliverDue(app.deps));
  expect(succeeded).toEqual([1, 2, 4, 8, 10]);
  expect((await lane()).shrunkTo).toBeNull();
});

test("an answer that is merely wrong makes no lane slower", async () => {
  await addEndpoint(app.deps, shopId, receiver.url);
  await publishProducts(app.deps, 3);
  receiver.answer(status(500));
  await deliverDue(app.deps);
  expect((await lane()).shrunkTo).toBeNull();
});

test("Retry-After holds the whole endpoint for 15 minutes at most, and uses up no attempt of the others", async () => {
  await addEndpoint(app.deps, shopId, receiver.url);
  await publishProducts(app.deps, 30);
  receiver.answer((_request, response) => {
    response.writeHead(429, { "retry-after": "7200" }).end();
  });
  expect(await deliverDue(app.deps)).toBe(10);
  expect(await claim()).toEqual([]);
  const held = await nextDueIn(app.deps.pool);
  expect(held).toBeGreaterThan(890_000);
  expect(held).toBeLessThanOrEqual(900_000);
  const all = await deliveries();
  expect(all.map(({ attempts }) => attempts)).toEqual([...Array(10).fill(1), ...Array(20).fill(0)]);
  const wait = (all[0]?.dueAt?.getTime() ?? 0) - Date.now();
  expect(wait).toBeGreaterThan(7_100_000); // the delivery itself waits as long as it was asked to
  await publishProducts(app.deps, 1);
  expect(await claim()).toEqual([]); // a new event does not open the lane
});

test("a rate limit lets deliveries out one by one and postpones the rest without using up an attempt", async () => {
  const endpoint = await addEndpoint(app.deps, shopId, receiver.url);
  await app.deps.prisma.endpoint.update({ where: { id: endpoint.id }, data: { rateLimit: 5 } });
  await publishProducts(app.deps, 3);
  expect(await deliverDue(app.deps)).toBe(1);
  // As if an hour less had passed: a busy machine may take longer than the pause between two deliveries.
  await app.deps.pool.query(
    "update lane set not_before = not_before + interval '1 hour', paced_until = paced_until + interval '1 hour'",
  );
  expect(await deliverDue(app.deps)).toBe(0);
  const next = await nextDueIn(app.deps.pool);
  expect(next).toBeGreaterThan(HOUR_MS / 2);
  expect(next).toBeLessThanOrEqual(HOUR_MS + 200);
  expect((await deliveries()).map(({ attempts }) => attempts)).toEqual([1, 0, 0]);
});

test("what a paused endpoint is sent waits, and goes out when it is resumed", async () => {
  const endpoint = await addEndpoint(app.deps, shopId, receiver.url);
  await inTransaction(app.deps.pool, (tx) => changeStatus(tx, endpoint.id, { status: "paused" }));
  await publishProducts(app.deps, 2);
  expect(await deliverDue(app.deps)).toBe(0);
  expect((await deliveries()).map((delivery) => delivery.status)).toEqual(["pending", "pending"]);
  await inTransaction(app.deps.pool, (tx) => changeStatus(tx, endpoint.id, { status: "enabled" }));
  expect(await deliverDue(app.deps)).toBe(2);
});

test("a shop that has all its slots is passed over, and another shop is served", async () => {
  const other = await addShop(app.deps, "other-shop.myshopify.com");
  await addEndpoint(app.deps, shopId, receiver.url);
  await publishProducts(app.deps, 20);
  await addEndpoint(app.deps, other, receiver.url);
  await takeIn(app.deps, "products/create", `{"id":1}`, { shop: "other-shop.myshopify.com" });
  await processInbound(app.deps);
  const claimed = await claim({ fullShops: [shopId] });
  expect(claimed.map((delivery) => delivery.shopId)).toEqual([other]);
  await app.deps.pool.query("delete from shop where id = $1", [other]);
});

test("slow endpoints leave half of a worker's slots to the others", async () => {
  let now = 0;
  const slots = createSlots({ concurrency: 20, endpointCap: 10, now: () => now });
  await addEndpoint(app.deps, shopId, receiver.url);
  const quick = await addShop(app.deps, "quick-shop.myshopify.com");
  await publishProducts(app.deps, 30);
  for (const delivery of await claim(slots.limits())) slots.take(delivery);
  expect(slots.limits()).toMatchObject({ slots: 10, fullShops: [shopId], slowEndpoints: [], slowSlots: 10 });
  now = 1_500;
  const limits = slots.limits();
  expect(limits).toMatchObject({ slots: 10, slowSlots: 0 });
  expect(limits.slowEndpoints).toHaveLength(1);
  expect(limits.shopSlots(quick)).toBe(10);
  const [one] = slots.taken();
  for (const delivery of slots.taken()) slots.free(delivery);
  // What was known to be slow when it was claimed counts from its first moment.
  if (one) slots.take({ ...one, slow: true });
  expect(slots.limits()).toMatchObject({ slots: 19, slowSlots: 9, slowEndpoints: [] });
  for (const delivery of slots.taken()) slots.free(delivery);
  expect(slots.limits()).toMatchObject({ slots: 20, fullShops: [], slowEndpoints: [], slowSlots: 10 });
  await app.deps.pool.query("delete from shop where id = $1", [quick]);
});

test("one shop's flood of webhooks does not keep another shop's waiting", async () => {
  for (let id = 1; id <= 250; id += 1) await takeIn(app.deps, "products/create", `{"id":${id + 50_000}}`);
  await takeIn(app.deps, "products/create", `{"id":1}`, { shop: "quiet-shop.myshopify.com" });
  const round = { after: "" };
  await processInbound(app.deps, round, 100);
  const pending = await app.deps.prisma.inboundWebhook.groupBy({
    by: ["shopDomain"],
    where: { status: "pending" },
    _count: true,
  });
  expect(pending).toHaveLength(1);
  expect(pending[0]?._count).toBe(250 - 50);
  while ((await processInbound(app.deps, round)) > 0);
});

test("shops take turns also when there are more of them than one batch has room for", async () => {
  for (let shop = 10; shop < 40; shop += 1)
    for (let id = 1; id <= 3; id += 1)
      await takeIn(app.deps, "products/create", `{"id":${id}}`, { shop: `shop-${shop}.myshopify.com` });
  const round = { after: "" };
  const left = async () =>
    (
      await app.deps.prisma.inboundWebhook.groupBy({
        by: ["shopDomain"],
        where: { status: "pending" },
        _count: true,
      })
    ).map((group) => group._count);
  await processInbound(app.deps, round, 20);
  expect((await left()).sort()).toEqual([...Array(20).fill(2), ...Array(10).fill(3)]);
  await processInbound(app.deps, round, 20);
  expect((await left()).sort()).toEqual([...Array(10).fill(1), ...Array(20).fill(2)]);
  while ((await processInbound(app.deps, round)) > 0);
  expect(await left()).toEqual([]);
});

test("a rate limit is kept to by the worker itself, and everything arrives", async () => {
  const endpoint = await addEndpoint(app.deps, shopId, receiver.url);
  await app.deps.prisma.endpoint.update({ where: { id: endpoint.id }, data: { rateLimit: 50 } });
  await publishProducts(app.deps, 20);
  const before = receiver.received.length;
  const stop = new AbortController();
  const worker = runDeliveryWorker(app.deps, stop.signal);
  await receiver.until(before + 20);
  stop.abort();
  await worker;
  const attempts = await app.deps.prisma.delivery.findMany({ select: { attempts: true } });
  expect(attempts.map((delivery) => delivery.attempts)).toEqual(Array(20).fill(1));
});
