import { beforeAll, beforeEach, expect, test } from "vitest";
import { systemClock } from "../../../app/config/clock.ts";
import { inTransaction } from "../../../app/db/transaction.ts";
import { acceptUsage } from "../../../app/flow/accept-usage.ts";
import type { PostOutcome } from "../../../app/http/post.ts";
import { publishNotices } from "../../../app/notifications/publish-notices.ts";
import { resend } from "../../../app/pipeline/deliver/resend.ts";
import { sendTest } from "../../../app/pipeline/deliver/send-test.ts";
import { loadListeners } from "../../../app/pipeline/events/listeners.ts";
import { lockResources } from "../../../app/pipeline/events/lock-resources.ts";
import { publishEvents } from "../../../app/pipeline/events/publish-events.ts";
import { announceDeliveries } from "../../../app/pipeline/events/write-events.ts";
import { resendMany } from "../../../app/pipeline/recover/resend-many.ts";
import { sampleData } from "../../../app/topics/samples.ts";
import { addEndpoint, addShop, deliverDue, letTimePass } from "../../helpers/pipeline-steps.ts";
import { SHOP } from "../../helpers/shopify-webhooks.ts";
import { createTestDeps, type TestDeps } from "../../helpers/test-deps.ts";

type Fired = { shop: string; handle: string; payload: Record<string, unknown> };

let app: TestDeps;
let shopId: string;
let fired: Fired[] = [];
let answer: PostOutcome;

const answered = (userErrors: { message: string }[] = []): PostOutcome => ({
  ...{ kind: "answered", statusCode: 200, headers: {}, truncated: false, remoteAddress: null, durationMs: 3 },
  body: JSON.stringify({ data: { flowTriggerReceive: { userErrors } } }),
});

beforeAll(async () => {
  app = await createTestDeps(
    { DELIVERY_SCHEDULE: "0s,5s" },
    {
      clock: systemClock,
      fireFlowTrigger: async (shop, trigger) => {
        fired.push({ shop, ...trigger });
        return answer;
      },
    },
  );
  shopId = await addShop(app.deps);
});

let minutes = 0;

beforeEach(async () => {
  await app.deps.pool.query(
    "delete from notice; delete from lease; delete from delivery; delete from event; delete from endpoint; delete from flow_usage",
  );
  fired = [];
  answer = answered();
});

/** A workflow that begins with this trigger is turned on. */
async function use(definitionId: string): Promise<string> {
  const saidAt = new Date(Date.UTC(2026, 8, 20, 9, ++minutes));
  await acceptUsage(app.deps, { shopDomain: SHOP, definitionId, enabled: true, saidAt });
  const description = `Shopify Flow: ${definitionId}`;
  return (await app.deps.prisma.endpoint.findFirstOrThrow({ where: { shopId, description } })).id;
}

let events = 0;

async function publish(topic: string, more: { data?: object; flowHops?: number } = {}): Promise<void> {
  const draft = {
    ...{ topic, key: `test|${++events}`, resource: null, customer: null, triggeredAt: new Date() },
    ...{ environment: "live" as const, data: sampleData(topic), shopId, shopDomain: SHOP, inboundId: null },
    ...more,
  };
  await inTransaction(app.deps.pool, async (tx) => {
    const listeners = await loadListeners(tx, [shopId]);
    const published = await publishEvents(
      tx,
      [{ ...draft, data: { ...draft.data } }],
      await lockResources(tx, []),
      listeners,
    );
    await announceDeliveries(tx, published.deliveries);
  });
}

/** Until no schedule is left. */
async function deliverAll(): Promise<void> {
  while ((await app.deps.prisma.delivery.count({ where: { dueAt: { not: null } } })) > 0) {
    await deliverDue(app.deps);
    await letTimePass(app.deps);
  }
}

const deliveries = () =>
  app.deps.prisma.delivery.findMany({
    orderBy: { id: "asc" },
    select: { id: true, topic: true, status: true, attempts: true, lastReason: true, endpointId: true },
  });

test("an event starts the trigger of its family, and is on record like any delivery", async () => {
  await use("Billing failed");
  await publish("membership/billing_failure");
  expect(await deliverDue(app.deps)).toBe(1);
  expect(fired).toMatchObject([
    { shop: SHOP, handle: "billing-failed", payload: { Event: "membership/billing_failure" } },
  ]);
  expect(await deliveries()).toMatchObject([{ status: "succeeded", attempts: 1, lastReason: null }]);
  expect(await app.deps.prisma.attempt.findFirst({ orderBy: { id: "desc" } })).toMatchObject({
    ...{ status: "succeeded", statusCode: 200, durationMs: 3 },
    responseBody: '{"data":{"flowTriggerReceive":{"userErrors":[]}}}',
  });
});

test("an event of another family starts nothing, and a shop that uses no trigger stores nothing for Flow", async () => {
  await publish("membership/billing_failure");
  await use("Points changed");
  await publish("membership/billing_failure");
  expect(await deliveries()).toEqual([]);
  expect(await app.deps.prisma.event.count()).toBe(0);
});

test("an endpoint with every topic and a trigger both get the event", async () => {
  await use("Billing failed");
  await addEndpoint(app.deps, shopId, "https://127.0.0.1/all");
  await publish("membership/billing_failure");
  expect(await deliveries()).toHaveLength(2);
});

test("what Shopify refuses is tried again with its words on record, and then given up", async () => {
  await use("Points changed");
  answer = answered([{ message: "Errors validating schema:\n  Required field missing: Points\n" }]);
  await publish("loyalty/points_changed");
  await deliverDue(app.deps);
  expect(await deliveries()).toMatchObject([{ status: "pending", attempts: 1, lastReason: "flow_refused" }]);
  await letTimePass(app.deps);
  await deliverDue(app.deps);
  expect(await deliveries()).toMatchObject([{ status: "failed", attempts: 2 }]);
});

test("a trigger that Shopify does not know is given up at once, and can be sent again by hand", async () => {
  await use("Points changed");
  answer = answered([{ message: "Errors validating schema:\n  Invalid handle 'points-changed'.\n" }]);
  await publish("loyalty/points_changed");
  await deliverDue(app.deps);
  const [delivery] = await deliveries();
  expect(delivery).toMatchObject({ status: "failed", attempts: 1, lastReason: "flow_refused" });
  answer = answered();
  expect(await resend(app.deps, shopId, delivery?.id ?? "")).toEqual({ kind: "queued" });
  await deliverDue(app.deps);
  expect(await deliveries()).toMatchObject([{ status: "succeeded", attempts: 2 }]);
});

test("an event without what the trigger must have is not sent, is explained, and says nothing of the trigger's health", async () => {
  await use("Points changed");
  for (let made = 0; made < 5; made += 1)
    await publish("loyalty/points_changed", { data: { customer: null, points_history: null } });
  await deliverDue(app.deps);
  expect(fired).toEqual([]);
  expect(await deliveries()).toMatchObject(
    Array(5).fill({ status: "failed", attempts: 1, lastReason: "flow_incomplete" }),
  );
  const attempt = await app.deps.prisma.attempt.findFirst({ orderBy: { id: "desc" } });
  expect(attempt).toMatchObject({ detail: "customer", statusCode: null });
  expect(await app.deps.prisma.failureStreak.count()).toBe(0);
  expect(await app.deps.prisma.notice.count()).toBe(0);
});

test("an event that came in through Flow's action starts no trigger, which its log says", async () => {
  const endpointId = await use("Points changed");
  await publish("loyalty/points_changed", { flowHops: 1 });
  await deliverDue(app.deps);
  expect(fired).toEqual([]);
  expect(await deliveries()).toMatchObject([{ endpointId, status: "discarded", lastReason: "flow_origin" }]);
});

test("where the merchant allows it, such an event starts the trigger, and the fourth round does not", async () => {
  const endpointId = await use("Points changed");
  await app.deps.prisma.endpoint.update({ where: { id: endpointId }, data: { flowEvents: true } });
  for (const flowHops of [1, 2, 3, 4]) await publish("loyalty/points_changed", { flowHops });
  await deliverDue(app.deps);
  expect(fired).toHaveLength(3);
  expect((await deliveries()).map(({ status, lastReason }) => [status, lastReason])).toEqual([
    ["succeeded", null],
    ["succeeded", null],
    ["succeeded", null],
    ["discarded", "flow_hops"],
  ]);
});

test("a URL gets what came in through Flow, however often", async () => {
  await addEndpoint(app.deps, shopId, "https://127.0.0.1/all");
  await publish("loyalty/points_changed", { flowHops: 9 });
  expect(await deliveries()).toMatchObject([{ status: "pending" }]);
});

test("what was withheld is not sent again with all the rest", async () => {
  await use("Points changed");
  await publish("loyalty/points_changed", { flowHops: 1 });
  expect(await resendMany(app.deps, shopId, { statuses: ["discarded"] })).toMatchObject({ count: 0 });
});

test("what was withheld and then failed by hand is still known as withheld, and goes out with no others", async () => {
  await use("Points changed");
  await publish("loyalty/points_changed", { flowHops: 1 });
  const [withheld] = await deliveries();
  answer = { ...answered(), statusCode: 500 } as PostOutcome;
  await resend(app.deps, shopId, withheld?.id ?? "");
  await deliverDue(app.deps);
  expect(await deliveries()).toMatchObject([{ status: "discarded", attempts: 1, lastReason: "flow_origin" }]);
  expect(await resendMany(app.deps, shopId, { statuses: ["discarded"] })).toMatchObject({ count: 0 });
  answer = answered();
  await resend(app.deps, shopId, withheld?.id ?? "");
  await deliverDue(app.deps);
  expect(await deliveries()).toMatchObject([{ status: "succeeded", attempts: 2, lastReason: null }]);
});

test("that the delivery of a workflow's event failed is told, and its rounds go on counting", async () => {
  const endpointId = await use("Points changed");
  await use("Webhook delivery failed for good");
  await app.deps.prisma.endpoint.update({ where: { id: endpointId }, data: { flowEvents: true } });
  answer = answered([{ message: "Invalid handle 'points-changed'." }]);
  await publish("loyalty/points_changed", { flowHops: 3 });
  await deliverDue(app.deps);
  while ((await publishNotices(app.deps)).published > 0);
  expect(
    await app.deps.prisma.event.findFirst({ where: { topic: "endpoint/delivery_failed" } }),
  ).toMatchObject({
    flowHops: 3,
  });
  expect(await deliveries()).toMatchObject([
    { topic: "loyalty/points_changed", status: "failed" },
    { topic: "endpoint/delivery_failed", status: "pending" },
  ]);
  await publish("endpoint/delivery_failed", { flowHops: 4 });
  expect((await deliveries()).at(-1)).toMatchObject({ status: "discarded", lastReason: "flow_hops" });
});

test("a trigger has no test call", async () => {
  const endpointId = await use("Points changed");
  expect(await sendTest(app.deps, shopId, endpointId, {})).toEqual({ kind: "not_found" });
});

test("a delivery that is given up starts its trigger; that this one is given up as well tells nobody", async () => {
  const endpoint = await addEndpoint(app.deps, shopId, "http://127.0.0.1:1/dead?key=hidden", [
    "form/submitted",
  ]);
  const watcher = await use("Webhook delivery failed for good");
  answer = answered([{ message: "Invalid handle 'delivery-failed'." }]);
  await publish("form/submitted");
  await deliverAll();
  while ((await publishNotices(app.deps)).published > 0);
  await deliverDue(app.deps);
  while ((await publishNotices(app.deps)).published > 0);
  await deliverDue(app.deps);
  expect(fired).toMatchObject([
    {
      handle: "delivery-failed",
      payload: {
        ...{ Event: "endpoint/delivery_failed", "Endpoint id": endpoint.id, Endpoint: "127.0.0.1:1/dead" },
        ...{ Reason: "connection", "Event of the delivery": "form/submitted" },
      },
    },
  ]);
  expect(JSON.stringify(fired)).not.toContain("hidden");
  expect(await deliveries()).toMatchObject([
    { topic: "form/submitted", status: "failed" },
    { topic: "endpoint/delivery_failed", endpointId: watcher, status: "failed" },
  ]);
});

test("each delivery that a failing endpoint gives up is told where somebody listens, and no mail tells it", async () => {
  const endpoint = await addEndpoint(app.deps, shopId, "http://127.0.0.1:1/dead", ["form/submitted"]);
  for (const listens of [false, true]) {
    if (listens) await use("Webhook delivery failed for good");
    for (let made = 0; made < 6; made += 1) await publish("form/submitted");
    await deliverAll();
  }
  const notices = await app.deps.prisma.notice.findMany({
    where: { endpointId: endpoint.id, kind: "exhausted" },
    select: { mail: true },
  });
  expect(notices).toEqual(Array(6).fill({ mail: "skipped" }));
});
