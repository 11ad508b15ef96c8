import { newId } from "../../db/ids.ts";
import type { Transaction } from "../../db/transaction.ts";
import { touchLanes } from "../events/write-events.ts";
import { topicsOf } from "./endpoint-topics.ts";
import { firstKeptEvent } from "./first-kept-event.ts";
import type { LockedEndpoint } from "./lock-endpoint.ts";
import { BATCH, type BatchResult, idRange, LOOK, type RunningRecovery } from "./recovery.ts";

interface FoundEvent {
  id: string;
  topic: string;
  has_payload: boolean;
}

interface Found {
  /** in the order of their ids */
  events: FoundEvent[];
  last: string | null;
  looked: number;
}

/** Gives the next events that the endpoint never got a delivery each, with the whole schedule of attempts. */
export async function queueEvents(
  tx: Transaction,
  recovery: RunningRecovery,
  endpoint: LockedEndpoint,
): Promise<BatchResult> {
  const { events, last, looked } = await findNext(tx, recovery, topicsOf(endpoint));
  const whole = events.filter((event) => event.has_payload);
  await insertReplays(tx, recovery, whole);
  const full = events.length === BATCH;
  const position = (full ? events.at(-1)?.id : last) ?? recovery.position ?? "";
  const skipped = events.length - whole.length;
  return { position, done: whole.length, skipped, finished: !full && looked < LOOK };
}

/** Each event asks the indexes by itself (`array` and `limit 1` keep it so), whatever the statistics say. */
async function findNext(tx: Transaction, recovery: RunningRecovery, topics: string[]): Promise<Found> {
  const { shopId, endpointId, filter, position } = recovery;
  const { from, to } = idRange("evt", filter, position);
  const { rows } = await tx.query<Found>({
    name: "find-events-to-recover",
    text: `
      with looked as materialized (
        select id, topic, resource, test, day from event
        where shop_id = $1 and id > $2 and id < $3 order by id limit ${LOOK}
      ), matching as (
        select l.id, l.topic, l.day from looked l
        where not l.test and l.topic = any($4) and l.resource is distinct from $5
          and $5 <> all(array(select d.endpoint_id from delivery d where d.event_id = l.id))
        order by l.id limit ${BATCH}
      ), whole as (
        select m.id, m.topic, p.found is not null and m.id >= ${firstKeptEvent("$1")} as has_payload from matching m
        left join lateral (
          select true as found from event_payload p where p.event_id = m.id and p.day = m.day limit 1
        ) p on true
      )
      select coalesce((select json_agg(w order by w.id) from whole w), '[]') as events,
        max(id) as last, count(*)::int as looked
      from looked`,
    values: [shopId, from, to, topics, endpointId],
  });
  return rows[0] ?? { events: [], last: null, looked: 0 };
}

async function insertReplays(
  tx: Transaction,
  { shopId, endpointId }: RunningRecovery,
  events: FoundEvent[],
): Promise<void> {
  if (events.length === 0) return;
  await touchLanes(tx, [endpointId]);
  await tx.query({
    name: "insert-replays",
    text: `insert into delivery (id, shop_id, endpoint_id, event_id, topic, due_at, queue, trigger)
      select id, $1, $2, event_id, topic, now(), 2, 'replay'
      from unnest($3::text[], $4::text[], $5::text[]) as t (id, event_id, topic)`,
    values: [
      shopId,
      endpointId,
      events.map(() => newId("dlv")),
      events.map(({ id }) => id),
      events.map(({ topic }) => topic),
    ],
  });
}
