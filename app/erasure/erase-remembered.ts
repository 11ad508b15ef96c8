// In: what is known of a person. Out: answers of Shopify, last payloads, states, senders' keys and kept searches without
// it. Statement by statement: nothing here is locked together.
import type pg from "pg";
import { notifySql } from "../pipeline/wake.ts";
import { eraseFilters } from "./erase-filters.ts";
import { forgetState } from "./forget-state.ts";
import { inPages } from "./in-batches.ts";
import { mentionsInId, mentionsOf, mentionsWithin } from "./mentions.ts";
import { likeIds, likeText, likeTexts, type Person, plainId, type Subject } from "./subject.ts";

/** How many there were. */
export interface ErasedMemory {
  answers: number;
  last_payloads: number;
  snapshots: number;
}

type OfShop = Subject & { shopId: string };

export async function eraseRemembered(pool: pg.Pool, subject: Subject): Promise<ErasedMemory> {
  const { shopId } = subject;
  if (shopId === null) return { answers: 0, last_payloads: 0, snapshots: 0 };
  const known = { ...subject, shopId };
  const answers = await eraseAnswers(pool, known);
  const last_payloads = await forgetPayloads(pool, known);
  const snapshots = await forgetStates(pool, known);
  // A sender may have made his key, or a resource's id, of an address. The event's own key stays; its events count anew.
  await forgetIds(pool, known, { table: "api_event_key", column: "key" });
  await forgetIds(pool, known, { table: "snapshot", column: "resource" });
  // And the merchant may have searched by it.
  await eraseFilters(pool, shopId, subject.person);
  return { answers, last_payloads, snapshots };
}

/** What waits for Shopify's answer is mapped without one, as if nobody had been asked. */
async function eraseAnswers(pool: pg.Pool, subject: OfShop): Promise<number> {
  const { shopId, customers, orders, person } = subject;
  const gids = [...customers, ...orders].map((gid) => likeText(JSON.stringify(gid)));
  const erased = await eachOfTheirs(pool, person, {
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
    erase: (id) =>
      pool.query(
        "update inquiry set status = 'answered', answers = '{}', reason = null where shop_id = $1 and id = $2",
        [shopId, id],
      ),
  });
  if (erased > 0) await pool.query(notifySql("inbound"));
  return erased;
}

function forgetPayloads(pool: pg.Pool, subject: OfShop): Promise<number> {
  const { shopId, customers, orders, person } = subject;
  return eachOfTheirs(pool, person, {
    sql: `select resource as id, array[body] as texts, customer = any($3) or resource = any($4) as theirs
      from last_payload where shop_id = $1 and resource > $2
        and (customer = any($3) or resource = any($4) or lower(body) like any($5)) order by resource`,
    values: [shopId, customers, [...customers, ...orders], likeTexts(person)],
    erase: (id) => pool.query("delete from last_payload where shop_id = $1 and resource = $2", [shopId, id]),
  });
}

/** Orders and contracts keep their states: ids, dates, amounts. */
function forgetStates(pool: pg.Pool, subject: OfShop): Promise<number> {
  const { shopId, customers, person } = subject;
  return eachOfTheirs(pool, person, {
    sql: `select resource as id, array[state] as texts, resource = any($3) as theirs
      from snapshot where shop_id = $1 and resource > $2 and state is not null
        and (resource = any($3) or lower(state) like any($4) or ${plainId("resource")} like any($5))
      order by resource`,
    values: [shopId, customers, likeTexts(person), likeIds(person)],
    erase: (id) => forgetState(pool, shopId, id),
  });
}

async function forgetIds(
  pool: pg.Pool,
  { shopId, person }: OfShop,
  { table, column }: { table: "api_event_key" | "snapshot"; column: "key" | "resource" },
): Promise<void> {
  await eachOfTheirs(pool, person, {
    sql: `select ${column} as id, array[]::text[] as texts, false as theirs from ${table}
      where shop_id = $1 and ${column} > $2 and ${plainId(column)} like any($3) order by ${column}`,
    values: [shopId, likeIds(person)],
    erase: (id) => pool.query(`delete from ${table} where shop_id = $1 and ${column} = $2`, [shopId, id]),
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
  /** One by one: publishers write several of them in an order of their own. */
  erase(id: string): Promise<unknown>;
}

/** Returns how many there were. */
async function eachOfTheirs(pool: pg.Pool, person: Person, { sql, values, erase }: Search): Promise<number> {
  const [mentions, mentionsId] = [mentionsOf(person), mentionsInId(person)];
  let erased = 0;
  for await (const page of inPages<Remembered>(pool, sql, values))
    for (const { id, texts, theirs } of page) {
      if (!theirs && !mentionsId(id) && !texts.some((text) => mentionsWithin(mentions, text))) continue;
      await erase(id);
      erased += 1;
    }
  return erased;
}
