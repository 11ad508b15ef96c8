import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { ADMIN_API_VERSION } from "./admin-schema.ts";
import { callApp, signatureOf } from "./call-app.ts";

export interface Webhook {
  /** `orders/create` */
  topic: string;
  /** sent as it is: signed byte for byte */
  body: string;
  shop: string;
  /** of this delivery; a retry or a duplicate has the same */
  webhookId?: string;
  /** of the merchant's action; several topics share it */
  eventId?: string;
  triggeredAt?: Date;
  /** of one of Shopify's next-generation Events, whose headers have no X- */
  handle?: string;
}

export interface SendOptions {
  appUrl: string;
  /** the client secret */
  secret: string;
  /** pauses in ms before Shopify's further tries; Shopify makes 8 in 4 hours, the sandbox none unless told */
  retries?: number[];
}

/** What the app answered last, or why it did not. Shopify counts anything but a 2xx within 5 s as failed. */
export type Sent = { kind: "accepted" | "refused"; status: number } | { kind: "unanswered"; reason: string };

const TIMEOUT_MS = 5_000;

/** Sends a webhook as Shopify does: https://shopify.dev/docs/apps/build/webhooks */
export async function sendWebhook(options: SendOptions, webhook: Webhook): Promise<Sent> {
  const headers = webhookHeaders(options.secret, webhook);
  let sent = await attempt(options.appUrl, headers, webhook.body);
  for (const pauseMs of options.retries ?? []) {
    if (sent.kind === "accepted") break;
    await pause(pauseMs);
    sent = await attempt(options.appUrl, headers, webhook.body);
  }
  return sent;
}

export function webhookHeaders(secret: string, webhook: Webhook): Record<string, string> {
  const triggeredAt = (webhook.triggeredAt ?? new Date()).toISOString();
  const facts = {
    topic: webhook.topic,
    "hmac-sha256": signatureOf(secret, webhook.body),
    "shop-domain": webhook.shop,
    "api-version": ADMIN_API_VERSION,
    "webhook-id": webhook.webhookId ?? randomUUID(),
    "event-id": webhook.eventId ?? randomUUID(),
    "triggered-at": triggeredAt.replace("Z", "000000Z"), // Shopify's has nanoseconds
    ...(webhook.handle && { handle: webhook.handle, action: "update" }),
  };
  const prefix = webhook.handle ? "shopify" : "x-shopify";
  return {
    "content-type": "application/json",
    "user-agent": "Shopify-Captain-Hook",
    ...Object.fromEntries(Object.entries(facts).map(([name, value]) => [`${prefix}-${name}`, value])),
  };
}

async function attempt(appUrl: string, headers: Record<string, string>, body: string): Promise<Sent> {
  const answer = await callApp({ url: `${appUrl}/webhooks`, headers, body, timeoutMs: TIMEOUT_MS });
  if (answer.kind === "unanswered") return answer;
  const { status } = answer;
  return { kind: status >= 200 && status < 300 ? "accepted" : "refused", status };
}
