// The events that hold something of a person, found in the order of their ids, a page of the shop's at a time. Those
// of customers and orders are told by their columns; guests' orders, forms and what other apps sent in by their text.
import type pg from "pg";
import { newId } from "../db/ids.ts";
import { type FoundPage, inBatches } from "./in-batches.ts";
import { extentOfText } from "./redact-body.ts";
import { type Extent, likeTexts, type Person, type Subject } from "./subject.ts";

export interface FoundEvent {
  id: string;
  extent: Extent;
}

interface Candidate {
  id: string;
  /** told by its columns; otherwise its text is to be looked at */
  theirs: boolean;
  /** an earlier try found and redacted it: its answers may still have been on their way */
  before: boolean;
}

const PAGE = 1_000;

export async function* findEvents(pool: pg.Pool, subject: Subject): AsyncGenerator<FoundEvent[]> {
  const { shopId, customers, orders, person, events } = subject;
  if (shopId === null) return;
  const end = newId("evt");
  const candidates = inBatches(async (after) => {
    const values = [shopId, after, end, customers, [...customers, ...orders], likeTexts(person), events];
    const { rows } = await pool.query<FoundPage<Candidate>>(FIND, values);
    return rows[0];
  });
  for await (const batch of candidates) {
    const found = await judge(pool, batch, person);
    if (found.length > 0) yield found;
  }
}

async function judge(pool: pg.Pool, batch: Candidate[], person: Person): Promise<FoundEvent[]> {
  const unsure = batch.filter(({ theirs }) => !theirs).map(({ id }) => id);
  const { rows } = await pool.query<{ id: string; customer: string | null; body: string }>(
    `select e.id, e.customer, p.body from event e join event_payload p on p.event_id = e.id and p.day = e.day
     where e.id = any($1)`,
    [unsure],
  );
  const extents = new Map(rows.map((row) => [row.id, extentOfText(row, person)]));
  return batch.flatMap(({ id, theirs, before }) => {
    const extent = theirs ? "whole" : (extents.get(id) ?? (before ? "mentions" : undefined));
    return extent === undefined ? [] : [{ id, extent }];
  });
}

const IS_THEIRS = "(customer = any($4) or resource = any($5))";

const FIND = `
  with looked as materialized (
    select id, day, topic, ${IS_THEIRS} is true as theirs, id = any($7) as before
    from event where shop_id = $1 and id > $2 and id < $3 order by id limit ${PAGE}
  ), found as (
    select l.id, l.theirs, l.before
    from looked l left join event_payload p on p.event_id = l.id and p.day = l.day
    where l.theirs or l.before
      or (split_part(l.topic, '/', 1) not in ('product', 'endpoint') and lower(p.body) like any($6))
  )
  select (select max(id) from looked) as last,
    (select coalesce(json_agg(found order by id), '[]') from found) as found`;
