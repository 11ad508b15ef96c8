// How Shopify's topics reach Carillon from a shop: what the last check found, and when each came last.
import type { Deps } from "../config/deps.ts";

/** What they mean: app/ui/webhooks/statuses.ts. */
export type WebhookStatus = "receiving" | "not_receiving" | "needs_permission" | "needs_filter" | "error";

export interface WebhookState {
  /** Shopify's */
  topic: string;
  status: WebhookStatus;
  /** Shopify's own, where it refused */
  words: string | null;
  checkedAt: Date;
  /** null when it is none of the shop's newest 10,000 webhooks */
  lastReceivedAt: Date | null;
}

/** No index sorts a shop's webhooks by topic: the newest ones tell, at a bounded price. */
const NEWEST = 10_000;

/** By topic. Empty before the first check. */
export async function webhookStates({ pool }: Pick<Deps, "pool">, shopId: string): Promise<WebhookState[]> {
  const { rows } = await pool.query<WebhookState>(
    `with received as (
       select topic, max(received_at) as at from (
         select topic, received_at from inbound_webhook
         where shop_domain = (select domain from shop where id = $1) order by id desc limit ${NEWEST}
       ) newest group by topic
     )
     select s.topic, s.status, s.words, s.checked_at as "checkedAt", r.at as "lastReceivedAt"
     from webhook_state s left join received r on r.topic = s.topic
     where s.shop_id = $1 order by s.topic`,
    [shopId],
  );
  return rows;
}
