import { expect, test } from "vitest";
import { newSecret } from "#app/signing/secret.ts";
import { signatureHeaders } from "#app/signing/sign.ts";
import { brokenPromises } from "#sandbox/demo/check-requests.ts";
import type { Received } from "#sandbox/receiver/received.ts";
import { verifyRequest } from "#sandbox/receiver/verify-request.ts";

const SHOP = "sandbox-shop.myshopify.com";
const TIME = "2026-11-21T10:00:00.123Z";
const ENDPOINT = { id: "ep_1", path: "/all", secret: newSecret(), topics: ["*"], failures: 0 };

const ENVELOPE = {
  id: "evt_1",
  topic: "order/created",
  shop_domain: SHOP,
  triggered_at: TIME,
  test: false,
  resource: "gid://shopify/Order/1",
  sequence: 1,
};

function received(envelope: object = {}, header: Record<string, string | undefined> = {}): Received {
  const body = JSON.stringify({ ...ENVELOPE, ...envelope });
  const content = { id: "evt_1", timestamp: Math.floor(Date.now() / 1_000), body };
  const headers = {
    "content-type": "application/json",
    "content-length": String(body.length),
    "user-agent": "Carillon/0.1.0",
    "x-shop-domain": SHOP,
    "triggered-at": TIME,
    "x-triggered-at": TIME,
    "x-topic": "order/created",
    "x-delivery-id": "dlv_1",
    "x-attempt": "1",
    ...signatureHeaders(content, [ENDPOINT.secret]),
    ...header,
  } as Record<string, string>;
  const verdict = verifyRequest(Buffer.from(body), headers, ENDPOINT.secret);
  return { at: TIME, path: "/all", headers, body, resource: "gid://shopify/Order/1", verdict, answered: 200 };
}

const broken = (request: Received) => brokenPromises([request], [ENDPOINT], SHOP);

test("a request as the contract says breaks no promise", () => {
  expect(broken(received())).toEqual([]);
});

test.for([
  ["Standard Webhooks signature", {}, { "webhook-signature": "v1,AAAA" }],
  ["plain signature", {}, { signature: "00" }],
  ["content-type", {}, { "content-type": "text/plain" }],
  ["user-agent", {}, { "user-agent": "node" }],
  ["content-length", {}, { "content-length": undefined }],
  ["chunked", {}, { "transfer-encoding": "chunked" }],
  ["shop's domain", { shop_domain: "other.myshopify.com" }, {}],
  ["x-topic", { topic: "order/paid" }, {}],
  ["webhook-id", { id: "evt_2" }, {}],
  ["x-delivery-id", {}, { "x-delivery-id": undefined }],
  ["x-attempt", {}, { "x-attempt": "0" }],
  ["triggered-at", {}, { "triggered-at": "2026-11-21T10:00:00.124Z" }],
  ["marked as a test", {}, { "x-test": "true" }],
  ["sequence", { sequence: 0 }, {}],
] as const)("a broken promise is named: %s", ([name, envelope, header]) => {
  expect(broken(received(envelope, header)).join()).toContain(name);
});

test("requests at paths that are not the demo's are left alone", () => {
  expect(broken({ ...received({}, { signature: "00" }), path: "/mine" })).toEqual([]);
});
