import { createHash } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { processInbound } from "../../../app/pipeline/inbox/process-inbound.ts";
import { addEndpoint, addShop, processAll, takeIn } from "../../helpers/pipeline-steps.ts";
import { sample } from "../../helpers/shopify-webhooks.ts";
import { createTestDeps, type TestDeps } from "../../helpers/test-deps.ts";

let app: TestDeps;
let shopId: string;

beforeAll(async () => {
  app = await createTestDeps();
  shopId = await addShop(app.deps);
  await addEndpoint(app.deps, shopId, "http://127.0.0.1:9/hook");
});

const inbound = (webhookId: string) =>
  app.deps.prisma.inboundWebhook.findFirstOrThrow({ where: { webhookId } });

const product = (id: string) =>
  `{"id":${id},"admin_graphql_api_id":"gid://shopify/Product/${id}","title":"x"}`;

test("an unknown topic, an unknown shop and an unreadable payload are kept with the reason", async () => {
  await takeIn(app.deps, "themes/publish", "{}", { webhookId: "unknown-topic" });
  await takeIn(app.deps, "orders/create", sample("orders/create"), {
    webhookId: "unknown-shop",
    shop: "nobody.myshopify.com",
  });
  await takeIn(app.deps, "orders/create", "[]", { webhookId: "no-object" });
  await takeIn(app.deps, "orders/create", '{"id":null}', { webhookId: "no-id" });
  await processAll(app.deps);
  expect(await inbound("unknown-topic")).toMatchObject({ status: "unmapped", reason: "no_mapper" });
  expect(await inbound("unknown-shop")).toMatchObject({ status: "unmapped", reason: "unknown_shop" });
  expect(await inbound("no-object")).toMatchObject({
    status: "failed",
    reason: "the body is not a JSON object",
  });
  expect(await inbound("no-id")).toMatchObject({
    status: "failed",
    reason: "the payload does not say what it is about",
  });
});

test("a row whose data PostgreSQL refuses fails alone; the rest of its batch goes through", async () => {
  await takeIn(app.deps, "products/create", product("101"), { webhookId: "good-1" });
  const nul = '{"admin_graphql_api_id":"gid://shopify/Product/\\u0000"}';
  await takeIn(app.deps, "products/create", nul, { webhookId: "bad" });
  await takeIn(app.deps, "products/create", product("102"), { webhookId: "good-2" });
  await processAll(app.deps);
  expect((await inbound("good-1")).status).toBe("mapped");
  expect((await inbound("good-2")).status).toBe("mapped");
  expect(await inbound("bad")).toMatchObject({ status: "failed", reason: expect.stringContaining("0x00") });
});

test("a document nested too deep and an id too long for an index fail alone", async () => {
  const depth = 5_000;
  const deep = `{"id":1,"a":${"[".repeat(depth)}${"]".repeat(depth)}}`;
  await takeIn(app.deps, "products/create", deep, { webhookId: "deep" });
  const digits = Array.from({ length: 700 }, (_, part) =>
    createHash("sha256").update(`${part}`).digest("hex"),
  ); // does not compress
  const long = `{"admin_graphql_api_id":"gid://shopify/Product/${digits.join("")}"}`;
  await takeIn(app.deps, "products/create", long, { webhookId: "long" });
  await takeIn(app.deps, "products/create", product("111"), { webhookId: "behind" });
  await processAll(app.deps);
  expect((await inbound("deep")).status).not.toBe("pending");
  expect(await inbound("long")).toMatchObject({
    status: "failed",
    reason: expect.stringMatching(/^index row/),
  });
  expect((await inbound("behind")).status).toBe("mapped");
});

test("while a partition is missing nothing is given up: the rows wait for it", async () => {
  await takeIn(app.deps, "products/create", product("121"), { webhookId: "waits" });
  const { rows } = await app.deps.pool.query(
    "select tablename as name from pg_tables where tablename = 'event_payload_' || to_char(now() at time zone 'utc', 'YYYYMMDD')",
  );
  await app.deps.pool.query(`alter table event_payload detach partition partitions."${rows[0]?.name}"`);
  await expect(processInbound(app.deps)).rejects.toThrow("no partition");
  expect((await inbound("waits")).status).toBe("pending");
  await app.deps.pool.query(
    `alter table event_payload attach partition partitions."${rows[0]?.name}" for values from ('${new Date().toISOString().slice(0, 10)}') to ('${new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)}')`,
  );
  await processAll(app.deps);
  expect((await inbound("waits")).status).toBe("mapped");
});

test("a batch is bounded by what its bodies weigh, but never empty", async () => {
  const heavy = (id: number) => `{"id":${id},"text":"${"x".repeat(3 * 1024 * 1024)}"}`;
  for (const id of [131, 132, 133]) await takeIn(app.deps, "products/create", heavy(id));
  expect(await processInbound(app.deps)).toBe(2);
  expect(await processInbound(app.deps)).toBe(1);
});

test("two processors at once publish every event once and number each resource without a gap", async () => {
  for (let step = 1; step <= 40; step += 1) {
    const body = `{"id":${200 + (step % 4)},"title":"t${step}","created_at":"2026-01-01T00:00:00Z","updated_at":"2026-11-20T10:00:00Z"}`;
    await takeIn(app.deps, "products/update", body);
  }
  await Promise.all(
    [0, 1, 2, 3].map(async () => {
      while ((await processInbound(app.deps, undefined, 3)) > 0);
    }),
  );
  const events = await app.deps.prisma.event.findMany({ where: { topic: "product/updated" } });
  expect(events).toHaveLength(40);
  for (const id of [200, 201, 202, 203]) {
    const numbers = events
      .filter(({ resource }) => resource === `gid://shopify/Product/${id}`)
      .map(({ sequence }) => sequence);
    expect(numbers.sort((a, b) => Number(a) - Number(b))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  }
});

test("what a crash interrupts before its commit is processed by the next round, once", async () => {
  await takeIn(app.deps, "products/create", product("301"), { webhookId: "crash" });
  await app.deps.pool.query("alter table delivery rename to delivery_away");
  await expect(processInbound(app.deps)).rejects.toThrow("delivery");
  expect((await inbound("crash")).status).toBe("pending");
  await app.deps.pool.query("alter table delivery_away rename to delivery");
  await processAll(app.deps);
  expect(await app.deps.prisma.event.count({ where: { resource: "gid://shopify/Product/301" } })).toBe(1);
});

test("the same happening under another webhook id makes no second event", async () => {
  await takeIn(app.deps, "products/create", product("401"), { webhookId: "first" });
  await takeIn(app.deps, "products/create", product("401"), { webhookId: "second" });
  await processAll(app.deps);
  expect(await app.deps.prisma.event.count({ where: { resource: "gid://shopify/Product/401" } })).toBe(1);
});

test("event, inbox and snapshot rows carry the customer's gid", async () => {
  await takeIn(app.deps, "subscription_contracts/create", sample("subscription_contracts/create"), {
    webhookId: "customer",
  });
  await processAll(app.deps);
  const customer = "gid://shopify/Customer/1";
  expect((await inbound("customer")).customer).toBe(customer);
  expect(await app.deps.prisma.event.count({ where: { customer } })).toBe(1);
  expect(await app.deps.prisma.snapshot.count({ where: { customer } })).toBe(1);
});
