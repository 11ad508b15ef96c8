import { createHmac, randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import express from "express";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { AskOutcome, AskShopify } from "../../app/pipeline/inbox/ask-shopify.ts";
import type { Wait } from "../../app/pipeline/inbox/in-time.ts";
import { processInbound } from "../../app/pipeline/inbox/process-inbound.ts";
import { flowActionRoute } from "../../app/server/flow/action-route.ts";
import { serve } from "../../app/server/serve.ts";
import { parsePayload } from "../../app/topics/parse-payload.ts";
import { addEndpoint, addShop } from "../helpers/pipeline-steps.ts";
import { SHOP } from "../helpers/shopify-webhooks.ts";
import { API_SECRET, createTestDeps, type TestDeps } from "../helpers/test-deps.ts";

const CUSTOMER = "gid://shopify/Customer/8094839668810";

let app: TestDeps;
let port: number;
let shopId: string;
const asked: unknown[] = [];
let answer: () => Promise<AskOutcome> = async () => ({ kind: "not_connected" });

beforeAll(async () => {
  const askShopify: AskShopify = (_shop, questions) => {
    asked.push(questions);
    return answer();
  };
  app = await createTestDeps({ SHOPIFY_API_SECRET_PREVIOUS: "the-secret-before" }, { askShopify });
  const serving = await serve(app.deps, { withPanel: false });
  port = serving.port;
  afterAll(() => serving.close());
  shopId = await addShop(app.deps);
  await addEndpoint(app.deps, shopId, "http://127.0.0.1:9/");
});

afterEach(() => {
  answer = async () => ({ kind: "not_connected" });
  asked.length = 0;
});

const fixture = (name: string): string =>
  readFileSync(new URL(`../fixtures/shopify/derived/flow_action__run.${name}.json`, import.meta.url), "utf8");

interface Run {
  properties?: Record<string, unknown>;
  id?: unknown;
  shop?: unknown;
}

const POINTS = { topic: "loyalty/points_changed", data: '{"points_history":{"value":50}}' };

const runOf = ({ properties = POINTS, id = randomUUID(), shop = SHOP }: Run = {}): string =>
  JSON.stringify({ shop_id: 1, shopify_domain: shop, action_run_id: id, properties });

async function post(body: string, { secret = API_SECRET, proof = sign(body, secret), method = "POST" } = {}) {
  const response = await fetch(`http://127.0.0.1:${port}/flow/actions/send-webhook-event`, {
    method,
    headers: { "content-type": "application/json", "x-shopify-hmac-sha256": proof },
    ...(method === "POST" && { body }),
  });
  return {
    status: response.status,
    text: await response.text(),
    retryAfter: response.headers.get("retry-after"),
  };
}

const sign = (body: string, secret: string): string =>
  createHmac("sha256", secret).update(body).digest("base64");

const send = (properties: Record<string, unknown>) => post(runOf({ properties }));

const stored = (id: string) => app.deps.prisma.inboundWebhook.count({ where: { webhookId: `flow:${id}` } });

async function bodyOf(id: string) {
  const { rows } = await app.deps.pool.query(
    "select b.body from inbound_webhook w join inbound_body b using (id, day) where w.webhook_id = $1",
    [`flow:${id}`],
  );
  return parsePayload(rows[0].body);
}

test("a run as Shopify sends it is stored before it is answered, and becomes one event", async () => {
  const body = fixture("send-webhook-event").replace("example.myshopify.com", SHOP);
  expect(await post(body)).toMatchObject({ status: 200, text: "stored\n" });
  const id = "fdbb2e0f-3c3e-4cc6-90bb-4d7b9b3dd2a3";
  const row = await app.deps.prisma.inboundWebhook.findFirstOrThrow({ where: { webhookId: `flow:${id}` } });
  expect(row).toMatchObject({
    ...{ topic: "carillon/flow_event", status: "pending", shopDomain: SHOP },
    eventId: "320d4f8a-aaab-40ff-9ed2-2bc079633705",
  });
  await processInbound(app.deps);
  const event = await app.deps.prisma.event.findFirstOrThrow({ where: { inboundId: row.id } });
  expect(event).toMatchObject({
    ...{ topic: "loyalty/points_changed", customer: CUSTOMER, resource: CUSTOMER, flowHops: 1, shopId },
  });
});

test("the documented sample is understood: its shop id is text, and its references are digits", async () => {
  const body = fixture("doc").replace("example.myshopify.com", SHOP);
  expect(await post(body)).toMatchObject({
    status: 400,
    text: "Event is empty: write the name of an event, like membership/billing_failure.\n",
  });
  const { properties } = JSON.parse(body);
  const id = randomUUID();
  expect((await post(runOf({ id, properties: { ...POINTS, ...properties } }))).status).toBe(200);
  expect(await bodyOf(id)).toMatchObject({ customer: "gid://shopify/Customer/123456", order: null });
});

test("the same run again is answered 200 and stored once, also when it comes many times at once", async () => {
  const id = randomUUID();
  const body = runOf({ id });
  const answers = await Promise.all(Array.from({ length: 6 }, () => post(body)));
  expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
  expect(answers.filter(({ text }) => text === "stored\n")).toHaveLength(1);
  expect(await stored(id)).toBe(1);
});

test("a run id of any length is taken in once", async () => {
  const id = `${"x".repeat(2_000)}\u0000`;
  expect((await post(runOf({ id }))).text).toBe("stored\n");
  expect((await post(runOf({ id }))).text).toBe("stored before\n");
  expect((await post(runOf({ id: `${id}y` }))).text).toBe("stored\n");
});

test("the same run id of another shop is another run", async () => {
  const shop = "second-shop.myshopify.com";
  await addShop(app.deps, shop);
  const id = randomUUID();
  await post(runOf({ id }));
  expect((await post(runOf({ id, shop }))).text).toBe("stored\n");
  expect(await stored(id)).toBe(2);
});

test("a signature by the secret before a rotation is accepted", async () => {
  expect((await post(runOf(), { secret: "the-secret-before" })).status).toBe(200);
});

test.each([
  ["no proof", { proof: "" }],
  ["a proof that is no base64", { proof: "%%%" }],
  ["another secret's proof", { secret: "not the secret" }],
  ["another body's proof", { proof: sign("{}", API_SECRET) }],
])("%s is answered 401 and nothing is stored", async (_what, wrong) => {
  const id = randomUUID();
  expect(await post(runOf({ id }), wrong)).toMatchObject({
    status: 401,
    text: "The X-Shopify-Hmac-Sha256 header is missing or does not match the body.\n",
  });
  expect(await stored(id)).toBe(0);
});

test("other methods are answered 405", async () => {
  expect((await post("", { method: "GET" })).status).toBe(405);
});

test.each(["not json", "[]", '"text"', "{"])(
  "a signed body that is no object, %s, is answered 400",
  async (body) => {
    expect(await post(body)).toMatchObject({ status: 400, text: "The body is not a JSON object.\n" });
  },
);

test("a body of more than a mebibyte is answered 413", async () => {
  const data = "x".repeat(1024 * 1024);
  expect(await send({ topic: "contact/updated", data })).toMatchObject({
    status: 413,
    text: "The data of a run has at most 256 KiB.\n",
  });
});

test.each([["unknown.myshopify.com"], ["example.com"], [undefined], [7], ["gone.myshopify.com"]])(
  "a run of the shop %s, which has no Carillon, is answered 404",
  async (shop) => {
    if (shop === "gone.myshopify.com") {
      const id = await addShop(app.deps, shop);
      await app.deps.prisma.shop.update({ where: { id }, data: { uninstalledAt: new Date() } });
    }
    expect(await post(runOf({ shop: shop ?? null }))).toMatchObject({
      status: 404,
      text: "Carillon is not installed in this shop. Install it, or take the action out of the workflow.\n",
    });
  },
);

test("a database that cannot store it is answered 503, and Flow is told when to come back", async () => {
  const { deps } = app;
  const inbox = { store: () => Promise.reject(new Error("the database did not answer in time")) };
  const { port: other, close } = await serve({ ...deps, inbox }, { withPanel: false });
  const body = runOf();
  const response = await fetch(`http://127.0.0.1:${other}/flow/actions/send-webhook-event`, {
    method: "POST",
    headers: { "x-shopify-hmac-sha256": sign(body, API_SECRET) },
    body,
  });
  expect(response.status).toBe(503);
  expect(Number(response.headers.get("retry-after"))).toBeGreaterThanOrEqual(5);
  await close();
});

test("a database that is stuck is answered 503 before Flow gives up, and Flow is told when to come back", async () => {
  const waits: number[] = [];
  const wait: Wait = async (ms) => {
    waits.push(ms);
  };
  const inbox = { store: () => new Promise<never>(() => {}) };
  const router = express().all("/", flowActionRoute({ ...app.deps, inbox }, wait));
  const server = router.listen(0, "127.0.0.1");
  afterAll(() => server.close());
  await once(server, "listening");
  const body = runOf();
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, {
    method: "POST",
    headers: { "x-shopify-hmac-sha256": sign(body, API_SECRET) },
    body,
  });
  expect([response.status, await response.text()]).toEqual([
    503,
    "The event could not be stored in time. Send it again.\n",
  ]);
  expect(Number(response.headers.get("retry-after"))).toBeGreaterThanOrEqual(5);
  expect(Math.max(...waits)).toBeLessThan(10_000);
});

test.each([
  [{}, "Event is empty: write the name of an event, like membership/billing_failure."],
  [{ topic: "  " }, "Event is empty: write the name of an event, like membership/billing_failure."],
  [
    { topic: "loyalty/point_changed" },
    'There is no event "loyalty/point_changed". Did you mean loyalty/points_changed?',
  ],
  [{ topic: "Points changed" }, 'There is no event "Points changed". Did you mean loyalty/points_changed?'],
  [{ topic: "constructor" }, 'There is no event "constructor". Carillon lists all events.'],
  [{ topic: "endpoint/disabled" }, "Events about endpoints are made by Carillon alone."],
  [
    { ...POINTS, customer_id: "jane" },
    'The customer reference "jane" is no id of Shopify: choose the customer that the trigger brings, or leave the field empty.',
  ],
  [
    { ...POINTS, order_id: "gid://shopify/Customer/1" },
    'The order reference "gid://shopify/Customer/1" is no id of Shopify: choose the order that the trigger brings, or leave the field empty.',
  ],
  [
    { ...POINTS, event_id: "order 7" },
    'Started by event must be the id of an event, like evt_019a…, or empty, and not "order 7".',
  ],
  [{ ...POINTS, data: 7 }, "Data must be text."],
  [{ ...POINTS, data: "[1]" }, "Data must be a JSON object, in braces like { }."],
  [
    { ...POINTS, data: '{\n"a": 1,\n}' },
    "Data is not JSON: Expected double-quoted property name in line 3, column 1.",
  ],
  [
    { ...POINTS, data: '{"a": {{ x }}}' },
    "Data is not JSON: Expected property name or '}' in line 1, column 8.",
  ],
  [
    { ...POINTS, data: "points" },
    "Line 1 of Data has no =: write key = value on each line, or all of it as JSON. A value ends with its line: put | strip_newlines behind a variable that may have several.",
  ],
  [{ ...POINTS, data: "a = 1\n\na.b = 2" }, "Line 3 of Data gives a.b a second value."],
  [{ ...POINTS, data: "x".repeat(256 * 1024 + 1) }, "Data is too large: at most 256 KiB are taken."],
  [
    { ...POINTS, data: `{"a":${"[".repeat(101)}${"]".repeat(101)}}` },
    "Data must not be nested deeper than 100 levels.",
  ],
  [
    { ...POINTS, data: '{"points_history":{"value":"many"}}' },
    "Data does not fit loyalty/points_changed: points_history.value: expected number, received string.",
  ],
  [
    { ...POINTS, data: "# made by hand\npoints_history.value = many" },
    "Data does not fit loyalty/points_changed: points_history.value in line 2: expected number, received string.",
  ],
  [
    { ...POINTS, data: "points_history.type = earned" },
    'Data does not fit loyalty/points_changed: points_history.type in line 1: expected one of "Earn"|"Redeem"|"Refund"|"Adjust"|"Expire".',
  ],
  [{ topic: "order/paid" }, "Data does not fit order/paid: order: must be the order as a JSON object."],
  [
    { topic: "Customer loyalty state", data: "points = 5" },
    "Customer loyalty state is about a customer: choose the customer in the action.",
  ],
  [
    { topic: "customer_loyalty_state", customer_id: 1, data: "" },
    "Customer loyalty state: Data must say points, tier or both.",
  ],
  [
    { topic: "Customer loyalty state", customer_id: 1, data: "points = 1,250" },
    "Customer loyalty state: points must be a number like 550 or 12.5.",
  ],
  [{ topic: "Subscription contract state" }, "Subscription contract state: id is missing."],
  [
    { topic: "Subscription contract state", data: "id = 1\nstate = paused" },
    'Subscription contract state: unrecognized key: "state"; its fields are id, status, next_order_date, updated_at and line.',
  ],
  [
    { topic: " subscription  Contract state ", data: "id = 1\nstatus = stopped" },
    "Subscription contract state: status must be one of active, paused, cancelled, expired, failed.",
  ],
  [
    { topic: "Subscription contract state", data: "id = 1\nnext_order_date = soon" },
    "Subscription contract state: next_order_date must be a time like 2026-12-20T10:00:00Z.",
  ],
  [
    { topic: "Subscription contract state", data: "id = 1\nupdated_at = 2036-12-20T10:00:00Z" },
    "Subscription contract state: updated_at must not be in the future.",
  ],
  [
    { topic: "Subscription contract state", data: "id = 1\nnext_order_date = 2026-02-31" },
    "Subscription contract state: next_order_date must be a time like 2026-12-20T10:00:00Z.",
  ],
  [
    { topic: "Subscription contract state", data: '{"id":1,"line":[{"toString":1}]}' },
    'Subscription contract state: unrecognized key: "line"; its fields are id, status, next_order_date, updated_at and lines.',
  ],
  [
    { topic: "Subscription contract state", data: '{"id":1,"lines":[{"toString":1}]}' },
    'Subscription contract state: unrecognized key: "toString" in line 1; its fields are id, variant_id, product_id, title, quantity, price.',
  ],
  [
    { topic: "Subscription contract state", data: '{"id":1,"lines":[{"quantity":1}]}' },
    "Subscription contract state: line 1 names no product.",
  ],
  [
    { topic: "Subscription contract state", data: '{"id":1,"lines":[{"title":"a\\u0007b"}]}' },
    "Subscription contract state: title of line 1 must be text without control characters.",
  ],
  [
    { topic: "Subscription contract state", data: "id = 1\nline.x = 5\nline = 5" },
    "Line 3 of Data gives line a second value.",
  ],
  [
    { topic: "Subscription contract state", data: "id = 1\nline = 5\nline.x = 5" },
    "Line 3 of Data gives line.x a second value.",
  ],
  [
    { ...POINTS, customer_id: 1, data: "customer.id = gid://shopify/Customer/2" },
    "Data names gid://shopify/Customer/2 as the customer, but the event is about gid://shopify/Customer/1: name the same customer, or leave one out.",
  ],
  [
    { topic: "customer/updated", customer_id: 1, data: '{"customer":{"id":2}}' },
    "Data names gid://shopify/Customer/2 as the customer, but the event is about gid://shopify/Customer/1: name the same customer, or leave one out.",
  ],
  [
    { topic: "contact/updated", customer_id: 1, data: "contact.id = gid://shopify/Customer/2" },
    "Data names gid://shopify/Customer/2 as the customer, but the event is about gid://shopify/Customer/1: name the same customer, or leave one out.",
  ],
  [
    { topic: "Subscription contract state", data: "id = 1\nline = 5 | 1\nline = 6 | two | 10.50" },
    "Subscription contract state: quantity of line 2 must be a whole number.",
  ],
])("%j is answered 400 with a sentence for the merchant", async (properties, sentence) => {
  expect(await send(properties)).toMatchObject({ status: 400, text: `${sentence}\n` });
});

test("a customer or an order that Shopify does not have is answered 400, and stores nothing", async () => {
  answer = async () => ({ kind: "answered", answers: { customer: { kind: "missing" } } });
  const id = randomUUID();
  expect(await post(runOf({ id, properties: { ...POINTS, customer_id: "77" } }))).toMatchObject({
    status: 400,
    text: "The customer gid://shopify/Customer/77 does not exist in this shop: choose the customer that the trigger brings.\n",
  });
  expect(await stored(id)).toBe(0);
  answer = async () => ({ kind: "answered", answers: { order: { kind: "missing" } } });
  expect((await send({ ...POINTS, order_id: 9 })).text).toContain(
    "The order gid://shopify/Order/9 does not exist",
  );
  expect(asked).toEqual([{ customer: "gid://shopify/Customer/77" }, { order: "gid://shopify/Order/9" }]);
});

test("what a deletion names may be gone", async () => {
  answer = async () => ({ kind: "answered", answers: { customer: { kind: "missing" } } });
  expect((await send({ topic: "customer/deleted", customer_id: "77" })).status).toBe(200);
});

test.each<[string, () => Promise<AskOutcome>]>([
  ["has no session", async () => ({ kind: "not_connected" })],
  [
    "has no points left",
    async () => ({ kind: "postponed", reason: "Later.", retryAfterMs: null, concerns: "shop" }),
  ],
  ["answers something that nobody can read", () => Promise.reject(new Error("no such field"))],
])("a run is taken in when the shop %s", async (_what, outcome) => {
  answer = outcome;
  expect((await send({ ...POINTS, customer_id: 5 })).text).toBe("stored\n");
});

test("Shopify is asked for a repetition no second time", async () => {
  const body = runOf({ properties: { ...POINTS, customer_id: 5 } });
  await post(body);
  await post(body);
  expect(asked).toHaveLength(1);
});

test("a run that names nobody asks nobody", async () => {
  await send({ ...POINTS, customer_id: "", order_id: " " });
  expect(asked).toEqual([]);
});

test("a contract's state in lines is kept as it is in JSON", async () => {
  const lines = `
    id = gid://shopify/SubscriptionContract/9
    status = CANCELED
    next_order_date =
    updated_at = 2026-11-20T09:59:00+01:00

    line = gid://shopify/ProductVariant/5 | 2 | 10.50 | 6 | Coffee | dark

    line = 7 | | 3.00 EUR | | Tea
    line = 8`;
  const json = JSON.stringify({
    ...{ id: 9, status: "cancelled", next_order_date: null, updated_at: "2026-11-20T08:59:00Z" },
    lines: [
      { variant_id: 5, quantity: 2, price: "10.50", product_id: "6", title: "Coffee | dark" },
      { variant_id: "gid://shopify/ProductVariant/7", price: "3.00 EUR", title: "Tea", quantity: null },
      { variant_id: 8 },
    ],
  });
  const kept = await Promise.all(
    [lines, json].map(async (data) => {
      const id = randomUUID();
      const properties = { topic: "Subscription contract state", data, customer_id: 5 };
      expect((await post(runOf({ id, properties }))).text).toBe("stored\n");
      return { ...(await bodyOf(id)), run: "" };
    }),
  );
  const empty = { id: null, product: null, quantity: null, price: null, title: null };
  expect(kept[0]).toEqual({
    ...{ run: "", flow_hops: 1, customer: "gid://shopify/Customer/5", order: null, answers: null },
    ...{ contract: "gid://shopify/SubscriptionContract/9", reported_at: "2026-11-20T08:59:00.000Z" },
    report: {
      ...{ status: "cancelled", next_order_date: null },
      lines: [
        {
          ...{ id: null, variant: "gid://shopify/ProductVariant/5", product: "gid://shopify/Product/6" },
          ...{ title: "Coffee | dark", quantity: 2, price: { amount: "10.50", currency: null } },
        },
        {
          ...{ ...empty, variant: "gid://shopify/ProductVariant/7" },
          ...{ title: "Tea", price: { amount: "3.00", currency: "EUR" } },
        },
        { ...empty, variant: "gid://shopify/ProductVariant/8" },
      ],
    },
  });
  expect(kept[1]).toEqual(kept[0]);
});

test("what invisible characters write is kept, and what is too long is cut", async () => {
  const title = "👩\u200d🍳 Kaffee\u00adbohnen نمی\u200cخواهم";
  const id = randomUUID();
  const lines = [{ title }, { title: "😀".repeat(300) }];
  const data = JSON.stringify({ id: 9, lines });
  expect((await post(runOf({ id, properties: { topic: "Subscription contract state", data } }))).text).toBe(
    "stored\n",
  );
  expect(await bodyOf(id)).toMatchObject({
    report: { lines: [{ title }, { title: "😀".repeat(255) }] },
  });
  const tier = randomUUID();
  const long = { topic: "Customer loyalty state", data: `tier = ${"x".repeat(300)}`, customer_id: "5" };
  await post(runOf({ id: tier, properties: long }));
  expect(await bodyOf(tier)).toMatchObject({ tier: "x".repeat(255) });
});

test("the same customer may be named in the field and in the data", async () => {
  const data = '{"customer":{"id":"gid://shopify/Customer/5"}}';
  expect((await send({ ...POINTS, data, customer_id: 5 })).text).toBe("stored\n");
});

test("lists of more than a thousand entries are refused", async () => {
  const data = `{"contract":{"lines":[${"{},".repeat(1_000)}{}]}}`;
  expect(await send({ topic: "subscription/paused", data })).toMatchObject({
    status: 400,
    text: "Data does not fit subscription/paused: contract.lines: has at most 1,000 entries, together with the other lists.\n",
  });
});

test("a customer's points and tier are kept with every digit", async () => {
  const id = randomUUID();
  const data = '{"points":12345678901234567890.5,"tier":"-"}';
  await post(runOf({ id, properties: { topic: "Customer loyalty state", data, customer_id: "5" } }));
  expect(await bodyOf(id)).toMatchObject({ points: "12345678901234567890.5", tier: null });
  const row = await app.deps.prisma.inboundWebhook.findFirstOrThrow({ where: { webhookId: `flow:${id}` } });
  expect(row.topic).toBe("carillon/flow_loyalty");
});
