// One delivery with all that was sent and came back.
import type { Prisma } from "@prisma/client";
import type { Deps } from "../config/deps.ts";
import { isId } from "../db/ids.ts";
import { triggerPayload } from "../topics/flow/trigger-payload.ts";
import { flowTrigger } from "../topics/flow/triggers.ts";
import { DELIVERY_COLUMNS, type DeliveryRow, type DeliveryView, toView } from "./deliveries.ts";
import { destinationsOf } from "./destinations.ts";
import { type EventOrigin, inboundOrigin } from "./events-origin.ts";

type AttemptTrigger = "schedule" | "manual" | "replay" | "test";

export interface AttemptView {
  id: string;
  number: number;
  trigger: AttemptTrigger;
  status: "succeeded" | "failed";
  reason: string | null;
  detail: string | null;
  statusCode: number | null;
  startedAt: Date;
  durationMs: number;
  remoteAddress: string | null;
  requestHeaders: Record<string, string>;
  responseHeaders: Record<string, string> | null;
  responseBody: string | null;
  truncated: boolean;
}

export interface DeliveryDetail extends DeliveryView {
  resource: string | null;
  /** gid of the customer whom the event is about */
  customer: string | null;
  sequence: number | null;
  triggeredAt: Date;
  /** when what the event was made of came in; null where nothing did, as for a test call, and when it is forgotten */
  received: { at: Date; from: EventOrigin["kind"] } | null;
  /** what the next attempt is, or else the last one was */
  trigger: AttemptTrigger;
  /** how often the event has come through Shopify Flow's action; 0 for most */
  flowHops: number;
  /** the event as URLs get it; null when it has aged out */
  body: string | null;
  /** what Shopify Flow gets of it, as JSON; null for a URL, and where there is nothing to send */
  flowPayload: string | null;
  /** oldest first; those that are past their time are missing */
  attemptLog: AttemptView[];
}

/** undefined when the shop has no such delivery. */
export async function getDelivery(
  deps: Pick<Deps, "pool" | "prisma" | "env">,
  shopId: string,
  id: string,
): Promise<DeliveryDetail | undefined> {
  if (!isId("dlv", id)) return undefined;
  const { prisma, pool } = deps;
  const { rows } = await pool.query<DeliveryRow & { trigger: AttemptTrigger }>(
    `select ${DELIVERY_COLUMNS}, trigger from delivery where id = $1 and shop_id = $2`,
    [id, shopId],
  );
  const [row] = rows;
  if (!row) return undefined;
  const [destinationOf, event, payload, attempts] = await Promise.all([
    destinationsOf(deps, shopId, [row.endpointId]),
    prisma.event.findFirst({ where: { id: row.eventId, shopId } }),
    prisma.eventPayload.findFirst({ where: { eventId: row.eventId } }),
    prisma.attempt.findMany({
      where: { deliveryId: id, shopId },
      orderBy: [{ number: "asc" }, { id: "asc" }],
    }),
  ]);
  const destination = destinationOf(row.endpointId);
  const body = payload?.body ?? null;
  const attemptLog = attempts.map(toAttempt);
  return {
    ...toView(deps.env, row, destination),
    trigger: row.dueAt ? row.trigger : (attemptLog.at(-1)?.trigger ?? row.trigger),
    resource: event?.resource ?? null,
    customer: event?.customer ?? null,
    sequence: event?.sequence ?? null,
    triggeredAt: event?.triggeredAt ?? row.createdAt,
    received: await receiptOf(deps, shopId, event?.inboundId ?? null),
    flowHops: event?.flowHops ?? 0,
    body,
    flowPayload: flowPayload(destination.flowTrigger, body),
    attemptLog,
  };
}

async function receiptOf(
  { pool }: Pick<Deps, "pool">,
  shopId: string,
  inboundId: string | null,
): Promise<DeliveryDetail["received"]> {
  if (inboundId === null) return null;
  const { rows } = await pool.query<{ at: Date; topic: string }>(
    `select received_at as at, topic from inbound_webhook
     where id = $1 and shop_domain = (select domain from shop where id = $2)`,
    [inboundId, shopId],
  );
  const [row] = rows;
  return row ? { at: row.at, from: inboundOrigin(row.topic).kind } : null;
}

/** As the sender makes it, from the same body. */
function flowPayload(handle: string | null, body: string | null): string | null {
  const trigger = handle === null ? undefined : flowTrigger(handle);
  if (!trigger || body === null) return null;
  const made = triggerPayload(trigger, body);
  return made.kind === "ready" ? JSON.stringify(made.payload) : null;
}

const toAttempt = (row: Prisma.AttemptGetPayload<object>): AttemptView => ({
  id: row.id,
  number: row.number,
  trigger: row.trigger as AttemptTrigger,
  status: row.status as AttemptView["status"],
  reason: row.reason,
  detail: row.detail,
  statusCode: row.statusCode,
  startedAt: row.startedAt,
  durationMs: row.durationMs,
  remoteAddress: row.remoteAddress,
  requestHeaders: JSON.parse(row.requestHeaders) as Record<string, string>,
  responseHeaders: row.responseHeaders ? (JSON.parse(row.responseHeaders) as Record<string, string>) : null,
  responseBody: row.responseBody,
  truncated: row.truncated,
});
