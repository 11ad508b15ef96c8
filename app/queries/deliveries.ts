// The delivery log.
import type { Prisma } from "@prisma/client";
import type { Deps } from "../config/deps.ts";
import { firstIdAt, isId } from "../db/ids.ts";
import { triggerPayload } from "../topics/flow/trigger-payload.ts";
import { flowTrigger } from "../topics/flow/triggers.ts";
import { type Destination, destinationsOf } from "./destinations.ts";
import { type Page, type PageRequest, pageIds, pageQuery, toPage } from "./page.ts";

export const DELIVERY_STATUSES = ["pending", "succeeded", "failed", "discarded"] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

export interface DeliveryView extends Destination {
  id: string;
  eventId: string;
  endpointId: string;
  topic: string;
  status: DeliveryStatus;
  test: boolean;
  attempts: number;
  /** when the next attempt is due; null when none is to come */
  dueAt: Date | null;
  lastReason: string | null;
  lastStatusCode: number | null;
  lastDurationMs: number | null;
  lastAttemptAt: Date | null;
  createdAt: Date;
}

export interface AttemptView {
  id: string;
  number: number;
  trigger: "schedule" | "manual" | "replay" | "test";
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
  sequence: number | null;
  triggeredAt: Date;
  /** how often the event has come through Shopify Flow's action; 0 for most */
  flowHops: number;
  /** the event as URLs get it; null when it has aged out */
  body: string | null;
  /** what Shopify Flow gets of it, as JSON; null for a URL, and where there is nothing to send */
  flowPayload: string | null;
  /** oldest first */
  attemptLog: AttemptView[];
}

export interface DeliveryFilter {
  status?: DeliveryStatus | undefined;
  endpointId?: string | undefined;
  topic?: string | undefined;
  eventId?: string | undefined;
  since?: Date | undefined;
  until?: Date | undefined;
}

/** Newest first. */
export async function listDeliveries(
  { prisma }: Pick<Deps, "prisma">,
  shopId: string,
  filter: DeliveryFilter,
  page: PageRequest,
): Promise<Page<DeliveryView>> {
  const { status, endpointId, topic, eventId, since, until } = filter;
  const where: Prisma.DeliveryWhereInput = {
    shopId,
    // Ids sort by time: a window needs no index of its own.
    AND: [
      since ? { id: { gte: firstIdAt("dlv", since) } } : {},
      until ? { id: { lt: firstIdAt("dlv", until) } } : {},
    ],
    ...(status && { status }),
    ...(endpointId && { endpointId }),
    ...(topic && { topic }),
    ...(eventId && { eventId }),
    ...pageIds(page),
  };
  const rows = await prisma.delivery.findMany({ where, ...pageQuery(page) });
  const destinationOf = await destinationsOf({ prisma }, shopId, rows.map(endpointIdOf));
  return toPage(
    rows.map((row) => toView(row, destinationOf(row.endpointId))),
    page,
  );
}

/** undefined when the shop has no such delivery. */
export async function getDelivery(
  { prisma }: Pick<Deps, "prisma">,
  shopId: string,
  id: string,
): Promise<DeliveryDetail | undefined> {
  if (!isId("dlv", id)) return undefined;
  const row = await prisma.delivery.findFirst({ where: { id, shopId } });
  if (!row) return undefined;
  const [destinationOf, event, payload, attempts] = await Promise.all([
    destinationsOf({ prisma }, shopId, [row.endpointId]),
    prisma.event.findFirst({ where: { id: row.eventId, shopId } }),
    prisma.eventPayload.findFirst({ where: { eventId: row.eventId } }),
    prisma.attempt.findMany({
      where: { deliveryId: id, shopId },
      orderBy: [{ number: "asc" }, { id: "asc" }],
    }),
  ]);
  const destination = destinationOf(row.endpointId);
  const body = payload?.body ?? null;
  return {
    ...toView(row, destination),
    resource: event?.resource ?? null,
    sequence: event?.sequence ?? null,
    triggeredAt: event?.triggeredAt ?? row.createdAt,
    flowHops: event?.flowHops ?? 0,
    body,
    flowPayload: flowPayload(destination.flowTrigger, body),
    attemptLog: attempts.map(toAttempt),
  };
}

/** As the sender makes it, from the same body. */
function flowPayload(handle: string | null, body: string | null): string | null {
  const trigger = handle === null ? undefined : flowTrigger(handle);
  if (!trigger || body === null) return null;
  const made = triggerPayload(trigger, body);
  return made.kind === "ready" ? JSON.stringify(made.payload) : null;
}

type Row = Prisma.DeliveryGetPayload<object>;

const endpointIdOf = ({ endpointId }: Row): string => endpointId;

const toView = (row: Row, destination: Destination): DeliveryView => ({
  ...destination,
  id: row.id,
  eventId: row.eventId,
  endpointId: row.endpointId,
  topic: row.topic,
  status: row.status as DeliveryStatus,
  test: row.test,
  attempts: row.attempts,
  dueAt: row.dueAt,
  lastReason: row.lastReason,
  lastStatusCode: row.lastStatusCode,
  lastDurationMs: row.lastDurationMs,
  lastAttemptAt: row.lastAttemptAt,
  createdAt: row.createdAt,
});

const toAttempt = (row: Prisma.AttemptGetPayload<object>): AttemptView => ({
  id: row.id,
  number: row.number,
  trigger: row.trigger as AttemptView["trigger"],
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
