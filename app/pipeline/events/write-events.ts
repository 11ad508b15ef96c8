// Multi-row inserts of events and deliveries.
import type { Transaction } from "../../db/transaction.ts";
import { notifySql } from "../wake.ts";
import type { Withheld } from "./guard-loops.ts";

export interface NewEvent {
  id: string;
  shopId: string;
  topic: string;
  resource: string | null;
  sequence: number | null;
  customer: string | null;
  triggeredAt: Date;
  test: boolean;
  inboundId: string | null;
  /** how often it came through Shopify Flow's action; 0 where there is none */
  flowHops?: number;
  body: string;
}

export interface NewDelivery {
  id: string;
  shopId: string;
  endpointId: string;
  eventId: string;
  topic: string;
  /** why it is on record and never sent by itself */
  withheld?: Withheld | undefined;
}

export async function insertEvents(tx: Transaction, events: NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  await tx.query({
    name: "insert-events",
    text: `
      with input as (
        select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int[], $6::text[],
          $7::timestamptz[], $8::bool[], $9::text[], $10::text[], $11::int[])
          as t (id, shop_id, topic, resource, sequence, customer, triggered_at, test, inbound_id, body, flow_hops)
      ), payload as (
        insert into event_payload (event_id, day, body) select id, (now() at time zone 'utc')::date, body from input
      )
      insert into event (id, shop_id, topic, resource, sequence, customer, triggered_at, test, inbound_id, flow_hops, day)
      select id, shop_id, topic, resource, sequence, customer, triggered_at, test, inbound_id, flow_hops,
        (now() at time zone 'utc')::date
      from input`,
    values: [
      events.map((event) => event.id),
      events.map((event) => event.shopId),
      events.map((event) => event.topic),
      events.map((event) => event.resource),
      events.map((event) => event.sequence),
      events.map((event) => event.customer),
      events.map((event) => event.triggeredAt),
      events.map((event) => event.test),
      events.map((event) => event.inboundId),
      events.map((event) => event.body),
      events.map((event) => event.flowHops ?? 0),
    ],
  });
}

/** Makes the deliveries due now, but for those withheld; their lanes hear of it through announceDeliveries(). */
export async function insertDeliveries(tx: Transaction, deliveries: NewDelivery[]): Promise<void> {
  if (deliveries.length === 0) return;
  await tx.query({
    name: "insert-deliveries",
    text: `insert into delivery (id, shop_id, endpoint_id, event_id, topic, due_at, status, last_reason)
      select id, shop_id, endpoint_id, event_id, topic, case when withheld is null then now() end,
        case when withheld is null then 'pending' else 'discarded' end, withheld
      from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
        as t (id, shop_id, endpoint_id, event_id, topic, withheld)`,
    values: [
      deliveries.map((delivery) => delivery.id),
      deliveries.map((delivery) => delivery.shopId),
      deliveries.map((delivery) => delivery.endpointId),
      deliveries.map((delivery) => delivery.eventId),
      deliveries.map((delivery) => delivery.topic),
      deliveries.map((delivery) => delivery.withheld ?? null),
    ],
  });
}

/** Tells the lanes. To be called right before the commit: claims pass locked lanes over, and publishers wait for them. */
export async function announceDeliveries(
  tx: Transaction,
  deliveries: Pick<NewDelivery, "endpointId" | "withheld">[],
): Promise<void> {
  const due = deliveries.filter(({ withheld }) => !withheld);
  if (due.length > 0) await touchLanes(tx, [...new Set(due.map(({ endpointId }) => endpointId))]);
}

/**
 * Says that these endpoints have something due, and wakes the workers at the commit. The lanes are locked even when they are due already: a claim that is
 * just finding a lane empty holds that lock, and must not write "nothing to do" over a delivery it could not yet see.
 */
export async function touchLanes(tx: Transaction, endpointIds: string[]): Promise<void> {
  await tx.query({
    name: "touch-lanes",
    text: `
      with locked as (
        select endpoint_id from lane where endpoint_id = any($1) order by endpoint_id for update
      ), woken as (
        ${notifySql("deliveries")}
      )
      update lane set next_due_at = case when open then least(next_due_at, now()) else next_due_at end
      from locked left join woken on true where lane.endpoint_id = locked.endpoint_id`,
    values: [endpointIds],
  });
}
