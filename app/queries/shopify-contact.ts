import type { Deps } from "../config/deps.ts";

/** How a shop and Carillon hear of each other. */
export interface ShopifyContact {
  /** when Shopify's last webhook came; null when it is none of the newest 10,000 that came in */
  lastWebhookAt: Date | null;
  /** when it was last compared what Shopify sends; null before the first time */
  checkedAt: Date | null;
  /** since when Shopify refuses the shop's tokens; null while it takes them */
  refusedSince: Date | null;
}

/** Most of a shop's rows are Shopify's, so the first few tell; where forms and workflows are many, this bounds it. */
const NEWEST = 10_000;

export async function shopifyContact(
  { pool }: Pick<Deps, "pool">,
  shopId: string,
): Promise<ShopifyContact | undefined> {
  const { rows } = await pool.query<ShopifyContact>(
    `select s.reconnect_since as "refusedSince",
       (select received_at from (
          select topic, received_at from inbound_webhook
          where shop_domain = s.domain order by id desc limit ${NEWEST}
        ) newest where topic not like 'carillon/%' limit 1) as "lastWebhookAt",
       (select max(checked_at) from webhook_state where shop_id = s.id) as "checkedAt"
     from shop s where s.id = $1`,
    [shopId],
  );
  return rows[0];
}
