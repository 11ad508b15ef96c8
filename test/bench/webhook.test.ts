import { expect, test } from "vitest";
import { isFromShopify } from "#app/signing/verify-shopify.ts";
import { eventBodyOf, numberOf, SHOPIFY_SECRET, webhookOf } from "../../bench/end-to-end/webhook.ts";

test("a webhook of the benchmark is 2 KB of a product of its own, signed", () => {
  const { headers, body } = webhookOf(7, 3);
  expect(Buffer.byteLength(body)).toBeGreaterThan(2_000);
  expect(Buffer.byteLength(body)).toBeLessThan(2_100);
  expect(JSON.parse(body).id).not.toBe(JSON.parse(webhookOf(8, 3).body).id);
  expect(headers["x-shopify-shop-domain"]).toBe("bench-3.myshopify.com");
  expect(isFromShopify(Buffer.from(body), headers["x-shopify-hmac-sha256"], [SHOPIFY_SECRET])).toBe(true);
});

test("a webhook can be told by the body of its event", () => {
  expect(numberOf(eventBodyOf("evt_1", 1_234, 0))).toBe(1_234);
  expect(() => numberOf('{"resource":null}')).toThrow("without a product's number");
});
