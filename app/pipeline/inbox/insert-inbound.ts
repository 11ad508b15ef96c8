import type pg from "pg";
import { newId } from "../../db/ids.ts";
import type { Transaction } from "../../db/transaction.ts";
import { notifySql } from "../wake.ts";
import type { SetAside } from "./inspect-webhook.ts";

export interface InboundRow {
  /** made here where it is not given */
  id?: string;
  shopDomain: string;
  webhookId: string;
  topic: string;
  eventId: string | null;
  apiVersion: string | null;
  triggeredAt: Date;
  body: string;
  /** by which the same body is known again (inspect-webhook.ts) */
  bodyHash?: Buffer | null;
  /** gid of the shop that the body names: when the shop is known by another one, the row is not written */
  namedShop?: string | null;
  /** why it is written down without its body and not mapped */
  setAside?: SetAside | null;
}

export type Stored = "stored" | "set_aside" | "other_shop";

/** Unique in the inbox. */
export const keyOf = (row: Pick<InboundRow, "shopDomain" | "webhookId">) =>
  `${row.shopDomain} ${row.webhookId}`;

/** Writes rows whose keys differ from each other; returns what became of them, without those that the inbox had seen before. */
export async function insertInbound(
  db: Transaction,
  rows: InboundRow[],
  timeoutMs?: number,
): Promise<Map<string, Stored>> {
  // Two processes must not wait for each other's keys in a circle.
  const sorted = rows.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const query: pg.QueryConfig & { query_timeout?: number } = {
    name: "store-inbound",
    text: INSERT,
    ...(timeoutMs !== undefined && { query_timeout: timeoutMs }),
    values: [
      sorted.map((row) => row.id ?? newId("inb")),
      sorted.map((row) => row.shopDomain),
      sorted.map((row) => row.webhookId),
      sorted.map((row) => row.topic),
      sorted.map((row) => row.eventId),
      sorted.map((row) => row.apiVersion),
      sorted.map((row) => row.triggeredAt),
      sorted.map((row) => row.body),
      sorted.map((row) => Buffer.byteLength(row.body)),
      sorted.map((row) => row.bodyHash ?? null),
      sorted.map((row) => row.setAside ?? null),
      sorted.map((row) => row.namedShop ?? null),
    ],
  };
  const { rows: fresh } = await db.query<FreshRow>(query);
  return new Map(fresh.map((row) => [keyOf(row), row.outcome]));
}

interface FreshRow {
  shopDomain: string;
  webhookId: string;
  outcome: Stored;
}

/** A hash without its last 16 bytes is the body's own. */
const bodyOf = (hash: string) => `substring(${hash} from 1 for 16)`;

/** The hash that follows `place` in the index, if it is of the same body. Ordered, so that every plan takes the index. */
const nextOfBody = (own: string, place: string, found: string) => `
  (select ${found} from (
    select body_hash from inbound_key where body_hash > ${place} order by body_hash limit 1
  ) k where ${bodyOf("k.body_hash")} = ${bodyOf(own)})`;

/**
 * SQL: whether the body of the row `input` has come for another shop or as another kind of topic. Its hashes stand side by
 * side: the first of them tells whether it has come at all, which costs the most webhooks one look; the one after the
 * webhook's own the rest.
 */
export function bodySeenElsewhere(input: string): string {
  const own = `${input}.body_hash`;
  const others = `k.body_hash <> ${own} or ${nextOfBody(own, own, "true")} is true`;
  return `(${nextOfBody(own, bodyOf(own), others)} is true)`;
}

/**
 * What is set aside leaves no hash: else the shop's own next webhook with this body would be taken for the replay. Nor does
 * what comes for a shop that is not installed: whoever sends it there first would keep it from where it belongs. It is judged
 * when it is taken up after all (judge-kept.ts).
 */
const INSERT = `
  with input as (
    select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::text[], $9::int[], $10::bytea[], $11::text[], $12::text[])
      as t (id, shop_domain, webhook_id, topic, event_id, api_version, triggered_at, body, bytes, body_hash, set_aside, named_shop)
  ), judged as (
    select input.*, coalesce(set_aside, case when ${bodySeenElsewhere("input")} then 'replayed_elsewhere' end) as reason,
      s.id is not null and s.uninstalled_at is null as is_installed,
      coalesce(s.shopify_id <> named_shop, false) as is_other
    from input left join shop s on s.domain = shop_domain
  ), fresh as (
    insert into inbound_key (shop_domain, webhook_id, body_hash)
    select shop_domain, webhook_id, case when reason is null and is_installed then body_hash end from judged
    where not is_other
    on conflict do nothing
    returning shop_domain, webhook_id
  ), webhook as (
    insert into inbound_webhook (id, shop_domain, webhook_id, topic, event_id, api_version, triggered_at, bytes, day,
      status, reason, processed_at)
    select id, shop_domain, webhook_id, topic, event_id, api_version, triggered_at, bytes, (now() at time zone 'utc')::date,
      case when reason is null then 'pending' else 'unmapped' end, reason, case when reason is not null then now() end
    from judged join fresh using (shop_domain, webhook_id)
  ), body as (
    insert into inbound_body (id, day, body)
    select id, (now() at time zone 'utc')::date, body from judged join fresh using (shop_domain, webhook_id)
    where reason is null
  ), woken as (
    ${notifySql("inbound")} where exists (select from fresh)
  )
  select shop_domain as "shopDomain", webhook_id as "webhookId",
    case when is_other then 'other_shop' when reason is null then 'stored' else 'set_aside' end as outcome
  from judged left join fresh f using (shop_domain, webhook_id) left join woken on true
  where is_other or f.webhook_id is not null`;
