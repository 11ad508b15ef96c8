// The delivery log.
import type { Prisma } from "@prisma/client";
import type { Deps } from "../config/deps.ts";
import { firstIdAt, isId } from "../db/ids.ts";
import { type Page, type PageRequest, pageIds, pageQuery, toPage } from "./page.ts";

export const DELIVERY_STATUSES = ["pending", "succeeded", "failed", "discarded"] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

export interface DeliveryView {
  id: string;
  eventId: string;
  endpointId: string;
  endpointUrl: string;
  /** its page is gone, its log stays */
  endpointDeleted: boolean;
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
  /** the body as it was sent; null when it has aged out */
  body: string | null;
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
  const endpoints = await endpointsOf(prisma, shopId, rows);
  return toPage(
    rows.map((row) => toView(row, endpoints)),
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
  const [endpoints, event, payload, attempts] = await Promise.all([
    endpointsOf(prisma, shopId, [row]),
    prisma.event.findFirst({ where: { id: row.eventId, shopId } }),
    prisma.eventPayload.findFirst({ where: { eventId: row.eventId } }),
    prisma.attempt.findMany({
      where: { deliveryId: id, shopId },
      orderBy: [{ number: "asc" }, { id: "asc" }],
    }),
  ]);
  return {
    ...toView(row, endpoints),
    resource: event?.resource ?? null,
    sequence: event?.sequence ?? null,
    triggeredAt: event?.triggeredAt ?? row.createdAt,
    body: payload?.body ?? null,
    attemptLog: attempts.map(toAttempt),
  };
}

type Row = Prisma.DeliveryGetPayload<object>;

type Endpoints = Map<string, { url: string; deletedAt: Date | null }>;

async function endpointsOf(prisma: Deps["prisma"], shopId: string, rows: Row[]): Promise<Endpoints> {
  const ids = [...new Set(rows.map(({ endpointId }) => endpointId))];
  const endpoints = await prisma.endpoint.findMany({
    where: { shopId, id: { in: ids } },
    select: { id: true, url: true, deletedAt: true },
  });
  return new Map(endpoints.map(({ id, ...endpoint }) => [id, endpoint]));
}

const toView = (row: Row, endpoints: Endpoints): DeliveryView => ({
  id: row.id,
  eventId: row.eventId,
  endpointId: row.endpointId,
  endpointUrl: endpoints.get(row.endpointId)?.url ?? "",
  endpointDeleted: endpoints.get(row.endpointId)?.deletedAt !== null,
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
