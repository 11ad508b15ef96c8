import { randomUUID } from "node:crypto";
import express from "express";
import { expect, onTestFinished, test } from "vitest";
import { isFromShopify } from "#app/signing/verify-shopify.ts";
import { listen } from "#sandbox/listen.ts";
import { sendWebhook } from "#sandbox/shopify/send-webhook.ts";

const SECRET = "client-secret";
const WEBHOOK = {
  topic: "orders/create",
  body: '{"id": 820982911946154508, "price": 1.0}',
  shop: "a.myshopify.com",
};

/** An app that answers with these statuses, one after the other. */
async function appThatAnswers(...statuses: number[]) {
  const requests: { headers: Record<string, unknown>; body: Buffer }[] = [];
  const app = express().post("/webhooks", express.raw({ type: () => true }), (request, response) => {
    requests.push({ headers: request.headers, body: request.body });
    response.status(statuses.shift() ?? 200).end();
  });
  const server = await listen(app);
  onTestFinished(() => server.close());
  return { url: server.url, requests };
}

test("a webhook carries Shopify's headers and a signature over its very bytes", async () => {
  const app = await appThatAnswers(200);
  const webhookId = randomUUID();
  const triggeredAt = new Date("2026-11-21T10:00:00.123Z");
  const sent = await sendWebhook({ appUrl: app.url, secret: SECRET }, { ...WEBHOOK, webhookId, triggeredAt });
  expect(sent).toEqual({ kind: "accepted", status: 200 });
  const [request] = app.requests;
  expect(request?.body.toString()).toBe(WEBHOOK.body);
  expect(request?.headers).toMatchObject({
    "content-type": "application/json",
    "x-shopify-topic": "orders/create",
    "x-shopify-shop-domain": "a.myshopify.com",
    "x-shopify-api-version": "2026-10",
    "x-shopify-webhook-id": webhookId,
    "x-shopify-triggered-at": "2026-11-21T10:00:00.123000000Z",
    "x-shopify-event-id": expect.any(String),
  });
  const proof = String(request?.headers["x-shopify-hmac-sha256"]);
  expect(isFromShopify(request?.body ?? Buffer.of(), proof, [SECRET])).toBe(true);
  expect(isFromShopify(Buffer.from("{}"), proof, [SECRET])).toBe(false);
});

test("retries repeat the webhook under the same ids until it is accepted", async () => {
  const app = await appThatAnswers(500, 503, 200, 200);
  const sent = await sendWebhook({ appUrl: app.url, secret: SECRET, retries: [0, 0, 0, 0] }, WEBHOOK);
  expect(sent).toEqual({ kind: "accepted", status: 200 });
  const ids = app.requests.map(({ headers }) => headers["x-shopify-webhook-id"]);
  expect(ids).toHaveLength(3);
  expect(new Set(ids).size).toBe(1);
});

test("an answer that is not a 2xx is a refusal, a redirect too", async () => {
  const app = await appThatAnswers(401, 302);
  expect(await sendWebhook({ appUrl: app.url, secret: SECRET }, WEBHOOK)).toEqual({
    kind: "refused",
    status: 401,
  });
  expect(await sendWebhook({ appUrl: app.url, secret: SECRET }, WEBHOOK)).toEqual({
    kind: "refused",
    status: 302,
  });
});

test("an app that is not there does not answer", async () => {
  const server = await listen(() => undefined);
  await server.close();
  const sent = await sendWebhook({ appUrl: server.url, secret: SECRET }, WEBHOOK);
  expect(sent).toMatchObject({ kind: "unanswered", reason: expect.stringContaining("ECONNREFUSED") });
});

test("an Event of the next generation has a handle, and headers without X-", async () => {
  const app = await appThatAnswers(200);
  const event = { ...WEBHOOK, topic: "Customer", handle: "customer-loyalty-balance" };
  await sendWebhook({ appUrl: app.url, secret: SECRET }, event);
  const headers = app.requests[0]?.headers ?? {};
  expect(headers).toMatchObject({
    "shopify-topic": "Customer",
    "shopify-handle": "customer-loyalty-balance",
    "shopify-action": "update",
    "shopify-shop-domain": "a.myshopify.com",
  });
  const proof = String(headers["shopify-hmac-sha256"]);
  expect(isFromShopify(Buffer.from(WEBHOOK.body), proof, [SECRET])).toBe(true);
  expect(Object.keys(headers).filter((name) => name.startsWith("x-shopify"))).toEqual([]);
});
