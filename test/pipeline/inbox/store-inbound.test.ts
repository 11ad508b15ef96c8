import { beforeAll, expect, test } from "vitest";
import { newId } from "../../../app/db/ids.ts";
import { createInbox, type InboundRow } from "../../../app/pipeline/inbox/store-inbound.ts";
import { createTestDeps, type TestDeps } from "../../helpers/test-deps.ts";

let app: TestDeps;

beforeAll(async () => {
  app = await createTestDeps();
});

const row = (webhookId: string, body = "{}"): InboundRow => ({
  shopDomain: "a.myshopify.com",
  webhookId,
  topic: "orders/create",
  eventId: null,
  apiVersion: null,
  triggeredAt: new Date("2026-11-20T10:00:00Z"),
  body,
});

test("rows that arrive together share their writes, two hundred at a time", async () => {
  const pool = Object.create(app.deps.pool) as typeof app.deps.pool;
  const sizes: number[] = [];
  pool.query = ((query: { values: [string[]] }) => {
    sizes.push(query.values[0].length);
    return app.deps.pool.query(query as never);
  }) as unknown as typeof pool.query;
  const inbox = createInbox(pool);
  const results = await Promise.all(
    Array.from({ length: 450 }, (_, index) => inbox.store(row(`many-${index}`))),
  );
  expect(new Set(results)).toEqual(new Set(["stored"]));
  expect(sizes).toEqual([1, 200, 200, 49]);
});

test("what names another shop is not written, and of two with one key in one write neither is called a duplicate of it", async () => {
  const [id, domain] = [newId("shp"), "named.myshopify.com"];
  await app.deps.prisma.shop.create({ data: { id, domain, shopifyId: "gid://shopify/Shop/1" } });
  const named = (shop: number) => ({
    ...row("same"),
    shopDomain: domain,
    namedShop: `gid://shopify/Shop/${shop}`,
  });
  const inbox = createInbox(app.deps.pool);
  const results = [inbox.store(row("first")), inbox.store(named(2)), inbox.store(named(1))];
  expect(await Promise.all(results)).toEqual(["stored", "other_shop", "other_shop"]);
  expect(await app.deps.prisma.inboundWebhook.count({ where: { shopDomain: domain } })).toBe(0);
  expect([await inbox.store(named(1)), await inbox.store(named(1))]).toEqual(["stored", "duplicate"]);
});

test("a row that PostgreSQL refuses fails alone", async () => {
  const inbox = createInbox(app.deps.pool);
  const results = await Promise.allSettled([
    inbox.store(row("before")),
    inbox.store(row("fine-1")),
    inbox.store(row("refused", '"\u0000"')),
    inbox.store(row("fine-2")),
  ]);
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
});
