import { beforeAll, expect, test } from "vitest";
import { firstIdAt } from "../../app/db/ids.ts";
import { deleteExpired } from "../../app/db/retention.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";

const DAY_MS = 86_400_000;
const NOW = new Date("2026-11-20T10:00:00Z");

let app: TestDeps;

beforeAll(async () => {
  app = await createTestDeps({ PAYLOAD_RETENTION_DAYS: "10", LOG_RETENTION_DAYS: "20" });
});

const daysAgo = (days: number) => new Date(NOW.getTime() - days * DAY_MS);
const idAt = (prefix: "evt" | "dlv" | "inb", days: number) =>
  firstIdAt(prefix, daysAgo(days)).padEnd(36, "0");

async function addRows(days: number): Promise<void> {
  const { prisma } = app.deps;
  const day = daysAgo(days);
  await prisma.event.create({
    data: { id: idAt("evt", days), shopId: "shp_1", topic: "order/paid", triggeredAt: day, day },
  });
  await prisma.delivery.create({
    data: {
      id: idAt("dlv", days),
      shopId: "shp_1",
      endpointId: "ep_1",
      eventId: idAt("evt", days),
      topic: "order/paid",
    },
  });
  await prisma.inboundWebhook.create({
    data: {
      id: idAt("inb", days),
      shopDomain: "a",
      topic: "orders/paid",
      webhookId: `w-${days}`,
      triggeredAt: day,
      day,
      bytes: 2,
    },
  });
  await prisma.inboundKey.create({ data: { shopDomain: "a", webhookId: `w-${days}`, seenAt: day } });
  await prisma.eventKey.create({
    data: { shopId: "shp_1", key: `k-${days}`, eventId: idAt("evt", days), seenAt: day },
  });
}

test("the log goes after its time, and what deduplicates thirty days later", async () => {
  for (const days of [1, 19, 21, 49, 51]) await addRows(days);
  await deleteExpired(app.deps.pool, app.deps.env, NOW);
  const { prisma } = app.deps;
  expect(
    await Promise.all([prisma.event.count(), prisma.delivery.count(), prisma.inboundWebhook.count()]),
  ).toEqual([2, 2, 2]);
  expect(await Promise.all([prisma.inboundKey.count(), prisma.eventKey.count()])).toEqual([4, 4]);
});

test("what was kept for a deletion goes with the payloads", async () => {
  const { prisma, pool } = app.deps;
  for (const days of [9, 11]) {
    const resource = `gid://shopify/Order/${days}`;
    await prisma.lastPayload.create({
      data: { shopId: "shp_1", resource, body: "{}", updatedAt: daysAgo(days) },
    });
  }
  await deleteExpired(pool, app.deps.env, NOW);
  const left = await prisma.lastPayload.findMany();
  expect(left.map(({ resource }) => resource)).toEqual(["gid://shopify/Order/9"]);
});
