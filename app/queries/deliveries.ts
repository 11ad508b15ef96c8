// The delivery log.
import type { Deps } from "../config/deps.ts";
import { firstIdAt } from "../db/ids.ts";
import { type DeliveryMatch, matchDeliveries } from "../db/match-deliveries.ts";
import { type Destination, destinationsOf } from "./destinations.ts";
import { type Page, type PageRequest, toPage } from "./page.ts";

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
  /** as many as there are at most, those by hand included */
  mostAttempts: number;
  /** when the next attempt is due; null when none is to come */
  dueAt: Date | null;
  lastReason: string | null;
  lastStatusCode: number | null;
  lastDurationMs: number | null;
  lastAttemptAt: Date | null;
  createdAt: Date;
}

export interface DeliveryFilter extends DeliveryMatch {
  since?: Date | undefined;
  /** exclusive */
  until?: Date | undefined;
}

/** `cursor`: rows after this id, `before`: rows before it, both in the order of the list. */
export interface DeliveryPageRequest extends PageRequest {
  /** newest first unless set */
  oldestFirst?: boolean | undefined;
}

type Needs = Pick<Deps, "pool" | "prisma" | "env">;

export async function listDeliveries(
  deps: Needs,
  shopId: string,
  filter: DeliveryFilter,
  page: DeliveryPageRequest,
): Promise<Page<DeliveryView>> {
  const { text, values } = pageSql(shopId, filter, page);
  const { rows } = await deps.pool.query<DeliveryRow>(text, values);
  const destinationOf = await destinationsOf(
    deps,
    shopId,
    rows.map(({ endpointId }) => endpointId),
  );
  return toPage(
    rows.map((row) => toView(deps.env, row, destinationOf(row.endpointId))),
    page,
  );
}

function pageSql(
  shopId: string,
  filter: DeliveryFilter,
  { cursor, before, limit, oldestFirst = false }: DeliveryPageRequest,
): { text: string; values: unknown[] } {
  const values: unknown[] = [];
  const conditions = [matchDeliveries(shopId, filter, values)];
  const bound = (operator: "<" | "<=" | ">" | ">=", id: string) =>
    conditions.push(`id ${operator} $${values.push(id)}`);
  // Ids sort by time: a window needs no index of its own.
  if (filter.since) bound(">=", firstIdAt("dlv", filter.since));
  if (filter.until) bound("<", firstIdAt("dlv", filter.until));
  const rising = oldestFirst !== Boolean(before);
  const edge = before ?? cursor;
  if (edge) bound(rising ? ">" : "<", edge);
  const text = `select ${DELIVERY_COLUMNS} from delivery where ${conditions.join(" and ")}
    order by id ${rising ? "asc" : "desc"} limit ${limit + 1}`;
  return { text, values };
}

export interface DeliveryRow extends Omit<DeliveryView, keyof Destination | "mostAttempts"> {
  /** attempts that the schedule counts */
  scheduled: number;
}

export const DELIVERY_COLUMNS = `id, event_id as "eventId", endpoint_id as "endpointId", topic, status, test, attempts,
  scheduled, due_at as "dueAt", last_reason as "lastReason", last_status_code as "lastStatusCode",
  last_duration_ms as "lastDurationMs", last_attempt_at as "lastAttemptAt", created_at as "createdAt"`;

export function toView(
  { DELIVERY_SCHEDULE }: Deps["env"],
  { scheduled, ...row }: DeliveryRow,
  destination: Destination,
): DeliveryView {
  const { test, attempts } = row;
  const mostAttempts = test ? Math.max(1, attempts) : DELIVERY_SCHEDULE.length + attempts - scheduled;
  return { ...destination, ...row, mostAttempts };
}
