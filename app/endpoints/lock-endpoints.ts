import type { Transaction } from "../db/transaction.ts";
import { ALL_TOPICS } from "./endpoint-fields.ts";
import type { TopicChoice } from "./plan-topics.ts";

/**
 * Locks a shop against every other change of which endpoints it has. Not "for update": what refers to the shop must not
 * wait for it.
 */
export async function lockShop(tx: Transaction, shopId: string): Promise<void> {
  await tx.query("select from shop where id = $1 for no key update", [shopId]);
}

/** Locks the shop, and then all its endpoints with a URL, and tells what they have chosen. Oldest first. */
export async function lockEndpoints(tx: Transaction, shopId: string): Promise<TopicChoice[]> {
  await lockShop(tx, shopId);
  const { rows } = await tx.query<TopicChoice & { all_topics: boolean }>(
    `select e.id, e.url, e.all_topics,
       array(select t.topic from endpoint_topic t where t.endpoint_id = e.id order by t.topic) as topics
     from endpoint e
     where e.shop_id = $1 and e.flow_trigger is null and e.deleted_at is null order by e.id for no key update of e`,
    [shopId],
  );
  return rows.map(({ id, url, all_topics, topics }) => ({
    id,
    url,
    topics: all_topics ? [ALL_TOPICS, ...topics] : topics,
  }));
}
