// In: what is known of a person. Out: answers of Shopify, last payloads, states and senders' keys without it. Statement by
// statement: nothing here is locked together.
import type pg from "pg";
import { notifySql } from "../pipeline/wake.ts";
import { inPages } from "./in-batches.ts";
import { mentionsInId, mentionsOf, mentionsWithin } from "./mentions.ts";
import { likeIds, likeText, likeTexts, plainId, type Subject } from "./subject.ts";

/** How many there were. */
export interface ErasedMemory {
  answers: number;
  last_payloads: number;
  snapshots: number;
}

export async function eraseRemembered(pool: pg.Pool, subject: Subject): Promise<ErasedMemory> {
  if (subject.shopId === null) return { answers: 0, last_payloads: 0, snapshots: 0 };
  const answers = await eraseAnswers(pool, subject);
  const last_payloads = await forgetPayloads(pool, subject);
  const snapshots = await forgetStates(pool, subject);
  // A sender may have made his key, or a resource's id, of an address. The event's own key stays; its events count anew.
  await forgetIds(pool, subject, { table: "api_event_key", column: "key" });
  await forgetIds(pool, subject, { table: "snapshot", column: "resource" });
  return { answers, last_payloads, snapshots };
}

/** What waits for Shopify's answer is mapped without one, as if nobody had been asked. */
async function eraseAnswers(pool: pg.Pool, subject: Subject): Promise<number> {
  const { shopId, customers, orders, person } = subject;
  const gids = [...customers, ...orders].map((gid) => likeText(JSON.stringify(gid)));
  const erased = await eachOfTheirs(pool, subject, {
    sql: `select * from (
        select id, array_remove(array[questions, answers], null) as texts,
          lower(questions || coalesce(answers, '')) like any($3) or exists (
            select from inbound_webhook w where w.id = i.inbound_id and w.customer = any($4)
          ) or exists (
            select from snapshot s where s.shop_id = $1 and s.customer = any($4)
              and position(to_json(s.resource)::text in i.questions) > 0
          ) as theirs
        from inquiry i where shop_id = $1 and id > $2 and answers is distinct from '{}') found
      where theirs or lower(array_to_string(texts, ' ')) like any($5) order by id`,
    values: [shopId, gids, customers, likeTexts(person)],
    erase:
      "update inquiry set status = 'answered', answers = '{}', reason = null where shop_id = $1 and id = $2",
  });
  if (erased > 0) await pool.query(notifySql("inbound"));
  return erased;
}

function forgetPayloads(pool: pg.Pool, subject: Subject): Promise<number> {
  const { shopId, customers, orders, person } = subject;
  return eachOfTheirs(pool, subject, {
    sql: `select resource as id, array[body] as texts, customer = any($3) or resource = any($4) as theirs
      from last_payload where shop_id = $1 and resource > $2
        and (customer = any($3) or resource = any($4) or lower(body) like any($5)) order by resource`,
    values: [shopId, customers, [...customers, ...orders], likeTexts(person)],
    erase: "delete from last_payload where shop_id = $1 and resource = $2",
  });
}

/**
 * A customer's own state goes: balance, tier, tags, the hash of their details. That they were deleted stays, and which
 * changes were told by when, or an echo, or the next comparison with Shopify, would be taken for news; and the count of
 * events about them. Orders and contracts keep theirs: ids, dates, amounts.
 */
const forgetStates = (pool: pg.Pool, subject: Subject): Promise<number> =>
  eachOfTheirs(pool, subject, {
    sql: `select resource as id, array[state] as texts, resource = any($3) as theirs
      from snapshot where shop_id = $1 and resource > $2 and state is not null
        and (resource = any($3) or lower(state) like any($4) or ${plainId("resource")} like any($5))
      order by resource`,
    values: [subject.shopId, subject.customers, likeTexts(subject.person), likeIds(subject.person)],
    erase: FORGET_STATE,
  });

const FORGET_STATE = `
  update snapshot set due_at = null, state =
    case when state::json #>> '{content,state,deleted}' = 'true'
        then json_build_object('content', json_build_object('state', state::json #> '{content,state}'))::text
      when state::json #>> '{content,state,updatedAt}' is not null
        then jsonb_build_object('content', jsonb_build_object('state',
          (state::jsonb #> '{content,state}') - 'early' || '{"hash": null}'))::text
    end
  where shop_id = $1 and resource = $2`;

async function forgetIds(
  pool: pg.Pool,
  subject: Subject,
  { table, column }: { table: "api_event_key" | "snapshot"; column: "key" | "resource" },
): Promise<void> {
  await eachOfTheirs(pool, subject, {
    sql: `select ${column} as id, array[]::text[] as texts, false as theirs from ${table}
      where shop_id = $1 and ${column} > $2 and ${plainId(column)} like any($3) order by ${column}`,
    values: [subject.shopId, likeIds(subject.person)],
    erase: `delete from ${table} where shop_id = $1 and ${column} = $2`,
  });
}

/** `theirs`: told by its columns; otherwise its id and its texts are looked at. */
interface Remembered {
  id: string;
  texts: string[];
  theirs: boolean | null;
}

interface Search {
  /** selects what may be theirs, as inPages wants it */
  sql: string;
  values: unknown[];
  /** $1: shop, $2: id. One by one: publishers write several of them in an order of their own */
  erase: string;
}

/** Returns how many there were. */
async function eachOfTheirs(
  pool: pg.Pool,
  { shopId, person }: Subject,
  { sql, values, erase }: Search,
): Promise<number> {
  const [mentions, mentionsId] = [mentionsOf(person), mentionsInId(person)];
  let erased = 0;
  for await (const page of inPages<Remembered>(pool, sql, values))
    for (const { id, texts, theirs } of page) {
      if (!theirs && !mentionsId(id) && !texts.some((text) => mentionsWithin(mentions, text))) continue;
      await pool.query(erase, [shopId, id]);
      erased += 1;
    }
  return erased;
}
