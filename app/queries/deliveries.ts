// The delivery log.
import type { Deps } from "../config/deps.ts";
import { type DeliveryFilter, type DeliveryPageRequest, deliveryPageSql } from "./delivery-page-sql.ts";
import { type Destination, destinationsOf } from "./destinations.ts";
import { type Page, toPage } from "./page.ts";

export type { DeliveryFilter, DeliveryPageRequest };

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

type Needs = Pick<Deps, "pool" | "prisma" | "env">;

export async function listDeliveries(
  deps: Needs,
  shopId: string,
  filter: DeliveryFilter,
  page: DeliveryPageRequest,
): Promise<Page<DeliveryView>> {
  const query = deliveryPageSql(DELIVERY_COLUMNS, shopId, filter, page);
  const { rows } = await deps.pool.query<DeliveryRow>(query);
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
