import type pg from "pg";
import { newId } from "../../db/ids.ts";
import type { Transaction } from "../../db/transaction.ts";
import { notifySql } from "../wake.ts";

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
}

/** Unique in the inbox. */
export const keyOf = (row: Pick<InboundRow, "shopDomain" | "webhookId">) =>
  `${row.shopDomain} ${row.webhookId}`;

/** Writes rows whose keys differ from each other; returns the keys that the inbox had not seen before. */
export async function insertInbound(
  db: Transaction,
  rows: InboundRow[],
  timeoutMs?: number,
): Promise<Set<string>> {
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
    ],
  };
  const result = await db.query<{ shop_domain: string; webhook_id: string }>(query);
  return new Set(result.rows.map((row) => keyOf({ shopDomain: row.shop_domain, webhookId: row.webhook_id })));
}

const INSERT = `
  with input as (
    select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::text[], $9::int[])
      as t (id, shop_domain, webhook_id, topic, event_id, api_version, triggered_at, body, bytes)
  ), fresh as (
    insert into inbound_key (shop_domain, webhook_id)
    select shop_domain, webhook_id from input
    on conflict do nothing
    returning shop_domain, webhook_id
  ), webhook as (
    insert into inbound_webhook (id, shop_domain, webhook_id, topic, event_id, api_version, triggered_at, bytes, day)
    select id, shop_domain, webhook_id, topic, event_id, api_version, triggered_at, bytes, (now() at time zone 'utc')::date
    from input join fresh using (shop_domain, webhook_id)
  ), body as (
    insert into inbound_body (id, day, body)
    select id, (now() at time zone 'utc')::date, body from input join fresh using (shop_domain, webhook_id)
  ), woken as (
    ${notifySql("inbound")} where exists (select from fresh)
  )
  select shop_domain, webhook_id from fresh left join woken on true`;
