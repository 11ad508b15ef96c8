// What would become of each delivery of a filter, if all of them were sent again.
import { matchDeliveries } from "../../db/match-deliveries.ts";
import type { Transaction } from "../../db/transaction.ts";
import { MOST_COUNTED } from "./count.ts";
import { firstKeptEvent } from "./first-kept-event.ts";
import { idRange, NOT_WITHHELD, type StoredFilter } from "./recovery.ts";

/**
 * ready: it is sent · waiting: it is on its way without that · test: a test call · withheld: kept from Shopify Flow,
 * because it came from there · expired: its payload has aged out
 */
export type Fate = "ready" | "waiting" | "test" | "withheld" | "expired";

export interface FateCount {
  endpointId: string;
  fate: Fate;
  count: number;
  /** of them, those that arrived */
  succeeded: number;
}

/** By endpoint and fate, of the first 100,000. A payload goes with the partition of its day, or earlier. */
export async function countByFate(
  tx: Transaction,
  shopId: string,
  filter: StoredFilter,
): Promise<FateCount[]> {
  const { from, to } = idRange("dlv", filter);
  const values: unknown[] = [from, to, shopId];
  const matches = matchDeliveries(shopId, filter.match ?? {}, values);
  const { rows } = await tx.query<FateCount>(
    `with kept as (
       select to_date(min(right(c.relname, 8)), 'YYYYMMDD') as day
       from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'event_payload'::regclass
     ), matching as (
       select endpoint_id, event_id, status, due_at, test, last_reason from delivery
       where ${matches} and id > $1 and id < $2 limit ${MOST_COUNTED}
     ), fates as (
       select endpoint_id, status, case
         when status = 'pending' or due_at is not null then 'waiting'
         when test then 'test'
         when not (${NOT_WITHHELD}) then 'withheld'
         when event_id < ${firstKeptEvent("$3")} then 'expired'
         when (select e.day from event e where e.id = event_id) >= (select day from kept) then 'ready'
         else 'expired'
       end as fate from matching
     )
     select endpoint_id as "endpointId", fate, count(*)::int as count,
       count(*) filter (where status = 'succeeded')::int as succeeded from fates group by endpoint_id, fate`,
    values,
  );
  return rows;
}
