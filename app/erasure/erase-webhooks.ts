// In: what is known of a person. Out: bodies of the inbox without it. What is pending stays pending, and makes its events
// of what is left. Each batch is a transaction of its own.
import type pg from "pg";
import { inTransaction, type Transaction } from "../db/transaction.ts";
import { findWebhooks } from "./find-webhooks.ts";
import { mentionsOf } from "./mentions.ts";
import { redactWebhook } from "./redact-body.ts";
import type { Person, Subject } from "./subject.ts";

interface StoredRow {
  id: string;
  day: string;
  topic: string;
  customer: string | null;
  body: string;
}

/** Returns how many bodies were changed. */
export async function eraseWebhooks(pool: pg.Pool, subject: Subject): Promise<number> {
  let changed = 0;
  for await (const ids of findWebhooks(pool, subject)) {
    changed += await inTransaction(pool, (tx) => eraseBatch(tx, ids, subject));
    await eraseReasons(pool, ids, subject.person);
  }
  return changed;
}

/** What went wrong may quote what was sent. */
async function eraseReasons(pool: pg.Pool, ids: string[], person: Person): Promise<void> {
  const { rows } = await pool.query<{ id: string; reason: string }>(
    "select id, reason from inbound_webhook where id = any($1) and reason is not null",
    [ids],
  );
  const mentions = mentionsOf(person);
  const theirs = rows.filter(({ reason }) => mentions(reason)).map(({ id }) => id);
  await pool.query("update inbound_webhook set reason = null where id = any($1)", [theirs]);
}

/** The rows are the lock: one that is just being processed is waited for, and its events are found afterwards. */
async function eraseBatch(tx: Transaction, ids: string[], subject: Subject): Promise<number> {
  await tx.query("select from inbound_webhook where id = any($1) order by id for no key update", [ids]);
  const { rows } = await tx.query<StoredRow>(
    `select w.id, w.day::text, w.topic, w.customer, b.body
     from inbound_webhook w join inbound_body b on b.id = w.id and b.day = w.day where w.id = any($1)`,
    [ids],
  );
  const redacted = rows.map((row) => ({ ...row, text: redactWebhook(row, subject) }));
  const unreadable = redacted.filter(({ text }) => text === undefined);
  const changed = redacted.filter(({ text, body }) => text !== undefined && text !== body);
  await tx.query(
    `delete from inbound_body b using unnest($1::text[], $2::date[]) as n (id, day)
     where b.id = n.id and b.day = n.day`,
    [unreadable.map(({ id }) => id), unreadable.map(({ day }) => day)],
  );
  await tx.query(
    `update inbound_body b set body = n.body from unnest($1::text[], $2::date[], $3::text[]) as n (id, day, body)
     where b.id = n.id and b.day = n.day`,
    [changed.map(({ id }) => id), changed.map(({ day }) => day), changed.map(({ text }) => text)],
  );
  return unreadable.length + changed.length;
}
