import type pg from "pg";
import { newId } from "../../app/db/ids.ts";
import { flowTrigger } from "../../app/topics/flow/triggers.ts";

/** A trigger of Shopify Flow that the shop's workflows use. Returns the id of its row. */
export async function addFlowTrigger(
  db: Pick<pg.Pool, "query">,
  shopId: string,
  handle = "billing-failed",
): Promise<string> {
  const id = newId("ep");
  await db.query(
    "insert into endpoint (id, shop_id, url, description, flow_trigger) values ($1, $2, $3, $4, $5)",
    [id, shopId, `flow:${handle}`, `Shopify Flow: ${flowTrigger(handle)?.name}`, handle],
  );
  await db.query("insert into lane (endpoint_id, shop_id) values ($1, $2)", [id, shopId]);
  return id;
}

/** An event and a delivery of it. `hops`: how often the event came in through Flow. */
export async function addDelivery(
  db: Pick<pg.Pool, "query">,
  { shopId, endpointId, topic }: { shopId: string; endpointId: string; topic: string },
  { status = "succeeded", reason = null as string | null, hops = 0, body = "{}" } = {},
): Promise<{ eventId: string; deliveryId: string }> {
  const [eventId, deliveryId] = [newId("evt"), newId("dlv")];
  await db.query(
    `insert into event (id, shop_id, topic, triggered_at, day, flow_hops)
     values ($1, $2, $3, now(), (now() at time zone 'utc')::date, $4)`,
    [eventId, shopId, topic, hops],
  );
  await db.query(
    "insert into event_payload (event_id, day, body) values ($1, (now() at time zone 'utc')::date, $2)",
    [eventId, body],
  );
  await db.query(
    `insert into delivery (id, shop_id, endpoint_id, event_id, topic, status, last_reason, attempts)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [deliveryId, shopId, endpointId, eventId, topic, status, reason, status === "discarded" ? 0 : 1],
  );
  return { eventId, deliveryId };
}
