import { beforeAll, expect, test } from "vitest";
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
