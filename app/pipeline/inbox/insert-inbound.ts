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
  /** why it is written down without its body and not mapped */
  setAside?: SetAside | null;
}

export type Stored = "stored" | "set_aside";

/** Unique in the inbox. */
export const keyOf = (row: Pick<InboundRow, "shopDomain" | "webhookId">) =>
  `${row.shopDomain} ${row.webhookId}`;

/** Writes rows whose keys differ from each other; returns the keys that the inbox had not seen before, and what became of them. */
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
    ],
  };
  const { rows: fresh } = await db.query<FreshRow>(query);
  return new Map(fresh.map((row) => [keyOf(row), row.aside ? "set_aside" : "stored"]));
}

interface FreshRow {
  shopDomain: string;
  webhookId: string;
  aside: boolean;
}

/** A hash without its last 16 bytes is the body's own. */
const bodyOf = (hash: string) => `substring(${hash} from 1 for 16)`;

/** The hash that follows `place` in the index, if it is of the same body. Ordered, so that every plan takes the index. */
const nextOfBody = (place: string, found: string) => `
  (select ${found} from (
    select body_hash from inbound_key where body_hash > ${place} order by body_hash limit 1
  ) k where ${bodyOf("k.body_hash")} = ${bodyOf("input.body_hash")})`;

/**
 * Whether the body has come for another shop or as another kind of topic. Its hashes stand side by side: the first of them
 * tells whether it has come at all, which costs the most webhooks one look; the one after the webhook's own the rest.
 */
const SEEN_ELSEWHERE = nextOfBody(
  bodyOf("input.body_hash"),
  `k.body_hash <> input.body_hash or ${nextOfBody("input.body_hash", "true")} is true`,
);

/** What is set aside leaves no hash: else the shop's own next webhook with this body would be taken for the replay. */
const INSERT = `
  with input as (
    select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::text[], $9::int[], $10::bytea[], $11::text[])
      as t (id, shop_domain, webhook_id, topic, event_id, api_version, triggered_at, body, bytes, body_hash, set_aside)
  ), judged as (
    select *, coalesce(set_aside, case when ${SEEN_ELSEWHERE} then 'replayed_elsewhere' end) as reason from input
  ), fresh as (
    insert into inbound_key (shop_domain, webhook_id, body_hash)
    select shop_domain, webhook_id, case when reason is null then body_hash end from judged
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
  select shop_domain as "shopDomain", webhook_id as "webhookId", reason is not null as aside
  from judged join fresh using (shop_domain, webhook_id) left join woken on true`;
