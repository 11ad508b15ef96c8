// In: what is known of a person. Out: logs of the shop's deliveries without what receivers answered of them. Answers are
// kept longer than bodies: a guest's event can no longer be told by its own. Row by row: nothing is locked together.
import type pg from "pg";
import { newId } from "../db/ids.ts";
import { type FoundPage, inBatches, inPages } from "./in-batches.ts";
import { mentionsOf, mentionsWithin } from "./mentions.ts";
import { likeTexts, type Subject } from "./subject.ts";

/** SQL: an attempt without what a receiver said. Outcome, status code, number and times stay. */
export const FORGET_ANSWER =
  "update attempt set request_headers = '{}', response_headers = null, response_body = null, detail = null";

/** Returns how many attempts there were. */
export async function eraseAnswers(pool: pg.Pool, subject: Subject): Promise<number> {
  const { shopId, person } = subject;
  const texts = likeTexts(person);
  if (shopId === null || texts.length === 0) return 0;
  await eraseNotices(pool, subject);
  const end = newId("dlv");
  let erased = 0;
  const candidates = inBatches(async (after) => {
    const { rows } = await pool.query<FoundPage<AttemptKey>>(FIND, [shopId, after, end, texts]);
    return rows[0];
  });
  for await (const batch of candidates) erased += await eraseBatch(pool, batch, mentionsOf(person));
  return erased;
}

interface AttemptKey {
  id: string;
  day: string;
}

async function eraseBatch(
  pool: pg.Pool,
  batch: AttemptKey[],
  mentions: (text: string) => boolean,
): Promise<number> {
  const keys = [batch.map(({ id }) => id), batch.map(({ day }) => day)];
  const { rows } = await pool.query<AttemptKey & { texts: string[] }>(
    `select id, day::text, array_remove(array[response_body, response_headers, detail], null) as texts
     from attempt where (id, day) in (select * from unnest($1::text[], $2::date[]))`,
    keys,
  );
  const theirs = rows.filter(({ texts }) => texts.some((text) => mentionsWithin(mentions, text)));
  if (theirs.length === 0) return 0;
  await pool.query(`${FORGET_ANSWER} where (id, day) in (select * from unnest($1::text[], $2::date[]))`, [
    theirs.map(({ id }) => id),
    theirs.map(({ day }) => day),
  ]);
  return theirs.length;
}

async function eraseNotices(pool: pg.Pool, { shopId, person }: Subject): Promise<void> {
  const mentions = mentionsOf(person);
  const sql = `select id, response from notice
    where shop_id = $1 and id > $2 and lower(response) like any($3) order by id`;
  for await (const page of inPages<{ id: string; response: string }>(pool, sql, [
    shopId,
    likeTexts(person),
  ])) {
    const theirs = page.filter(({ response }) => mentionsWithin(mentions, response)).map(({ id }) => id);
    await pool.query("update notice set response = null where id = any($1)", [theirs]);
  }
}

/** The days of a page's attempts, so that no other partition is looked into. */
const FIND = `
  with looked as materialized (
    select id, created_at, last_attempt_at from delivery
    where shop_id = $1 and id > $2 and id < $3 order by id limit 1000
  ), found as (
    select a.id, a.day::text from attempt a
    where a.delivery_id = any(array(select id from looked))
      and a.day >= (select min(created_at)::date - 1 from looked)
      and a.day <= (select max(last_attempt_at)::date + 1 from looked)
      and lower(concat_ws(' ', a.response_body, a.response_headers, a.detail)) like any($4)
  )
  select (select max(id) from looked) as last,
    (select coalesce(json_agg(found order by id), '[]') from found) as found`;
