import type pg from "pg";
import type { ClaimedDelivery } from "./claimed-delivery.ts";

type LoadedDelivery = Omit<ClaimedDelivery, "leaseToken" | "inLane" | "slow">;

/** Deliveries with their event's body, their endpoint's address and its live secrets. */
export async function loadDeliveries(db: Pick<pg.Pool, "query">, ids: string[]): Promise<LoadedDelivery[]> {
  if (ids.length === 0) return [];
  const { rows } = await db.query<LoadedDelivery>({
    name: "load-deliveries",
    text: `
      select d.id, d.shop_id as "shopId", s.domain as "shopDomain", d.endpoint_id as "endpointId",
        d.event_id as "eventId", d.topic, d.status, d.trigger, d.test, d.attempts, d.scheduled,
        ev.triggered_at as "triggeredAt", ev.inbound_id as "inboundId", p.body, e.url, e.flow_trigger as "flowTrigger", e.headers,
        coalesce((
          select json_agg(json_build_object('id', x.id, 'sealed', x.sealed) order by x.created_at desc, x.id desc)
          from signing_secret x
          where x.endpoint_id = e.id and (x.expires_at is null or x.expires_at > now())
        ), '[]') as secrets
      from unnest($1::text[]) as i (id)
      join delivery d on d.id = i.id
      join shop s on s.id = d.shop_id
      join endpoint e on e.id = d.endpoint_id
      join event ev on ev.id = d.event_id
      left join event_payload p on p.event_id = ev.id and p.day = ev.day`,
    values: [ids],
  });
  return rows;
}
