import type { Transaction } from "../../db/transaction.ts";
import { notifySql } from "../wake.ts";
import type { AttemptRecord } from "./attempt-delivery.ts";
import { longestHoldMs } from "./judge-response.ts";

/**
 * Tells the lanes of these attempts' endpoints what came of them: a free slot, a retry, a receiver out of breath or one
 * that asks for time. The lanes stay locked until the transaction ends; it should end soon, for claims pass them over
 * meanwhile. Returns those of the endpoints that are enabled.
 */
export async function paceLanes(
  tx: Transaction,
  attempts: AttemptRecord[],
  endpointCap: number,
): Promise<Set<string>> {
  const ofLanes = attempts.filter(({ delivery }) => delivery.inLane);
  if (ofLanes.length === 0) return new Set();
  const { rows } = await tx.query<{ endpoint_id: string; open: boolean }>({
    name: "pace-lanes",
    text: PACE,
    values: [
      ofLanes.map(({ delivery }) => delivery.endpointId),
      ofLanes.map(({ inTrouble, trigger }) => trigger !== "test" && inTrouble),
      ofLanes.map(({ judgement }) => judgement.status === "succeeded"),
      ofLanes.map(({ wishMs }) => longestHoldMs(wishMs)),
      ofLanes.map(({ next }) => next.dueInMs),
      endpointCap,
    ],
  });
  return new Set(rows.filter(({ open }) => open).map((row) => row.endpoint_id));
}

// A lane in trouble gets half as many requests in flight, and one more with each success; what a batch brings of
// trouble counts once. Where more is due a claim is woken: it may have found no free slot, or met this very lock.
const PACE = `
  with input as (
    select endpoint_id, bool_or(trouble) as trouble, count(*) filter (where succeeded) as successes,
      max(hold_ms) * interval '1 millisecond' as hold, min(due_in_ms) * interval '1 millisecond' as due_in
    from unnest($1::text[], $2::bool[], $3::bool[], $4::float8[], $5::float8[])
      as t (endpoint_id, trouble, succeeded, hold_ms, due_in_ms)
    group by endpoint_id
  ), locked as (
    select endpoint_id, open and next_due_at <= now() as waits from lane where endpoint_id = any($1) order by endpoint_id for update
  ), woken as (
    ${notifySql("deliveries")} where exists (select from locked where waits)
  ), paced as (
    update lane set
      crowded_until = '-infinity',
      shrunk_to = case when i.trouble then greatest(1, least(shrunk_to, $6) / 2)
        when shrunk_to + i.successes < $6 then shrunk_to + i.successes end,
      not_before = greatest(not_before, now() + i.hold),
      next_due_at = case when lane.open then least(next_due_at, now() + i.due_in) else next_due_at end
    from input i join locked using (endpoint_id) where lane.endpoint_id = i.endpoint_id
    returning lane.endpoint_id, lane.open
  )
  select endpoint_id, open from paced left join woken on true`;
