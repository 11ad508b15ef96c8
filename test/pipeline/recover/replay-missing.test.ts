import { beforeAll, beforeEach, expect, test } from "vitest";
import { systemClock } from "../../../app/config/clock.ts";
import { countRecovery, recoverEndpoint } from "../../../app/pipeline/recover/recover-endpoint.ts";
import {
  addEndpoint,
  addShop,
  deliverDue,
  letTimePass,
  publishProducts,
} from "../../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../../helpers/test-deps.ts";
import { createTestReceiver, status, type TestReceiver } from "../../helpers/test-receiver.ts";
import { addDeliveries, addEvents, ago, carryOnAll, HOUR_MS } from "./steps.ts";

let app: TestDeps;
let receiver: TestReceiver;
let shopId: string;

beforeAll(async () => {
  app = await createTestDeps({}, { clock: systemClock });
  receiver = await createTestReceiver();
  shopId = await addShop(app.deps);
});

beforeEach(async () => {
  receiver.answer(status(200));
  receiver.received.length = 0;
  await app.deps.pool.query(
    "delete from recovery; delete from lease; delete from delivery; delete from event; delete from endpoint; delete from unchosen_count",
  );
});

const order = () => ({ include: "missing" as const, since: ago(HOUR_MS) });
const count = async (endpointId: string) => {
  const outcome = await countRecovery(app.deps, shopId, endpointId, order());
  return outcome.kind === "counted" ? outcome.count : outcome.kind;
};
async function replay(endpointId: string): Promise<void> {
  const outcome = await recoverEndpoint(app.deps, shopId, endpointId, order());
  if (outcome.kind !== "begun") throw new Error(outcome.kind);
  await carryOnAll(app.deps);
}
const eventsOf = async (endpointId: string) => {
  const rows = await app.deps.prisma.delivery.findMany({ where: { endpointId } });
  return rows.map(({ eventId }) => eventId).sort();
};

test("a new endpoint gets what happened before it was there, as replays", async () => {
  await addEndpoint(app.deps, shopId, receiver.url);
  await publishProducts(app.deps, 3);
  while ((await deliverDue(app.deps)) > 0);
  const { id } = await addEndpoint(app.deps, shopId, receiver.url);
  expect(await count(id)).toBe(3);
  await replay(id);
  while ((await deliverDue(app.deps)) > 0);
  const rows = await app.deps.prisma.delivery.findMany({ where: { endpointId: id } });
  expect(rows.map((row) => [row.status, row.trigger, row.queue])).toEqual(
    rows.map(() => ["succeeded", "replay", 2]),
  );
  expect(rows).toHaveLength(3);
  const bodies = Map.groupBy(receiver.received, ({ headers }) => headers["webhook-id"]);
  expect([...bodies.values()].map((both) => new Set(both.map(({ body }) => body)).size)).toEqual([1, 1, 1]);
});

test("one that fails goes on with the whole schedule, each attempt a replay, and nobody's health suffers", async () => {
  const { id } = await addEndpoint(app.deps, shopId, receiver.url);
  await addEvents(app.deps, shopId, 1);
  await replay(id);
  receiver.answer(status(500));
  let sent: number;
  do {
    await letTimePass(app.deps);
    sent = await deliverDue(app.deps);
  } while (sent > 0);
  const [delivery] = await app.deps.prisma.delivery.findMany();
  expect(delivery).toMatchObject({ status: "failed", attempts: 10 });
  const attempts = await app.deps.prisma.attempt.findMany({ where: { deliveryId: delivery?.id ?? "" } });
  expect(attempts.map(({ trigger }) => trigger)).toEqual(Array(10).fill("replay"));
  expect(await app.deps.prisma.failureStreak.count()).toBe(0);
  expect(await app.deps.prisma.notice.count()).toBe(0);
});

test("only topics that the endpoint has now; operational ones by name alone, tests and its own story never", async () => {
  const { id: some } = await addEndpoint(app.deps, shopId, receiver.url, ["order/paid", "endpoint/failing"]);
  const { id: all } = await addEndpoint(app.deps, shopId, receiver.url, ["*"]);
  const paid = await addEvents(app.deps, shopId, 2, { topic: "order/paid" });
  const created = await addEvents(app.deps, shopId, 1, { topic: "order/created" });
  await addEvents(app.deps, shopId, 1, { topic: "order/paid", test: true });
  await addEvents(app.deps, shopId, 1, { topic: "endpoint/failing", resource: some });
  const [other] = await addEvents(app.deps, shopId, 1, { topic: "endpoint/failing", resource: all });
  expect([await count(some), await count(all)]).toEqual([3, 3]);
  await replay(some);
  await replay(all);
  expect(await eventsOf(some)).toEqual([...paid, other].sort());
  expect(await eventsOf(all)).toEqual([...paid, ...created].sort());
});

test("an event that it has a delivery of is not missing, whatever came of it", async () => {
  const { id } = await addEndpoint(app.deps, shopId, receiver.url);
  for (const ended of ["succeeded", "failed", "discarded"])
    await addDeliveries(app.deps, { shopId, endpointId: id }, 1, { status: ended });
  await addEvents(app.deps, shopId, 2);
  expect(await count(id)).toBe(2);
  await replay(id);
  expect(await count(id)).toBe(0);
  await replay(id);
  expect(await app.deps.prisma.delivery.count()).toBe(5);
});

test("another shop's events are never there", async () => {
  const { id } = await addEndpoint(app.deps, shopId, receiver.url);
  const other = await app.deps.prisma.shop.create({ data: { id: "shp_2", domain: "other.myshopify.com" } });
  await addEvents(app.deps, other.id, 2);
  expect(await count(id)).toBe(0);
  await replay(id);
  expect(await app.deps.prisma.delivery.count()).toBe(0);
});

test("events whose payload has aged out are skipped and counted", async () => {
  const { id } = await addEndpoint(app.deps, shopId, receiver.url);
  const [gone, there] = await addEvents(app.deps, shopId, 2);
  await app.deps.pool.query("delete from event_payload where event_id = $1", [gone]);
  await replay(id);
  expect(await eventsOf(id)).toEqual([there]);
  expect(await app.deps.prisma.recovery.findFirst()).toMatchObject({ status: "done", done: 1, skipped: 1 });
});

const topicsOf = async (endpointId: string) => {
  const outcome = await countRecovery(app.deps, shopId, endpointId, order());
  return outcome.kind === "counted" ? outcome.topics : outcome;
};

test("it is told which of the endpoint's topics were stored, and what of them nobody had chosen then", async () => {
  const { id: first } = await addEndpoint(app.deps, shopId, receiver.url, ["order/paid"]);
  await publishProducts(app.deps, 3);
  await addEvents(app.deps, shopId, 1, { topic: "order/paid" });
  await addEvents(app.deps, shopId, 1, { topic: "order/created", test: true });
  const topics = ["order/created", "order/paid", "product/created"];
  const { id } = await addEndpoint(app.deps, shopId, receiver.url, topics);
  expect(await topicsOf(id)).toEqual({
    stored: ["order/paid"],
    notStored: [{ topic: "product/created", count: 3 }],
  });
  expect(await topicsOf(first)).toEqual({ stored: ["order/paid"], notStored: [] });
  await publishProducts(app.deps, 1);
  expect(await topicsOf(id)).toMatchObject({ stored: ["order/paid", "product/created"] });
});

test("what was not stored on other days, or in another shop, is not told", async () => {
  const { id } = await addEndpoint(app.deps, shopId, receiver.url, ["order/paid"]);
  await app.deps.pool.query(
    `insert into unchosen_count (shop_id, topic, day, count) values
      ($1, 'order/paid', (now() at time zone 'utc')::date - 2, 5), ('shp_x', 'order/paid', (now() at time zone 'utc')::date, 7)`,
    [shopId],
  );
  expect(await topicsOf(id)).toEqual({ stored: [], notStored: [] });
});
