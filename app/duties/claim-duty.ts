// In: duties that are due. Out: one of them, leased until its lease ends or is renewed; whoever claims it after a crash
// begins anew, so that carrying one out twice must do no harm. A claim is known by its try: whoever was too slow finds
// that another has taken over, and changes nothing more. Times are the database's.
import type pg from "pg";
import type { Transaction } from "../db/transaction.ts";
import type { DutyDetails, DutyKind } from "../pipeline/inbox/duties.ts";
import { type Duty, type DutyOutcome, detailsOf } from "./duty.ts";

const LEASE = "now() + interval '15 minutes'";
/** With growing pauses: seven and a half days, well within the thirty days that the law and Shopify give. */
const MOST_TRIES = 40;

export async function claimDuty(pool: pg.Pool, kinds: readonly DutyKind[]): Promise<Duty | undefined> {
  const { rows } = await pool.query<Omit<Duty, "details"> & { details: string | null }>(
    `update duty set due_at = ${LEASE}, tries = tries + 1
     where id = (
       select id from duty where status = 'pending' and due_at <= now() and kind = any($1)
       order by due_at limit 1 for update skip locked
     )
     returning id, shop_domain as "shopDomain", kind, customer, details, requested_at as "requestedAt", tries`,
    [kinds],
  );
  return rows[0] && { ...rows[0], details: detailsOf(rows[0].details) };
}

const IS_MINE = "id = $1 and status = 'pending' and tries = $2";

/** Throws when another has taken the duty over. */
export async function renewClaim(db: Transaction | pg.Pool, { id, tries }: Duty): Promise<void> {
  mustBeMine(await db.query(`update duty set due_at = ${LEASE} where ${IS_MINE}`, [id, tries]));
}

/** Keeps `details` for the next try, and renews the claim. Throws when another has taken the duty over. */
export async function keepDetails(
  db: Transaction | pg.Pool,
  { id, tries }: Duty,
  details: DutyDetails,
): Promise<void> {
  const values = [id, tries, JSON.stringify(details)];
  mustBeMine(await db.query(`update duty set due_at = ${LEASE}, details = $3 where ${IS_MINE}`, values));
}

/** Keeps what has been done so far, and renews the claim. Throws when another has taken the duty over. */
export async function keepResult(
  db: Transaction | pg.Pool,
  { id, tries }: Duty,
  result: Record<string, number>,
): Promise<void> {
  const values = [id, tries, JSON.stringify(result)];
  mustBeMine(await db.query(`update duty set due_at = ${LEASE}, result = $3 where ${IS_MINE}`, values));
}

function mustBeMine({ rowCount }: pg.QueryResult): void {
  if (rowCount === 0) throw new Error("Another has taken the duty over.");
}

/**
 * Once it is done nothing personal is left of it, but for a data request's, which the merchant's download needs for thirty
 * days. Returns what it is now; taken_over when that is another's to say.
 */
export async function settleDuty(pool: pg.Pool, duty: Duty, outcome: DutyOutcome): Promise<string> {
  const { rows } = await pool.query<{ status: string }>(
    outcome.kind === "done"
      ? {
          text: `update duty set status = 'done', done_at = now(), reason = null, result = $3, details = case when kind = 'data_request' then details end
            where ${IS_MINE} returning status`,
          values: [duty.id, duty.tries, JSON.stringify(outcome.result)],
        }
      : {
          text: `update duty set reason = $3, due_at = now() + $4 * interval '1 millisecond',
              status = case when tries >= ${MOST_TRIES} then 'failed' else status end
            where ${IS_MINE} returning status`,
          values: [duty.id, duty.tries, outcome.reason.slice(0, 500), outcome.afterMs],
        },
  );
  return rows[0]?.status ?? "taken_over";
}

/** Milliseconds until the next one is due; null when none waits. */
export async function nextDutyIn(pool: pg.Pool, kinds: readonly DutyKind[]): Promise<number | null> {
  const { rows } = await pool.query<{ ms: number | null }>(
    `select extract(epoch from min(due_at) - now())::float8 * 1000 as ms from duty
     where status = 'pending' and kind = any($1)`,
    [kinds],
  );
  return rows[0]?.ms ?? null;
}
