// The action "Send webhook event", called as Shopify Flow calls it.
import { createHmac, randomUUID } from "node:crypto";
import { afterAll } from "vitest";
import type { AskShopify } from "../../app/pipeline/inbox/ask-shopify.ts";
import { serve } from "../../app/server/serve.ts";
import { parsePayload } from "../../app/topics/parse-payload.ts";
import { addEndpoint, addShop } from "./pipeline-steps.ts";
import { SHOP } from "./shopify-webhooks.ts";
import { API_SECRET, createTestDeps } from "./test-deps.ts";

interface Run {
  properties?: Record<string, unknown>;
  id?: unknown;
  shop?: unknown;
}

export const POINTS = { topic: "loyalty/points_changed", data: '{"points_history":{"value":50}}' };

/** The body of a request. */
export const runOf = ({ properties = POINTS, id = randomUUID(), shop = SHOP }: Run = {}): string =>
  JSON.stringify({ shop_id: 1, shopify_domain: shop, action_run_id: id, properties });

export const sign = (body: string, secret: string): string =>
  createHmac("sha256", secret).update(body).digest("base64");

/** The app's server until the test file ends, with a shop that has an endpoint for everything. */
export async function startFlowAction(askShopify: AskShopify) {
  const app = await createTestDeps({ SHOPIFY_API_SECRET_PREVIOUS: "the-secret-before" }, { askShopify });
  const { port, close } = await serve(app.deps, { withPanel: false });
  afterAll(close);
  const shopId = await addShop(app.deps);
  await addEndpoint(app.deps, shopId, "http://127.0.0.1:9/");

  async function post(
    body: string,
    { secret = API_SECRET, proof = sign(body, secret), method = "POST" } = {},
  ) {
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

  return {
    ...{ app, shopId, post },
    send: (properties: Record<string, unknown>) => post(runOf({ properties })),
    stored: (id: string) => app.deps.prisma.inboundWebhook.count({ where: { webhookId: `flow:${id}` } }),
    /** What the inbox keeps of a run. */
    async bodyOf(id: string) {
      const { rows } = await app.deps.pool.query(
        "select b.body from inbound_webhook w join inbound_body b using (id, day) where w.webhook_id = $1",
        [`flow:${id}`],
      );
      return parsePayload(rows[0].body);
    },
  };
}
