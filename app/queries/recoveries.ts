// What the panel and the API show of recoveries.
import type { Prisma } from "@prisma/client";
import type { Deps } from "../config/deps.ts";
import { isId } from "../db/ids.ts";
import type { CancelReason, RecoveryKind, StoredFilter } from "../pipeline/recover/recovery.ts";
import { type Page, type PageRequest, pageIds, pageQuery, toPage } from "./page.ts";

export const RECOVERY_STATUSES = ["running", "done", "cancelled"] as const;
type RecoveryStatus = (typeof RECOVERY_STATUSES)[number];

export interface RecoveryView {
  id: string;
  endpointId: string;
  endpointUrl: string;
  include: RecoveryKind;
  since: Date;
  until: Date;
  /** what of the window, for those of a filter */
  filter: Pick<StoredFilter, "status" | "topic" | "eventId">;
  status: RecoveryStatus;
  /** why it ended before it was through */
  cancelledBecause: CancelReason | null;
  /** how many there were at the start */
  total: number;
  /** there may have been more than `total` */
  more: boolean;
  /** queued for sending */
  done: number;
  /** left alone: payload aged out, waiting already, or in flight */
  skipped: number;
  createdAt: Date;
  finishedAt: Date | null;
}

export interface RecoveryFilter {
  endpointId?: string | undefined;
  status?: RecoveryStatus | undefined;
}

/** Newest first. */
export async function listRecoveries(
  { prisma }: Pick<Deps, "prisma">,
  shopId: string,
  { endpointId, status }: RecoveryFilter,
  page: PageRequest,
): Promise<Page<RecoveryView>> {
  const where = { shopId, ...(endpointId && { endpointId }), ...(status && { status }), ...pageIds(page) };
  const rows = await prisma.recovery.findMany({ where, ...pageQuery(page) });
  const urls = await urlsOf(prisma, shopId, rows);
  return toPage(
    rows.map((row) => toView(row, urls)),
    page,
  );
}

/** undefined when the shop has no such recovery. */
export async function getRecovery(
  { prisma }: Pick<Deps, "prisma">,
  shopId: string,
  id: string,
): Promise<RecoveryView | undefined> {
  if (!isId("rcv", id)) return undefined;
  const row = await prisma.recovery.findFirst({ where: { id, shopId } });
  return row ? toView(row, await urlsOf(prisma, shopId, [row])) : undefined;
}

type Row = Prisma.RecoveryGetPayload<object>;

async function urlsOf(prisma: Deps["prisma"], shopId: string, rows: Row[]): Promise<Map<string, string>> {
  const ids = [...new Set(rows.flatMap(({ endpointId }) => endpointId ?? []))];
  const endpoints = await prisma.endpoint.findMany({
    where: { shopId, id: { in: ids } },
    select: { id: true, url: true },
  });
  return new Map(endpoints.map(({ id, url }) => [id, url]));
}

function toView(row: Row, urls: Map<string, string>): RecoveryView {
  const { since, until, more, cancelledBecause, ...filter } = JSON.parse(row.filter) as StoredFilter;
  return {
    id: row.id,
    endpointId: row.endpointId ?? "",
    endpointUrl: urls.get(row.endpointId ?? "") ?? "",
    include: row.include as RecoveryKind,
    since: new Date(since),
    until: new Date(until),
    filter,
    status: row.status as RecoveryStatus,
    cancelledBecause: cancelledBecause ?? null,
    total: row.total,
    more: more === true,
    done: row.done,
    skipped: row.skipped,
    createdAt: row.createdAt,
    finishedAt: row.finishedAt,
  };
}
