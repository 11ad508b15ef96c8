// The webhooks whose bodies may hold something of a person: by their number, their gid or their address. Bodies live
// for a week; whose a body is, redact-body.ts says.
import type pg from "pg";
import { newId } from "../db/ids.ts";
import { type FoundPage, inBatches } from "./in-batches.ts";
import { digitsOfGid, likeText, likeTexts, type Subject } from "./subject.ts";

const PAGE = 1_000;

/** Ids. */
export async function* findWebhooks(pool: pg.Pool, subject: Subject): AsyncGenerator<string[]> {
  const { shopDomain, customers, orders, person } = subject;
  const end = newId("inb");
  const texts = [...likeTexts(person), ...[...customers, ...orders].map(digitsOfGid).map(likeText)];
  yield* inBatches(async (after) => {
    const values = [shopDomain, after, end, customers, texts];
    const { rows } = await pool.query<FoundPage<string>>(FIND, values);
    return rows[0];
  });
}

const FIND = `
  with looked as materialized (
    select id, day, customer from inbound_webhook
    where shop_domain = $1 and id > $2 and id < $3 order by id limit ${PAGE}
  ), found as (
    select l.id from looked l join inbound_body b on b.id = l.id and b.day = l.day
    where l.customer = any($4) or lower(b.body) like any($5)
  )
  select (select max(id) from looked) as last,
    (select coalesce(json_agg(id order by id), '[]') from found) as found`;
