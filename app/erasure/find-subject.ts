// Whom an order of Shopify's is about, and what is known of them from what is held: an order gives an e-mail address and
// a telephone number, texts may hold a name.
import type pg from "pg";
import type { Duty } from "../duties/duty.ts";
import { parsePayload } from "../topics/parse-payload.ts";
import { customerIn } from "./person-in.ts";
import { joinPersons, NOBODY, type Person, type Subject } from "./subject.ts";

/** Bodies that are read for names; the newest. */
const MOST_READ = 200;
const MOST_WORDS = 20;

export async function findSubject(
  pool: pg.Pool,
  { shopDomain, customer, details }: Pick<Duty, "shopDomain" | "customer" | "details">,
): Promise<Subject> {
  const { rows } = await pool.query<{ id: string }>("select id from shop where domain = $1", [shopDomain]);
  const shopId = rows[0]?.id ?? null;
  const told: Person = {
    emails: details.email === null ? [] : [details.email],
    phones: details.phone === null ? [] : [details.phone],
    names: [],
  };
  const subject = { shopDomain, shopId, orders: details.orders, events: [] };
  if (shopId === null || customer === null)
    return { ...subject, customers: customer === null ? [] : [customer], person: told };
  const customers = await withMerged(pool, shopId, customer);
  return { ...subject, customers, person: joinPersons(told, await learn(pool, shopId, customers)) };
}

/** With the customers that Shopify merged into this one: their events keep the ids that they were sent with. */
async function withMerged(pool: pg.Pool, shopId: string, customer: string): Promise<string[]> {
  const all = [customer];
  for (const kept of all) {
    const { rows } = await pool.query<{ customer: string }>(
      `select distinct e.customer from event e join event_payload p on p.event_id = e.id and p.day = e.day
       where e.shop_id = $1 and e.topic = 'customer/deleted' and e.customer <> $2
         and position($3 in p.body) > 0`,
      [shopId, kept, `"merged_into":${JSON.stringify(kept)}`],
    );
    all.push(...rows.map((row) => row.customer).filter((lost) => !all.includes(lost)));
  }
  return all;
}

async function learn(pool: pg.Pool, shopId: string, customers: string[]): Promise<Person> {
  const { rows } = await pool.query<{ body: string }>(
    `(select p.body from event e join event_payload p on p.event_id = e.id and p.day = e.day
      where e.shop_id = $1 and e.customer = any($2) order by e.id desc limit ${MOST_READ})
     union all
     (select body from last_payload where shop_id = $1 and customer = any($2) limit ${MOST_READ})`,
    [shopId, customers],
  );
  const found = rows.reduce((known, { body }) => {
    const payload = parsePayload(body);
    return payload ? joinPersons(known, customerIn(payload, customers)) : known;
  }, NOBODY);
  const few = (words: string[]) => words.slice(0, MOST_WORDS);
  return { emails: few(found.emails), phones: few(found.phones), names: few(found.names) };
}
