// How much a recovery would send, by index and no further than a limit.
import { matchDeliveries } from "../../db/match-deliveries.ts";
import type { Transaction } from "../../db/transaction.ts";
import { firstKeptEvent } from "./first-kept-event.ts";
import { idRange, matchOf, NOT_WITHHELD, type StoredFilter } from "./recovery.ts";

/** Counting stops here: then there may be more. */
export const MOST_COUNTED = 100_000;

export interface Count {
  count: number;
  /** counting stopped at `count` */
  more: boolean;
}

/** Looking at events stops here. */
export const MOST_LOOKED_AT = 1_000_000;

/** How many of an endpoint's deliveries did not arrive. Test calls, and those without a payload, are no part of it. */
export async function countFailed(
  tx: Transaction,
  shopId: string,
  endpointId: string,
  filter: StoredFilter,
): Promise<Count> {
  const { from, to } = idRange("dlv", filter);
  const values: unknown[] = [from, to, shopId];
  const matches = matchDeliveries(
    shopId,
    { ...matchOf("failed", filter), endpointIds: [endpointId] },
    values,
  );
  const { rows } = await tx.query<{ count: number }>(
    `select count(*)::int as count from (
       select from delivery where ${matches} and id > $1 and id < $2 and not test and ${NOT_WITHHELD}
         and event_id >= ${firstKeptEvent("$3")}
       limit ${MOST_COUNTED}
     ) matching`,
    values,
  );
  const count = rows[0]?.count ?? 0;
  return { count, more: count === MOST_COUNTED };
}

/** How many of an endpoint's deliveries are on their way by themselves, without test calls. */
export async function countPending(
  tx: Transaction,
  shopId: string,
  endpointId: string,
  filter: StoredFilter,
): Promise<number> {
  const { from, to } = idRange("dlv", filter);
  const { rows } = await tx.query<{ count: number }>(
    `select count(*)::int as count from (
       select from delivery
       where shop_id = $1 and endpoint_id = $2 and status = 'pending' and id > $3 and id < $4 and not test
       limit ${MOST_COUNTED}
     ) matching`,
    [shopId, endpointId, from, to],
  );
  return rows[0]?.count ?? 0;
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
       where e.shop_id = $1 and e.id > $2 and e.id >= ${firstKeptEvent("$1")} and e.id < coalesce((select id from cut), $3)
         and not e.test and e.topic = any($4) and e.resource is distinct from $5
         and $5 <> all(array(select d.endpoint_id from delivery d where d.event_id = e.id))
       limit ${MOST_COUNTED}
     ) matching`,
    [shopId, from, to, topics, endpointId],
  );
  const { count, cut } = rows[0] ?? { count: 0, cut: false };
  return { count, more: cut || count === MOST_COUNTED };
}
