// How much a recovery would send, by index and no further than a limit.
import type { Transaction } from "../../db/transaction.ts";
import type { EndedStatus, StoredFilter } from "./recovery.ts";
import { idRange, NOT_WITHHELD } from "./recovery.ts";

/** Counting stops here: then there may be more. */
export const MOST_COUNTED = 100_000;

export interface Count {
  count: number;
  /** counting stopped at `count` */
  more: boolean;
}

export interface DeliveryQuestion {
  shopId: string;
  endpointIds: string[];
  statuses: EndedStatus[];
  filter: StoredFilter;
}

/** Looking at events stops here. */
export const MOST_LOOKED_AT = 1_000_000;

/** How many deliveries would be sent again, by endpoint. Test calls are no part of it. */
export async function countDeliveries(
  tx: Transaction,
  { shopId, endpointIds, statuses, filter }: DeliveryQuestion,
): Promise<Map<string, number>> {
  const { from, to } = idRange("dlv", filter);
  const { rows } = await tx.query<{ endpoint_id: string; count: number }>(
    `select endpoint_id, count(*)::int as count from (
       select endpoint_id from delivery
       where shop_id = $1 and status = any($2) and id > $3 and id < $4 and endpoint_id = any($5) and not test
         and ${NOT_WITHHELD}
         and ($6::text is null or topic = $6) and ($7::text is null or event_id = $7)
       limit ${MOST_COUNTED}
     ) matching group by endpoint_id`,
    [shopId, statuses, from, to, endpointIds, filter.topic ?? null, filter.eventId ?? null],
  );
  return new Map(rows.map((row) => [row.endpoint_id, row.count]));
}

export interface EventQuestion {
  shopId: string;
  endpointId: string;
  topics: string[];
  filter: StoredFilter;
}

/**
 * How many events have no delivery at the endpoint. Test calls and events about the endpoint itself are no part of it.
 * Each event's deliveries are asked for by the event alone: without fresh statistics PostgreSQL would go through all of
 * the endpoint's for each event. A million events take seconds, so no more than that are looked at.
 */
export async function countMissing(
  tx: Transaction,
  { shopId, endpointId, topics, filter }: EventQuestion,
): Promise<Count> {
  const { from, to } = idRange("evt", filter);
  const { rows } = await tx.query<{ count: number; cut: boolean }>(
    `with cut as (
       select id from event where shop_id = $1 and id > $2 and id < $3 order by id offset ${MOST_LOOKED_AT} limit 1
     )
     select count(*)::int as count, exists (select from cut) as cut from (
       select from event e
       where e.shop_id = $1 and e.id > $2 and e.id < coalesce((select id from cut), $3)
         and not e.test and e.topic = any($4) and e.resource is distinct from $5
         and $5 <> all(array(select d.endpoint_id from delivery d where d.event_id = e.id))
       limit ${MOST_COUNTED}
     ) matching`,
    [shopId, from, to, topics, endpointId],
  );
  const { count, cut } = rows[0] ?? { count: 0, cut: false };
  return { count, more: cut || count === MOST_COUNTED };
}
