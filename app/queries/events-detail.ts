// One event: how it came about, what it says, and where it went.
import type { Deps } from "../config/deps.ts";
import { isId } from "../db/ids.ts";
import type { DeliveryStatus } from "./deliveries.ts";
import { type Destination, destinationsOf } from "./destinations.ts";
import { type EventOrigin, originOf } from "./events-origin.ts";

export interface EventDelivery extends Destination {
  id: string;
  endpointId: string;
  status: DeliveryStatus;
  /** of its last attempt; or why it was never sent */
  lastReason: string | null;
  lastStatusCode: number | null;
  attempts: number;
  /** of the next attempt */
  dueAt: Date | null;
  createdAt: Date;
}

/** What came in, of which the event was made. */
interface EventSource {
  /** of the inbox, for its page */
  id: string;
  /** X-Shopify-Event-Id; of a run of Flow's action, the step of its workflow */
  eventId: string | null;
  apiVersion: string | null;
  receivedAt: Date;
}

export interface EventDetail {
  id: string;
  topic: string;
  resource: string | null;
  sequence: number | null;
  /** gid */
  customer: string | null;
  test: boolean;
  triggeredAt: Date;
  createdAt: Date;
  /** how often it has come through Shopify Flow's action */
  flowHops: number;
  origin: EventOrigin;
  /** null when it was made of nothing that came in, or when that is no longer on record */
  source: EventSource | null;
  /** as URLs get it; null when it has aged out */
  body: string | null;
  /** newest first */
  deliveries: EventDelivery[];
}

/** undefined when the shop has no such event. */
export async function getEvent(
  deps: Pick<Deps, "pool" | "prisma">,
  shopId: string,
  id: string,
): Promise<EventDetail | undefined> {
  if (!isId("evt", id)) return undefined;
  const [{ rows }, deliveries] = await Promise.all([
    deps.pool.query<Row>(EVENT, [shopId, id]),
    deliveriesOf(deps, shopId, id),
  ]);
  const [row] = rows;
  if (!row) return undefined;
  const { inboundId, inboundTopic, shopifyEventId, apiVersion, receivedAt, ...event } = row;
  return {
    ...event,
    origin: originOf({ ...row, inboundId, inboundTopic }),
    source:
      inboundId === null || receivedAt === null
        ? null
        : { id: inboundId, eventId: shopifyEventId, apiVersion, receivedAt },
    deliveries,
  };
}

type Row = Omit<EventDetail, "origin" | "source" | "deliveries"> & {
  inboundId: string | null;
  inboundTopic: string | null;
  shopifyEventId: string | null;
  apiVersion: string | null;
  receivedAt: Date | null;
};

const EVENT = `
  select e.id, e.topic, e.resource, e.sequence, e.customer, e.test, e.triggered_at as "triggeredAt",
    e.created_at as "createdAt", e.flow_hops as "flowHops", p.body, e.inbound_id as "inboundId",
    w.topic as "inboundTopic", w.event_id as "shopifyEventId", w.api_version as "apiVersion",
    w.received_at as "receivedAt"
  from event e
  left join event_payload p on p.event_id = e.id and p.day = e.day
  left join inbound_webhook w on w.id = e.inbound_id
  where e.shop_id = $1 and e.id = $2`;

/** More than a shop may have endpoints, by default. */
const MOST = 100;

async function deliveriesOf(
  { pool, prisma }: Pick<Deps, "pool" | "prisma">,
  shopId: string,
  eventId: string,
): Promise<EventDelivery[]> {
  const { rows } = await pool.query<Omit<EventDelivery, keyof Destination>>(
    `select * from (
       select id, endpoint_id as "endpointId", status, last_reason as "lastReason",
         last_status_code as "lastStatusCode", attempts, due_at as "dueAt", created_at as "createdAt"
       from delivery where event_id = $2 and shop_id = $1 offset 0
     ) d order by id desc limit ${MOST}`,
    [shopId, eventId],
  );
  const destinationOf = await destinationsOf(
    { prisma },
    shopId,
    rows.map(({ endpointId }) => endpointId),
  );
  return rows.map((row) => ({ ...row, ...destinationOf(row.endpointId) }));
}
