// A delivery in the log as if it had been made, tried and ended, written at once.
import type pg from "pg";
import { firstIdAt, newId } from "../../app/db/ids.ts";

export interface LoggedDelivery {
  topic?: string;
  status?: string;
  test?: boolean;
  attempts?: number;
  /** of the last attempt */
  reason?: string | null;
  detail?: string | null;
  statusCode?: number | null;
  resource?: string | null;
  customer?: string | null;
  body?: string;
  /** when it was queued; ids sort by it */
  at?: Date;
  /** of the next attempt */
  dueAt?: Date | null;
  requestHeaders?: Record<string, string>;
  responseHeaders?: Record<string, string> | null;
  responseBody?: string | null;
  truncated?: boolean;
}

export interface Logged {
  id: string;
  eventId: string;
}

/** The attempts before the last one failed with status 503. */
export async function logDelivery(
  db: Pick<pg.Pool, "query">,
  { shopId, endpointId }: { shopId: string; endpointId: string },
  delivery: LoggedDelivery = {},
): Promise<Logged> {
  const { topic = "order/created", status = "succeeded", test = false, at = new Date() } = delivery;
  const { attempts = 1, reason = null, statusCode = reason ? null : 200 } = delivery;
  const { resource = null, customer = null, body = "{}", dueAt = null } = delivery;
  const [eventId, id] = [idAt("evt", at), idAt("dlv", at)];
  await db.query(
    `insert into event (id, shop_id, topic, resource, customer, test, triggered_at, created_at, day)
     values ($1, $2, $3, $4, $5, $6, $7, $7, (now() at time zone 'utc')::date)`,
    [eventId, shopId, topic, resource, customer, test, at],
  );
  await db.query(
    "insert into event_payload (event_id, day, body) values ($1, (now() at time zone 'utc')::date, $2)",
    [eventId, body],
  );
  await db.query(
    `insert into delivery (id, shop_id, endpoint_id, event_id, topic, status, test, attempts, scheduled, due_at,
       last_reason, last_status_code, last_duration_ms, last_attempt_at, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $10, $11, $12, $13, $14)`,
    [
      ...[id, shopId, endpointId, eventId, topic, status, test, attempts, dueAt],
      ...(attempts > 0 ? [reason, statusCode, 120, at] : [reason, null, null, null]),
      at,
    ],
  );
  const last = { ...delivery, test, reason, statusCode, at };
  for (let number = 1; number <= attempts; number += 1)
    await logAttempt(
      db,
      { shopId, deliveryId: id, number },
      number < attempts ? { ...FAILED, test, at } : last,
    );
  return { id, eventId };
}

const FAILED: LoggedDelivery = { reason: "http_status", statusCode: 503, responseBody: "busy" };

async function logAttempt(
  db: Pick<pg.Pool, "query">,
  { shopId, deliveryId, number }: { shopId: string; deliveryId: string; number: number },
  attempt: LoggedDelivery,
): Promise<void> {
  const { reason = null, detail = null, statusCode = null, test = false, at = new Date() } = attempt;
  const { requestHeaders = { "x-attempt": `${number}` }, responseHeaders = { date: "today" } } = attempt;
  const { responseBody = "ok", truncated = false } = attempt;
  const answered = statusCode !== null;
  await db.query(
    `insert into attempt (id, day, shop_id, delivery_id, number, trigger, status, reason, detail, status_code,
       started_at, duration_ms, remote_address, request_headers, response_headers, response_body, truncated)
     values ($1, (now() at time zone 'utc')::date, $2, $3, $4, $5, $6, $7, $8, $9, $10, 120, '203.0.113.9', $11, $12, $13, $14)`,
    [
      ...[newId("att"), shopId, deliveryId, number, test ? "test" : "schedule"],
      ...[reason ? "failed" : "succeeded", reason, detail, statusCode, at, JSON.stringify(requestHeaders)],
      answered && responseHeaders ? JSON.stringify(responseHeaders) : null,
      answered ? responseBody : null,
      truncated,
    ],
  );
}

/** As if it had been made at that time. */
const idAt = (prefix: "evt" | "dlv", at: Date): string => firstIdAt(prefix, at) + newId(prefix).slice(-20);
