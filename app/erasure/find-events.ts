// The events that hold something of a person, found in the order of their ids, a page of the shop's at a time. Those
// of customers and orders are told by their columns; guests' orders, forms and what other apps sent in by their text.
import type pg from "pg";
import { newId } from "../db/ids.ts";
import { type FoundPage, inBatches } from "./in-batches.ts";
import { type Extent, likeTexts, type Subject } from "./subject.ts";

export interface FoundEvent {
  id: string;
  extent: Extent;
}

const PAGE = 1_000;

export async function* findEvents(pool: pg.Pool, subject: Subject): AsyncGenerator<FoundEvent[]> {
  const { shopId, customers, orders, person, events } = subject;
  if (shopId === null) return;
  const end = newId("evt");
  yield* inBatches(async (after) => {
    const values = [shopId, after, end, customers, [...customers, ...orders], likeTexts(person), events];
    const { rows } = await pool.query<FoundPage<FoundEvent>>(FIND, values);
    return rows[0];
  });
}

const IS_THEIRS = "(customer = any($4) or resource = any($5) or id = any($7))";

const FIND = `
  with looked as materialized (
    select id, day, topic, customer, ${IS_THEIRS} is true as theirs
    from event where shop_id = $1 and id > $2 and id < $3 order by id limit ${PAGE}
  ), found as (
    select l.id, case when l.theirs or l.customer is null then 'whole' else 'mentions' end as extent
    from looked l left join event_payload p on p.event_id = l.id and p.day = l.day
    where l.theirs
      or (split_part(l.topic, '/', 1) not in ('product', 'endpoint') and lower(p.body) like any($6))
  )
  select (select max(id) from looked) as last,
    (select coalesce(json_agg(found order by id), '[]') from found) as found`;
