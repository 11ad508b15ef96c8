// What the panel and the API show of recoveries.
import type { Prisma } from "@prisma/client";
import type { Deps } from "../config/deps.ts";
import { isId } from "../db/ids.ts";
import type { CancelReason, EndedStatus, RecoveryKind, StoredFilter } from "../pipeline/recover/recovery.ts";
import { type Destination, destinationsOf } from "./destinations.ts";
import { type Page, type PageRequest, pageIds, pageQuery, toPage } from "./page.ts";

export const RECOVERY_STATUSES = ["running", "done", "cancelled"] as const;
type RecoveryStatus = (typeof RECOVERY_STATUSES)[number];

export interface RecoveryView extends Destination {
  id: string;
  endpointId: string;
  include: RecoveryKind;
  since: Date;
  until: Date;
  /** what of the window, for those of a filter that asks for one of it */
  filter: { status?: EndedStatus | undefined; topic?: string | undefined; eventId?: string | undefined };
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
  const destinationOf = await destinationsOf({ prisma }, shopId, rows.map(endpointIdOf));
  return toPage(
    rows.map((row) => toView(row, destinationOf(endpointIdOf(row)))),
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
  if (!row) return undefined;
  const destinationOf = await destinationsOf({ prisma }, shopId, [endpointIdOf(row)]);
  return toView(row, destinationOf(endpointIdOf(row)));
}

type Row = Prisma.RecoveryGetPayload<object>;

const endpointIdOf = ({ endpointId }: Row): string => endpointId ?? "";

function toView(row: Row, destination: Destination): RecoveryView {
  const { since, until, more, cancelledBecause, match = {} } = JSON.parse(row.filter) as StoredFilter;
  return {
    ...destination,
    id: row.id,
    endpointId: endpointIdOf(row),
    include: row.include as RecoveryKind,
    since: new Date(since),
    until: new Date(until),
    filter: {
      status: only(match.statuses) as EndedStatus | undefined,
      topic: only(match.topics),
      eventId: match.eventId,
    },
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

const only = (list: readonly string[] = []): string | undefined => (list.length === 1 ? list[0] : undefined);
