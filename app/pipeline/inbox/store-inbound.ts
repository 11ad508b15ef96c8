// Writes what came in. Requests that arrive while a write is under way share the next one: a commit costs the same for
// one row and for two hundred.
import type pg from "pg";
import { newId } from "../../db/ids.ts";
import { isDataError } from "../../db/transaction.ts";
import { notifySql } from "../wake.ts";

export interface InboundRow {
  shopDomain: string;
  webhookId: string;
  topic: string;
  eventId: string | null;
  apiVersion: string | null;
  triggeredAt: Date;
  body: string;
}

export interface Inbox {
  /** Resolves after the commit. Rejects when the row cannot be stored: Shopify has to send it again. */
  store(row: InboundRow): Promise<"stored" | "duplicate">;
}

/** Shopify gives up after five seconds: it has to hear "not stored" before that. */
const DEADLINE_MS = 4_000;
const MAX_ROWS = 200;
const MAX_CHARACTERS = 4 * 1024 * 1024;

interface Waiting {
  row: InboundRow;
  resolve(result: "stored" | "duplicate"): void;
  reject(error: unknown): void;
}

export function createInbox(pool: pg.Pool): Inbox {
  const queue: Waiting[] = [];
  let writing = false;

  async function writeAll(): Promise<void> {
    writing = true;
    while (queue.length > 0) await writeBatch(pool, takeBatch(queue));
    writing = false;
  }

  return {
    store(row) {
      const { promise, resolve, reject } = Promise.withResolvers<"stored" | "duplicate">();
      const deadline = setTimeout(
        () => reject(new Error("the database did not answer in time")),
        DEADLINE_MS,
      );
      queue.push({ row, resolve, reject });
      if (!writing) void writeAll();
      return promise.finally(() => clearTimeout(deadline));
    },
  };
}

function takeBatch(queue: Waiting[]): Waiting[] {
  let characters = 0;
  let count = 0;
  for (const { row } of queue) {
    characters += row.body.length;
    if (count > 0 && (count === MAX_ROWS || characters > MAX_CHARACTERS)) break;
    count += 1;
  }
  return queue.splice(0, count);
}

/** A row that PostgreSQL refuses fails alone: the batch is repeated row by row. */
async function writeBatch(pool: pg.Pool, batch: Waiting[]): Promise<void> {
  const first = new Map<string, Waiting>();
  for (const waiting of batch) {
    const key = keyOf(waiting.row);
    if (!first.has(key)) first.set(key, waiting);
  }
  try {
    const stored = await insert(
      pool,
      [...first.values()].map(({ row }) => row),
    );
    for (const waiting of batch) {
      const key = keyOf(waiting.row);
      waiting.resolve(stored.has(key) && first.get(key) === waiting ? "stored" : "duplicate");
    }
  } catch (error) {
    if (batch.length > 1 && isDataError(error))
      for (const waiting of batch) await writeBatch(pool, [waiting]);
    else for (const waiting of batch) waiting.reject(error);
  }
}

const keyOf = (row: Pick<InboundRow, "shopDomain" | "webhookId">) => `${row.shopDomain} ${row.webhookId}`;

/** Returns the keys of the rows that were new. */
async function insert(pool: pg.Pool, rows: InboundRow[]): Promise<Set<string>> {
  rows.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)); // two processes must not wait for each other's keys in a circle
  const query: pg.QueryConfig & { query_timeout: number } = {
    name: "store-inbound",
    text: INSERT,
    query_timeout: DEADLINE_MS,
    values: [
      rows.map(() => newId("inb")),
      rows.map((row) => row.shopDomain),
      rows.map((row) => row.webhookId),
      rows.map((row) => row.topic),
      rows.map((row) => row.eventId),
      rows.map((row) => row.apiVersion),
      rows.map((row) => row.triggeredAt),
      rows.map((row) => row.body),
      rows.map((row) => Buffer.byteLength(row.body)),
    ],
  };
  const result = await pool.query<{ shop_domain: string; webhook_id: string }>(query);
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
