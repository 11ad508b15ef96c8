import { matchDeliveries } from "../../db/match-deliveries.ts";
import type { Transaction } from "../../db/transaction.ts";
import { touchLanes } from "../events/write-events.ts";
import { firstKeptEvent } from "./first-kept-event.ts";
import {
  BATCH,
  type BatchResult,
  idRange,
  LOOK,
  matchOf,
  NOT_WITHHELD,
  type RunningRecovery,
} from "./recovery.ts";

/** Makes the next deliveries of a recovery due: one attempt each, which leaves their place in the log as it is. */
export async function queueDeliveries(tx: Transaction, recovery: RunningRecovery): Promise<BatchResult> {
  const { ids, last, looked } = await findNext(tx, recovery);
  const done = ids.length > 0 ? await makeDue(tx, recovery, ids) : 0;
  const full = ids.length === BATCH;
  const position = (full ? ids.at(-1) : last) ?? recovery.position ?? "";
  return { position, done, skipped: ids.length - done, finished: !full && looked < LOOK };
}

interface Found {
  /** in order */
  ids: string[];
  last: string | null;
  looked: number;
}

/** Bounded by what is looked at, not by what is found: one failure among a million must not make a long query. */
async function findNext(tx: Transaction, recovery: RunningRecovery): Promise<Found> {
  const { shopId, include, filter, position, endpointId } = recovery;
  const { from, to } = idRange("dlv", filter, position);
  const values: unknown[] = [endpointId, from, to];
  const matches = matchDeliveries(shopId, matchOf(include, filter), values);
  const { rows } = await tx.query<Found>(
    `with looked as materialized (
        select * from delivery where endpoint_id = $1 and id > $2 and id < $3 order by id limit ${LOOK}
      ), matching as (
        select id from looked where ${matches} and not test and ${NOT_WITHHELD} order by id limit ${BATCH}
      )
      select array(select id from matching order by id) as ids, max(id) as last, count(*)::int as looked
      from looked`,
    values,
  );
  return rows[0] ?? { ids: [], last: null, looked: 0 };
}

/** With its lane locked nobody claims one of them between the look and the change. */
async function makeDue(
  tx: Transaction,
  { shopId, endpointId, include, filter }: RunningRecovery,
  ids: string[],
): Promise<number> {
  await touchLanes(tx, [endpointId]);
  const { rowCount } = await tx.query({
    name: "make-deliveries-due",
    text: `
      update delivery set due_at = now(), queue = 2, trigger = 'replay'
      from (
        select d.id from delivery d
        cross join lateral (select day from event e where e.id = d.event_id limit 1) e
        cross join lateral (
          select from event_payload p where p.event_id = d.event_id and p.day = e.day limit 1
        ) p
        left join lateral (
          select true as held from lease x where x.delivery_id = d.id and x.until > now() limit 1
        ) l on true
        where d.id = any($1) and d.status = any($2) and d.due_at is null and l.held is null
          and d.event_id >= ${firstKeptEvent("$3")}
        order by d.id for update of d
      ) ready
      where delivery.id = ready.id`,
    values: [ids, matchOf(include, filter).statuses, shopId],
  });
  return rowCount ?? 0;
}
