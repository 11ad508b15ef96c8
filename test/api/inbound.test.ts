import { beforeAll, expect, test } from "vitest";
import { serve } from "../../app/server/serve.ts";
import { createToken } from "../../app/tokens/create-token.ts";
import { leaveWebhook, statusOf } from "../helpers/left-webhooks.ts";
import { addShop } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { apiClient } from "./api-client.ts";

let app: TestDeps;
let base: string;
let shopId: string;
let write: string;
let read: string;
let foreign: string;
const left: Record<string, string> = {};

beforeAll(async () => {
  app = await createTestDeps();
  const { port } = await serve(app.deps, { withPanel: false });
  base = `http://127.0.0.1:${port}/api/v1`;
  shopId = await addShop(app.deps);
  const other = await addShop(app.deps, "other.myshopify.com");
  write = (await createToken(app.deps, shopId, "write")).token;
  read = (await createToken(app.deps, shopId, "read")).token;
  foreign = (await createToken(app.deps, other, "write")).token;

  left.first = await leaveWebhook(app.deps);
  left.second = await leaveWebhook(app.deps);
  left.type = await leaveWebhook(app.deps, { topic: "metaobjects/create", reason: "no_rule_for_type" });
  left.failed = await leaveWebhook(app.deps, {
    topic: "orders/create",
    status: "failed",
    reason: "it was odd",
  });
  left.mapped = await leaveWebhook(app.deps, { topic: "orders/create", status: "mapped", reason: null });
  left.waiting = await leaveWebhook(app.deps, { topic: "orders/paid", status: "mapped", reason: null });
  await ask(left.waiting, "2026-11-20T11:00:00Z", "Shopify is busy.");
  await ask(left.waiting, "2026-11-20T10:30:00Z", null);
  await ask(left.mapped, "2026-11-20T10:30:00Z", null, "answered");
});

/** Shopify still has to answer a question about the webhook. */
let inquiries = 0;
async function ask(
  inboundId: string,
  dueAt: string,
  reason: string | null,
  status = "asking",
): Promise<void> {
  inquiries += 1;
  await app.deps.pool.query(
    `insert into inquiry (id, shop_id, inbound_id, day, part, status, questions, due_at, reason)
     values ($1, $2, $3, current_date, 'contract', $4, '{}', $5, $6)`,
    [`inq_${inquiries}`, shopId, inboundId, status, dueAt, reason],
  );
}

const call = (path: string, { token = read, body }: { token?: string; body?: object } = {}) =>
  apiClient(base, token)(body ? "POST" : "GET", `/inbound${path}`, body);

const ids = async (path: string, token = read) =>
  (await call(path, { token })).json.inbound.map(({ id }) => id);

test("what was not mapped is listed newest first, each with a sentence", async () => {
  const { json } = await call("");
  expect(json.inbound).toEqual([
    {
      id: left.type,
      topic: "metaobjects/create",
      status: "unmapped",
      reason: "no_rule_for_type",
      explanation: "Not mapped: no rule names metaobjects of this type.",
      triggered_at: "2026-11-20T10:00:00.000Z",
      received_at: expect.stringMatching(/Z$/),
      next_try_at: null,
    },
    expect.objectContaining({ id: left.second }),
    expect.objectContaining({ id: left.first, explanation: "Not mapped: this shop has no coupon rule." }),
  ]);
  expect(json.next_cursor).toBeNull();
});

test("the list narrows by status and reason, and another shop sees nothing of it", async () => {
  expect(await ids("?status=failed")).toEqual([left.failed]);
  expect(await ids("?reason=no_coupon_rule")).toEqual([left.second, left.first]);
  expect(await ids("?status=waiting&reason=nothing")).toEqual([]);
  for (const status of ["unmapped", "failed", "waiting"])
    expect(await ids(`?status=${status}`, foreign)).toEqual([]);
});

test("pages follow each other without gap or repetition", async () => {
  const first = await call("?limit=2");
  expect(first.json.inbound.map(({ id }) => id)).toEqual([left.type, left.second]);
  expect(await ids(`?limit=2&cursor=${first.json.next_cursor}`)).toEqual([left.first]);
});

test("what waits for Shopify is listed once, with the try that is due first", async () => {
  const { json } = await call("?status=waiting");
  expect(json.inbound).toEqual([
    expect.objectContaining({
      id: left.waiting,
      topic: "orders/paid",
      status: "waiting",
      explanation: "Waiting for Shopify's answer.",
      next_try_at: "2026-11-20T10:30:00.000Z",
    }),
  ]);
});

test("the summary counts by status, topic and reason", async () => {
  const { json } = await call("/summary");
  const group = (status: string, topic: string, reason: string | null, count: number) =>
    expect.objectContaining({ status, topic, reason, count, last_received_at: expect.any(String) });
  expect(json.summary).toEqual([
    group("unmapped", "discounts/create", "no_coupon_rule", 2),
    group("unmapped", "metaobjects/create", "no_rule_for_type", 1),
    group("failed", "orders/create", "it was odd", 1),
    group("waiting", "orders/paid", null, 1),
  ]);
  expect((await call("/summary", { token: foreign })).json.summary).toEqual([]);
});

test("mapping again counts what went back into the inbox", async () => {
  expect(await call("/map-again", { token: write, body: { reason: "no_rule_for_type" } })).toMatchObject({
    status: 202,
    json: { count: 1 },
  });
  expect(await statusOf(app.deps, left.type ?? "")).toBe("pending");
  expect((await call("/map-again", { token: foreign, body: {} })).json).toEqual({ count: 0 });
  expect((await call("/map-again", { token: write, body: {} })).json).toEqual({ count: 3 });
  expect(await ids("")).toEqual([]);
});

test.each(["?status=mapped", "?cursor=dlv_1", "?limit=0", "?reason=%00", "?colour=red"])(
  "a list with %s is a 422 problem",
  async (query) => {
    expect((await call(query)).status).toBe(422);
  },
);

test("mapping again wants a write token and a known field", async () => {
  expect((await call("/map-again", { token: read, body: {} })).status).toBe(403);
  expect((await call("/map-again", { token: write, body: { reasons: [] } })).status).toBe(422);
});
