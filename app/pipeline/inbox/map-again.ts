import type pg from "pg";
import type { Deps } from "../../config/deps.ts";
import { isId, newId } from "../../db/ids.ts";
import { inTransaction } from "../../db/transaction.ts";
import { notifySql } from "../wake.ts";
import { judgeKept, type PutBack } from "./judge-kept.ts";

const BATCH = 1_000;

/**
 * Puts what was not mapped back into the inbox's queue, as far as its body is still there; `reasons` narrows it down.
 * Returns how many. A crash in between leaves the rest as it was: the call can be repeated.
 */
export async function mapAgain(
  { pool }: Pick<Deps, "pool">,
  shopId: string,
  reasons: readonly string[] | null = null,
): Promise<number> {
  // Every row is taken once: what fails again meanwhile would otherwise go round for ever.
  const end = newId("inb");
  let after = "";
  let count = 0;
  for (;;) {
    const { taken, setAside } = await takeBatch(pool, [shopId, after, end, reasons]);
    count += taken.length - setAside;
    if (taken.length < BATCH) return count;
    after = taken.map(({ id }) => id).reduce((a, b) => (a > b ? a : b));
  }
}

const takeBatch = (pool: pg.Pool, values: unknown[]): Promise<{ taken: PutBack[]; setAside: number }> =>
  inTransaction(pool, async (tx) => {
    const { rows: taken } = await tx.query<PutBack>(TAKE_BATCH, values);
    const setAside = await judgeKept(tx, taken);
    if (taken.length > 0) await tx.query(notifySql("inbound"));
    return { taken, setAside };
  });

/** `body_gone`: there is nothing left to map. `not_left`: it has become an event, or is about to. */
export type MapOneOutcome = { kind: "queued" | "body_gone" | "not_left" | "not_found" };

/** The same for a single webhook. Said twice, it is done once. */
export async function mapOneAgain(
  { pool }: Pick<Deps, "pool">,
  shopId: string,
  id: string,
): Promise<MapOneOutcome> {
  if (!isId("inb", id)) return { kind: "not_found" };
  return inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<FoundOne>(TAKE_ONE, [shopId, id]);
    const [found] = rows;
    if (!found) return { kind: "not_found" };
    if (!found.left) return { kind: "not_left" };
    if (!found.body) return { kind: "body_gone" };
    if (!found.taken) return { kind: "not_left" };
    if ((await judgeKept(tx, [{ id, was: found.was }])) > 0) return { kind: "body_gone" };
    await tx.query(notifySql("inbound"));
    return { kind: "queued" };
  });
}

interface FoundOne {
  left: boolean;
  was: string | null;
  body: boolean;
  taken: boolean;
}

const TAKE_ONE = `
  with found as (
    select w.id, w.reason, w.status in ('unmapped', 'failed') as "left",
      exists (select from inbound_body b where b.id = w.id and b.day = w.day) as body
    from inbound_webhook w join shop s on s.domain = w.shop_domain
    where s.id = $1 and w.id = $2
  ), taken as (
    update inbound_webhook w set status = 'pending', reason = null, processed_at = null
    from found where w.id = found.id and found."left" and found.body and w.status in ('unmapped', 'failed')
    returning w.id
  )
  select "left", reason as was, body, exists (select from taken) as taken from found`;

// Eight days: bodies are kept for seven, and the day in the table is UTC's.
const TAKE_BATCH = `
  with batch as (
    select w.id, w.reason from inbound_webhook w join shop s on s.domain = w.shop_domain
    where s.id = $1 and w.id > $2 and w.id < $3 and w.status in ('unmapped', 'failed')
      and ($4::text[] is null or w.reason = any($4))
      and w.day >= (now() at time zone 'utc')::date - 8
      and exists (select from inbound_body b where b.id = w.id and b.day = w.day)
    order by w.id limit ${BATCH} for update of w
  )
  update inbound_webhook w set status = 'pending', reason = null, processed_at = null
  from batch where w.id = batch.id
  returning w.id, batch.reason as was`;
