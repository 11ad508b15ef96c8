// In: what is known of a person. Out: answers of Shopify, last payloads, states and senders' keys without it. Statement by
// statement: nothing here is locked together.
import type pg from "pg";
import { notifySql } from "../pipeline/wake.ts";
import { likeText, likeTexts, type Subject } from "./subject.ts";

/** How many there were. */
export interface ErasedMemory {
  answers: number;
  last_payloads: number;
  snapshots: number;
}

export async function eraseRemembered(pool: pg.Pool, subject: Subject): Promise<ErasedMemory> {
  const { shopId, person } = subject;
  if (shopId === null) return { answers: 0, last_payloads: 0, snapshots: 0 };
  const answers = await eraseAnswers(pool, subject);
  const last_payloads = await forgetPayloads(pool, subject);
  const snapshots = await forgetStates(pool, subject);
  // A sender may have made his key of an address. The event's own key stays.
  await pool.query("delete from api_event_key where shop_id = $1 and lower(key) like any($2)", [
    ...[shopId, likeTexts(person)],
  ]);
  return { answers, last_payloads, snapshots };
}

/** What waits for Shopify's answer is mapped without one, as if nobody had been asked. */
async function eraseAnswers(pool: pg.Pool, subject: Subject): Promise<number> {
  const { shopId, customers, orders, person } = subject;
  const gids = [...customers, ...orders].map((gid) => likeText(JSON.stringify(gid)));
  const { rowCount } = await pool.query(
    `update inquiry i set status = 'answered', answers = '{}', reason = null
     where shop_id = $1 and answers is distinct from '{}' and (
       lower(questions || coalesce(answers, '')) like any($2)
       or exists (select from inbound_webhook w where w.id = i.inbound_id and w.customer = any($3))
       or exists (select from snapshot s where s.shop_id = $1 and s.customer = any($3)
         and position(to_json(s.resource)::text in i.questions) > 0))`,
    [shopId, [...gids, ...likeTexts(person)], customers],
  );
  if (rowCount) await pool.query(notifySql("inbound"));
  return rowCount ?? 0;
}

/** One by one: publishers write several of them in an order of their own. */
async function forgetPayloads(pool: pg.Pool, subject: Subject): Promise<number> {
  const { shopId, customers, orders, person } = subject;
  const { rows } = await pool.query<{ resource: string }>(
    `select resource from last_payload
     where shop_id = $1 and (customer = any($2) or resource = any($3) or lower(body) like any($4))`,
    [shopId, customers, [...customers, ...orders], likeTexts(person)],
  );
  for (const { resource } of rows)
    await pool.query("delete from last_payload where shop_id = $1 and resource = $2", [shopId, resource]);
  return rows.length;
}

/**
 * A customer's own state goes: balance, tier, tags, the hash of their details. That they were deleted stays, or an echo
 * would be taken for news; and the count of events about them. Orders and contracts keep theirs: ids, dates, amounts.
 */
async function forgetStates(pool: pg.Pool, subject: Subject): Promise<number> {
  const { shopId, customers, person } = subject;
  const { rows } = await pool.query<{ resource: string }>(
    `select resource from snapshot where shop_id = $1 and state is not null
       and (resource = any($2) or lower(resource) like any($3) or lower(state) like any($3))`,
    [shopId, customers, likeTexts(person)],
  );
  for (const { resource } of rows) await pool.query(FORGET_STATE, [shopId, resource]);
  // An id that a sender made of an address. Its events count anew.
  await pool.query("delete from snapshot where shop_id = $1 and lower(resource) like any($2)", [
    ...[shopId, likeTexts(person)],
  ]);
  return rows.length;
}

const FORGET_STATE = `
  update snapshot set due_at = null, state =
    case when state::json #>> '{content,state,deleted}' = 'true'
      then json_build_object('content', json_build_object('state', state::json #> '{content,state}'))::text end
  where shop_id = $1 and resource = $2`;
