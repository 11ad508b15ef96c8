// What the panel shows of Shopify Flow: how each trigger fares, and what workflows sent in last.
import type { Deps } from "../config/deps.ts";
import { FLOW_TRIGGERS } from "../topics/flow/triggers.ts";
import type { DeliveryStatus } from "./deliveries.ts";
import { type EndpointHealth, HEALTH_COLUMNS, type HealthRow, toHealth } from "./endpoints.ts";

export interface FlowTriggerView {
  handle: string;
  /** unused: no workflow that is on begins with it */
  state: "unused" | "enabled" | "paused" | "disabled";
  /** why it is disabled; null for all others */
  disabledReason: string | null;
  /** since when it is paused or disabled */
  since: Date | null;
  health: EndpointHealth;
  /** its deliveries are listed under it; null when no workflow ever used it */
  endpointId: string | null;
  /** events that workflows sent in start it too */
  flowEvents: boolean;
  /** its newest delivery, sent or not */
  last: LastDelivery | null;
}

interface LastDelivery {
  id: string;
  topic: string;
  status: DeliveryStatus;
  lastReason: string | null;
  lastStatusCode: number | null;
  /** of its last attempt, or else when it was queued */
  at: Date;
}

/** An event that came in through the action. */
export interface SentInView {
  id: string;
  topic: string;
  /** how often it has come through the action */
  flowHops: number;
  createdAt: Date;
}

export interface FlowView {
  /** all that there are, in the order of the table */
  triggers: FlowTriggerView[];
  /** newest first */
  sentIn: SentInView[];
}

const NEWEST = 5;

export async function flowView(deps: Pick<Deps, "pool">, shopId: string): Promise<FlowView> {
  const [rows, sentIn] = await Promise.all([loadTriggers(deps, shopId), loadSentIn(deps, shopId)]);
  const known = new Map(rows.map((row) => [row.handle, row]));
  return { triggers: FLOW_TRIGGERS.map(({ handle }) => toView(handle, known.get(handle))), sentIn };
}

interface TriggerRow extends HealthRow {
  handle: string;
  id: string;
  status: "enabled" | "paused" | "disabled";
  disabled_reason: string | null;
  status_since: Date;
  flow_events: boolean;
  last: (Omit<LastDelivery, "at"> & { at: string }) | null;
}

/** One row for each trigger that the shop's workflows use or have used. */
async function loadTriggers({ pool }: Pick<Deps, "pool">, shopId: string): Promise<TriggerRow[]> {
  const { rows } = await pool.query<TriggerRow>(
    `select e.flow_trigger as handle, e.id, e.status, e.disabled_reason, e.status_since, e.flow_events,
       ${HEALTH_COLUMNS}, d.last
     from endpoint e join lane l on l.endpoint_id = e.id left join failure_streak s on s.endpoint_id = e.id
     left join lateral (
       select json_build_object('id', d.id, 'topic', d.topic, 'status', d.status, 'lastReason', d.last_reason,
         'lastStatusCode', d.last_status_code, 'at', coalesce(d.last_attempt_at, d.created_at)) as last
       from delivery d where d.endpoint_id = e.id and d.shop_id = $1 order by d.id desc limit 1
     ) d on true
     where e.shop_id = $1 and e.flow_trigger is not null and e.deleted_at is null`,
    [shopId],
  );
  return rows;
}

async function loadSentIn({ pool }: Pick<Deps, "pool">, shopId: string): Promise<SentInView[]> {
  const { rows } = await pool.query<SentInView>(
    `select id, topic, flow_hops as "flowHops", created_at as "createdAt" from event
     where shop_id = $1 and flow_hops > 0 order by id desc limit ${NEWEST}`,
    [shopId],
  );
  return rows;
}

function toView(handle: string, row: TriggerRow | undefined): FlowTriggerView {
  if (!row) return { ...NEVER_USED, handle };
  const unused = row.status === "disabled" && row.disabled_reason === "merchant";
  return {
    handle,
    state: unused ? "unused" : row.status,
    disabledReason: unused ? null : row.disabled_reason,
    since: row.status === "enabled" ? null : row.status_since,
    health: toHealth(row),
    endpointId: row.id,
    flowEvents: row.flow_events,
    last: row.last && { ...row.last, at: new Date(row.last.at) },
  };
}

const NEVER_USED: Omit<FlowTriggerView, "handle"> = {
  state: "unused",
  disabledReason: null,
  since: null,
  health: { failing: null, shrunkTo: null, heldUntil: null },
  endpointId: null,
  flowEvents: false,
  last: null,
};
