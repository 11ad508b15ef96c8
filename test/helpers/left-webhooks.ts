// Webhooks that came in and were not mapped.
import { randomUUID } from "node:crypto";
import type { Deps } from "../../app/config/deps.ts";
import { insertInbound } from "../../app/pipeline/inbox/insert-inbound.ts";
import { SHOP } from "./shopify-webhooks.ts";

interface Left {
  topic?: string;
  shop?: string;
  status?: "unmapped" | "failed" | "mapped";
  reason?: string | null;
}

/** Stores a webhook as the inbox does and gives it a verdict; returns its id. */
export async function leaveWebhook(
  { pool }: Pick<Deps, "pool">,
  { topic = "discounts/create", shop = SHOP, status = "unmapped", reason = "no_coupon_rule" }: Left = {},
): Promise<string> {
  const webhookId = randomUUID();
  const triggeredAt = new Date("2026-11-20T10:00:00Z");
  const row = { shopDomain: shop, webhookId, topic, triggeredAt, body: '{"id":1}' };
  await insertInbound(pool, [{ ...row, eventId: null, apiVersion: null }]);
  const { rows } = await pool.query<{ id: string }>(
    "update inbound_webhook set status = $2, reason = $3, processed_at = now() where webhook_id = $1 returning id",
    [webhookId, status, reason],
  );
  return rows[0]?.id ?? "";
}

export async function statusOf({ prisma }: Pick<Deps, "prisma">, id: string): Promise<string> {
  return (await prisma.inboundWebhook.findUniqueOrThrow({ where: { id } })).status;
}
