import type { Transaction } from "../../db/transaction.ts";
import type { Listener } from "./match-endpoints.ts";

/**
 * The endpoints of these shops that take new events, and the live streams that are open; none of a shop that has
 * uninstalled the app. Endpoints are locked against change: who deletes or disables one meanwhile waits, and then finds
 * these deliveries to discard.
 */
export async function loadListeners(tx: Transaction, shopIds: string[]): Promise<Listener[]> {
  const { rows } = await tx.query<Listener>({
    name: "load-listeners",
    text: `select * from (select e.id as "endpointId", e.shop_id as "shopId", e.all_topics as "allTopics",
       e.flow_trigger as "flowTrigger", e.flow_events as "flowEvents", s.held_back as "heldBack",
       array(select t.topic from endpoint_topic t where t.endpoint_id = e.id) as topics
     from endpoint e join shop s on s.id = e.shop_id
     where e.shop_id = any($1) and s.uninstalled_at is null and e.deleted_at is null and e.status <> 'disabled'
     order by e.id for share of e) endpoints
     union all
     select null, l.shop_id, l.topics = '{}', null, false, s.held_back, l.topics
     from live_stream l join shop s on s.id = l.shop_id
     where l.shop_id = any($1) and l.until > now() and s.uninstalled_at is null`,
    values: [shopIds],
  });
  return rows;
}
