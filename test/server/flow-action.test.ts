import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import express from "express";
import { afterAll, afterEach, expect, test } from "vitest";
import type { AskOutcome } from "../../app/pipeline/inbox/ask-shopify.ts";
import type { Wait } from "../../app/pipeline/inbox/in-time.ts";
import { processInbound } from "../../app/pipeline/inbox/process-inbound.ts";
import { flowActionRoute } from "../../app/server/flow/action-route.ts";
import { serve } from "../../app/server/serve.ts";
import { POINTS, runOf, sign, startFlowAction } from "../helpers/flow-action.ts";
import { addShop } from "../helpers/pipeline-steps.ts";
import { SHOP } from "../helpers/shopify-webhooks.ts";
import { API_SECRET } from "../helpers/test-deps.ts";

const CUSTOMER = "gid://shopify/Customer/8094839668810";

const asked: unknown[] = [];
let answer: () => Promise<AskOutcome> = async () => ({ kind: "not_connected" });

const { app, shopId, post, send, stored, bodyOf } = await startFlowAction((_shop, questions) => {
  asked.push(questions);
  return answer();
});

afterEach(() => {
  answer = async () => ({ kind: "not_connected" });
  asked.length = 0;
});

const fixture = (name: string): string =>
  readFileSync(new URL(`../fixtures/shopify/derived/flow_action__run.${name}.json`, import.meta.url), "utf8");

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
