import { createHash } from "node:crypto";
import type pg from "pg";
import { newId } from "../db/ids.ts";
import { type InboundRow, insertInbound, keyOf } from "../pipeline/inbox/insert-inbound.ts";
import { reconciledTopic } from "../pipeline/mapping/reconciled.ts";
import type { Payload } from "../topics/parse-payload.ts";

/** What a webhook would have told. */
export interface Missed {
  /** Shopify's */
  topic: string;
  /** gid */
  resource: string;
  /** when it happened */
  at: Date;
  payload: Payload;
}

/** Puts it into the inbox, as a webhook of its own kind. Returns how much of it was not there yet. */
export async function putIntoInbox(pool: pg.Pool, shopDomain: string, missed: Missed[]): Promise<number> {
  const rows = missed.map((one) => toRow(shopDomain, one));
  const unique = new Map(rows.map((row) => [keyOf(row), row]));
  return unique.size === 0 ? 0 : (await insertInbound(pool, [...unique.values()])).size;
}

function toRow(shopDomain: string, { topic, resource, at, payload }: Missed): InboundRow {
  const what = `${reconciledTopic(topic)}|${resource}|${at.toISOString()}`;
  return {
    id: newId("inb"), // what happened first is mapped first
    ...{ shopDomain, topic: reconciledTopic(topic), triggeredAt: at, body: JSON.stringify(payload) },
    webhookId: `carillon/${createHash("sha256").update(what).digest("base64url")}`,
    ...{ eventId: null, apiVersion: null },
  };
}
