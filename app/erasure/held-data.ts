// What is held on a customer, kind by kind, each piece as JSON text, and no more than a batch in memory. Bodies stand in
// it as they are stored.
import type pg from "pg";
import { parsePayload } from "../topics/parse-payload.ts";
import { findEvents } from "./find-events.ts";
import { findWebhooks } from "./find-webhooks.ts";
import { extentOf } from "./redact-body.ts";
import type { Subject } from "./subject.ts";

export const HELD = ["events", "webhooks", "states", "last_payloads"] as const;
export type HeldKind = (typeof HELD)[number];

export type Held = AsyncGenerator<{ json: string; deliveries?: number; attempts?: number }>;

/** `body`: JSON text, or null where it has aged out. */
const piece = (fields: object, name: string, body: string | null): string =>
  `${JSON.stringify(fields).slice(0, -1)},${JSON.stringify(name)}:${body ?? "null"}}`;

interface EventRow {
  id: string;
  topic: string;
  triggered_at: Date;
  deliveries: number;
  attempts: number;
  body: string | null;
}

async function* heldEvents(pool: pg.Pool, subject: Subject): Held {
  for await (const found of findEvents(pool, subject)) {
    const theirs = found.filter(({ extent }) => extent === "whole").map(({ id }) => id);
    const { rows } = await pool.query<EventRow>(
      `select e.id, e.topic, e.triggered_at, p.body, d.deliveries, d.attempts
       from event e left join event_payload p on p.event_id = e.id and p.day = e.day
       cross join lateral (
         select count(*)::int as deliveries, coalesce(sum(attempts), 0)::int as attempts
         from delivery where event_id = e.id) d
       where e.id = any($1) order by e.id`,
      [theirs],
    );
    for (const { body, ...event } of rows) {
      const { deliveries, attempts } = event;
      yield { json: piece(event, "body", body), deliveries, attempts };
    }
  }
}

interface WebhookRow {
  id: string;
  topic: string;
  received_at: Date;
  customer: string | null;
  body: string;
}

async function* heldWebhooks(pool: pg.Pool, subject: Subject): Held {
  for await (const ids of findWebhooks(pool, subject)) {
    const { rows } = await pool.query<WebhookRow>(
      `select w.id, w.topic, w.received_at, w.customer, b.body
       from inbound_webhook w join inbound_body b on b.id = w.id and b.day = w.day
       where w.id = any($1) order by w.id`,
      [ids],
    );
    for (const { body, ...webhook } of rows) {
      const payload = parsePayload(body);
      if (payload && extentOf(webhook, payload, subject) === "whole")
        yield { json: piece(webhook, "body", body) };
    }
  }
}

const heldStates = (pool: pg.Pool, subject: Subject): Held =>
  ofResources(
    pool,
    subject,
    "select resource, updated_at, state as content from snapshot where state is not null",
  );

const heldPayloads = (pool: pg.Pool, subject: Subject): Held =>
  ofResources(pool, subject, "select resource, updated_at, body as content from last_payload where true");

const PAGE = 100;

async function* ofResources(pool: pg.Pool, { shopId, customers, orders }: Subject, select: string): Held {
  const sql = `${select} and shop_id = $1 and (customer = any($2) or resource = any($3)) and resource > $4
    order by resource limit ${PAGE}`;
  for (let after = ""; ; ) {
    const { rows } = await pool.query<{ resource: string; updated_at: Date; content: string }>(sql, [
      ...[shopId, customers, [...customers, ...orders], after],
    ]);
    for (const { content, ...row } of rows) yield { json: piece(row, "content", content) };
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.resource;
  }
}

export const heldData: Record<HeldKind, (pool: pg.Pool, subject: Subject) => Held> = {
  events: heldEvents,
  webhooks: heldWebhooks,
  states: heldStates,
  last_payloads: heldPayloads,
};
