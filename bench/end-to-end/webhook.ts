// The webhook that all of them get: products/create, 2 KB, of a product of its own, so that its number in the event
// says which webhook an arriving request came from.
import { createHmac, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { serializeEnvelope } from "#app/topics/envelope.ts";

export const SHOPIFY_SECRET = "bench-secret";
/** Whose secret every endpoint has, so that the receiver can check signatures. */
export const ENDPOINT_SECRET = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
export const SHOPS = 20;
const BYTES = 2_048;
/** Ids as long as real ones, and never the same twice on one database. */
const FIRST_PRODUCT = 7_000_000_000_000;

export const shopDomain = (shop: number): string => `bench-${shop}.myshopify.com`;

const [head, middle, tail] = template();

/** The pieces around the two places where the product's id stands. */
function template(): string[] {
  const file = new URL("../../test/fixtures/shopify/products__create.json", import.meta.url);
  const product = JSON.parse(readFileSync(file, "utf8"));
  const ids = { id: "@", admin_graphql_api_id: "gid://shopify/Product/@" };
  const text = (body_html: string) => JSON.stringify({ ...product, ...ids, body_html });
  return text("x".repeat(BYTES - text("").length))
    .replace('"id":"@"', '"id":@')
    .split("@");
}

export interface Webhook {
  headers: Record<string, string>;
  body: string;
}

/** `number` counts the webhooks of a run of the benchmark. */
export function bodyOf(number: number): string {
  const id = FIRST_PRODUCT + number;
  return `${head}${id}${middle}${id}${tail}`;
}

/** Signed, with an id of its own. */
export function webhookOf(number: number, shop: number): Webhook {
  const body = bodyOf(number);
  return {
    body,
    headers: {
      "content-type": "application/json",
      "x-shopify-topic": "products/create",
      "x-shopify-shop-domain": shopDomain(shop),
      "x-shopify-webhook-id": randomUUID(),
      "x-shopify-triggered-at": new Date().toISOString(),
      "x-shopify-api-version": "2026-10",
      "x-shopify-hmac-sha256": createHmac("sha256", SHOPIFY_SECRET).update(body).digest("base64"),
    },
  };
}

/** The event's body, as Carillon makes it of this webhook. */
export function eventBodyOf(id: string, number: number, shop: number): string {
  const product = JSON.parse(bodyOf(number)) as Record<string, unknown>;
  return serializeEnvelope({
    ...{ id, topic: "product/created", shopDomain: shopDomain(shop), triggeredAt: new Date() },
    ...{ test: false, environment: "live", resource: String(product.admin_graphql_api_id), sequence: 1 },
    data: { product },
  });
}

/** The number of the webhook that an event with this body came from. */
export function numberOf(eventBody: string): number {
  const at = eventBody.indexOf(RESOURCE);
  if (at < 0) throw new Error("a request without a product's number has arrived");
  return (
    Number.parseInt(eventBody.slice(at + RESOURCE.length, at + RESOURCE.length + 13), 10) - FIRST_PRODUCT
  );
}

const RESOURCE = '"resource":"gid://shopify/Product/';
