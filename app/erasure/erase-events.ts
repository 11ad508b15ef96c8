// In: what is known of a person. Out: bodies of events without it, and logs without what receivers answered, which may
// repeat it; everything else of events, deliveries and attempts stays. Each batch is a transaction of its own.
import type pg from "pg";
import { inTransaction, type Transaction } from "../db/transaction.ts";
import { eraseAnswers, FORGET_ANSWER } from "./erase-answers.ts";
import { type FoundEvent, findEvents } from "./find-events.ts";
import { mentionsInId } from "./mentions.ts";
import { redactEvent } from "./redact-body.ts";
import type { Person, Subject } from "./subject.ts";

/** How many there were, whether or not anything was left to erase; of answers that are told by their text, those erased. */
export interface ErasedEvents {
  events: number;
  deliveries: number;
  attempts: number;
  /** deliveries that are being sent: their answer is still to come, and may repeat what was in the body */
  inFlight: number;
}

/**
 * `keep`: writes down, in the transaction that erases them, the ids of what was found; guests' events cannot be found
 * again by what they said.
 */
export async function eraseEvents(
  pool: pg.Pool,
  subject: Subject,
  keep: (tx: Transaction, ids: string[]) => Promise<void>,
): Promise<ErasedEvents> {
  const total: ErasedEvents = { events: 0, deliveries: 0, attempts: 0, inFlight: 0 };
  for await (const found of findEvents(pool, subject)) {
    const deliveries = await inTransaction(pool, async (tx) => {
      const ids = await eraseBatch(tx, found, subject.person);
      await keep(
        tx,
        found.map(({ id }) => id),
      );
      return ids;
    });
    total.events += found.length;
    total.deliveries += deliveries.length;
    // In this order: what is in flight no longer has its answer on record.
    total.inFlight += await countLeases(pool, deliveries);
    total.attempts += await eraseLog(pool, deliveries);
  }
  total.attempts += await eraseAnswers(pool, subject);
  return total;
}

/** The rows of the events are the lock: a body that is just moved to another partition is waited for. */
async function eraseBatch(tx: Transaction, found: FoundEvent[], person: Person): Promise<string[]> {
  const ids = found.map(({ id }) => id);
  await tx.query("select from event where id = any($1) order by id for no key update", [ids]);
  const { rows } = await tx.query<{ id: string; day: string; body: string }>(
    `select e.id, e.day::text, p.body from event e join event_payload p on p.event_id = e.id and p.day = e.day
     where e.id = any($1)`,
    [ids],
  );
  const extents = new Map(found.map(({ id, extent }) => [id, extent]));
  const changed = rows.flatMap(({ id, day, body }) => {
    const redacted = redactEvent(body, person, extents.get(id) ?? "mentions");
    return redacted === body ? [] : [{ id, day, body: redacted }];
  });
  await tx.query(
    `update event_payload p set body = n.body from unnest($1::text[], $2::date[], $3::text[]) as n (id, day, body)
     where p.event_id = n.id and p.day = n.day`,
    [changed.map(({ id }) => id), changed.map(({ day }) => day), changed.map(({ body }) => body)],
  );
  await tx.query("update event set resource = null where id = any($1)", [
    await namedResources(tx, ids, person),
  ]);
  const deliveries = await tx.query<{ id: string }>("select id from delivery where event_id = any($1)", [
    ids,
  ]);
  return deliveries.rows.map(({ id }) => id);
}

async function eraseLog(pool: pg.Pool, deliveries: string[]): Promise<number> {
  if (deliveries.length === 0) return 0;
  const { rowCount } = await pool.query(`${FORGET_ANSWER} where delivery_id = any($1)`, [deliveries]);
  await pool.query(
    `update notice n set response = null from delivery d
     where d.id = any($1) and n.shop_id = d.shop_id and n.delivery_id = d.id and n.response is not null`,
    [deliveries],
  );
  return rowCount ?? 0;
}

/** Shopify's ids say nothing; another sender's may be an address. */
async function namedResources(tx: Transaction, ids: string[], person: Person): Promise<string[]> {
  const { rows } = await tx.query<{ id: string; resource: string }>(
    "select id, resource from event where id = any($1) and resource not like 'gid://%'",
    [ids],
  );
  const mentions = mentionsInId(person);
  return rows.filter(({ resource }) => mentions(resource)).map(({ id }) => id);
}

/** A worker that was slow to renew its lease may still record what it got. */
async function countLeases(pool: pg.Pool, deliveries: string[]): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int as count from lease
     where delivery_id = any($1) and until > now() - interval '1 minute'`,
    [deliveries],
  );
  return rows[0]?.count ?? 0;
}
