// In: duties that are due. Out: one of them, leased for as long as it may take; whoever claims it after a crash begins
// anew, so that carrying one out twice must do no harm. Times are the database's.
import type pg from "pg";
import type { Duty, DutyOutcome } from "./duty.ts";

const LEASE_MINUTES = 15;
/** With growing pauses: about four days, well within the thirty that the law and Shopify give. */
const MOST_TRIES = 20;

export async function claimDuty(pool: pg.Pool): Promise<Duty | undefined> {
  const { rows } = await pool.query<Omit<Duty, "details"> & { details: string }>(
    `update duty set due_at = now() + make_interval(mins => ${LEASE_MINUTES}), tries = tries + 1
     where id = (
       select id from duty where status = 'pending' and due_at <= now() order by due_at limit 1 for update skip locked
     )
     returning id, shop_domain as "shopDomain", kind, customer, details, requested_at as "requestedAt", tries`,
  );
  return rows[0] && { ...rows[0], details: JSON.parse(rows[0].details) as Duty["details"] };
}

/**
 * Once it is done nothing personal is left of it, but for a data request's, which the merchant's download needs for thirty
 * days. Returns what it is now.
 */
export async function settleDuty(pool: pg.Pool, duty: Duty, outcome: DutyOutcome): Promise<string> {
  const { rows } = await pool.query<{ status: string }>(
    outcome.kind === "done"
      ? {
          text: `update duty set status = 'done', done_at = now(), reason = null, result = $2, details = case when kind = 'data_request' then details end
            where id = $1 returning status`,
          values: [duty.id, JSON.stringify(outcome.result)],
        }
      : {
          text: `update duty set reason = $2, due_at = now() + $3 * interval '1 millisecond',
              status = case when tries >= ${MOST_TRIES} then 'failed' else status end
            where id = $1 returning status`,
          values: [duty.id, outcome.reason.slice(0, 500), outcome.afterMs],
        },
  );
  return rows[0]?.status ?? "gone";
}

/** Milliseconds until the next one is due; null when none waits. */
export async function nextDutyIn(pool: pg.Pool): Promise<number | null> {
  const { rows } = await pool.query<{ ms: number | null }>(
    "select extract(epoch from min(due_at) - now())::float8 * 1000 as ms from duty where status = 'pending'",
  );
  return rows[0]?.ms ?? null;
}
