// Webhooks as Shopify sends them.
import { createHmac, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { API_SECRET } from "./test-deps.ts";

export const SHOP = "test-shop.myshopify.com";
const TRIGGERED_AT = "2026-11-20T10:00:00.123456789Z";

/** The documented sample of a topic, as text; `edits` replaces parts of it. */
export function sample(topic: string, edits: Record<string, string> = {}): string {
  const file = new URL(`../fixtures/shopify/${topic.replace("/", "__")}.json`, import.meta.url);
  let text = readFileSync(file, "utf8");
  for (const [from, to] of Object.entries(edits)) {
    if (!text.includes(from)) throw new Error(`the sample of ${topic} has no ${from}`);
    text = text.replaceAll(from, to);
  }
  return text;
}

interface Origin {
  secret?: string;
  shop?: string;
  webhookId?: string;
  triggeredAt?: string;
}

export function shopifyHeaders(
  topic: string,
  body: string | Buffer,
  { secret = API_SECRET, shop = SHOP, webhookId = randomUUID(), triggeredAt = TRIGGERED_AT }: Origin = {},
): Record<string, string> {
  return {
    "content-type": "application/json",
    "x-shopify-topic": topic,
    "x-shopify-hmac-sha256": createHmac("sha256", secret).update(body).digest("base64"),
    "x-shopify-shop-domain": shop,
    "x-shopify-api-version": "2026-10",
    "x-shopify-webhook-id": webhookId,
    "x-shopify-triggered-at": triggeredAt,
    "x-shopify-event-id": randomUUID(),
  };
}
