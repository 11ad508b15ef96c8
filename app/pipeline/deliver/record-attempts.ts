// In: attempts. Out: their rows, their deliveries' new state, their lanes' pace, their endpoints' health and their
// leases' end, in one transaction. Attempts whose lease is held no longer change nothing: another worker has the delivery.
import type pg from "pg";
import { inTransaction, type Transaction } from "../../db/transaction.ts";
import type { AttemptRecord } from "./attempt-delivery.ts";
import { paceLanes } from "./pace-lanes.ts";
import { isGone, lockSuspects, saveHealth } from "./save-health.ts";

export interface Recorded {
  /** ids of the attempts that counted */
  counted: Set<string>;
  /** endpoints that were disabled by these attempts; what waits for them is to be discarded */
  disabled: string[];
}

export function recordAttempts(
  pool: pg.Pool,
  unsorted: AttemptRecord[],
  endpointCap: number,
): Promise<Recorded> {
  // In the order of their ids, as leases are renewed and deliveries discarded.
  const attempts = unsorted.toSorted((a, b) => (a.delivery.id < b.delivery.id ? -1 : 1));
  return inTransaction(pool, async (tx) => {
    const suspects = await lockSuspects(tx, attempts); // endpoints are locked before lanes
    const counted = await writeAttempts(tx, attempts);
    const ours = attempts.filter(({ id }) => counted.has(id));
    const open = await paceLanes(tx, ours, endpointCap);
    // Of an endpoint that was paused or disabled meanwhile only that it is gone is still news.
    const judged = ours.filter((attempt) => open.has(attempt.delivery.endpointId) || isGone(attempt));
    return { counted, disabled: await saveHealth(tx, judged, suspects) };
  });
}

async function writeAttempts(tx: Transaction, attempts: AttemptRecord[]): Promise<Set<string>> {
  const { rows } = await tx.query<{ id: string }>({
    name: "record-attempts",
    text: RECORD,
    values: [
      attempts.map(({ delivery }) => delivery.leaseToken),
      attempts.map(({ id }) => id),
      attempts.map(({ delivery }) => delivery.id),
      attempts.map(({ delivery }) => delivery.shopId),
      attempts.map(({ number }) => number),
      attempts.map(({ trigger }) => trigger),
      attempts.map(({ judgement }) => judgement.status),
      attempts.map(({ judgement }) => (judgement.status === "failed" ? judgement.reason : null)),
      attempts.map(({ judgement }) => (judgement.status === "failed" ? judgement.detail : null)),
      attempts.map(({ outcome }) => (outcome.kind === "answered" ? outcome.statusCode : null)),
      attempts.map(({ startedAt }) => startedAt),
      attempts.map(({ outcome }) => outcome.durationMs),
      attempts.map(({ outcome }) => outcome.remoteAddress),
      attempts.map(({ requestHeaders }) => JSON.stringify(requestHeaders)),
      attempts.map(({ outcome }) => (outcome.kind === "answered" ? JSON.stringify(outcome.headers) : null)),
      attempts.map(({ outcome }) => (outcome.kind === "answered" ? outcome.body : null)),
      attempts.map(({ outcome }) => outcome.kind === "answered" && outcome.truncated),
      attempts.map(({ next }) => next.status),
      attempts.map(({ next }) => next.dueInMs),
      attempts.map(({ next }) => next.scheduled),
    ],
  });
  return new Set(rows.map((row) => row.id));
}

// A delivery that was discarded while its request was under way stays so, unless the request succeeded. That one was
// withheld stays known until it succeeds.
const RECORD = `
  with input as (
    select * from unnest(
      $1::text[], $2::text[], $3::text[], $4::text[], $5::int[], $6::text[], $7::text[], $8::text[], $9::text[], $10::int[],
      $11::timestamptz[], $12::int[], $13::text[], $14::text[], $15::text[], $16::text[], $17::bool[], $18::text[],
      $19::float8[], $20::int[]
    ) as t (token, id, delivery_id, shop_id, number, trigger, status, reason, detail, status_code, started_at, duration_ms,
      remote_address, request_headers, response_headers, response_body, truncated, next_status, due_in_ms, scheduled)
  ), ours as (
    delete from lease l using input i where l.delivery_id = i.delivery_id and l.token = i.token returning i.id
  ), attempt_row as (
    insert into attempt (id, day, shop_id, delivery_id, number, trigger, status, reason, detail, status_code,
      started_at, duration_ms, remote_address, request_headers, response_headers, response_body, truncated)
    select id, (now() at time zone 'utc')::date, shop_id, delivery_id, number, trigger, status, reason, detail,
      status_code, started_at, duration_ms, remote_address, request_headers, response_headers, response_body, truncated
    from input join ours using (id)
  ), delivery_row as (
    update delivery d set
      status = case when d.status = 'discarded' and i.status = 'failed' and not d.test then d.status else i.next_status end,
      due_at = case when d.status = 'discarded' then null
        else now() + i.due_in_ms * interval '1 millisecond' end,
      trigger = case when d.trigger = 'replay' then d.trigger else 'schedule' end,
      queue = case when d.trigger = 'replay' then 2 else 1 end,
      attempts = i.number, scheduled = i.scheduled,
      last_reason = case when i.status = 'failed' and d.status = 'discarded' and d.last_reason in ('flow_origin', 'flow_hops')
        then d.last_reason else i.reason end,
      last_status_code = i.status_code, last_duration_ms = i.duration_ms, last_attempt_at = i.started_at
    from input i join ours using (id)
    where d.id = i.delivery_id
  )
  select id from ours`;
