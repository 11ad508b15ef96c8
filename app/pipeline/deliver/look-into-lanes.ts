import type { Transaction } from "../../db/transaction.ts";
import { type Pace, paceOf } from "./pace.ts";
import type { DueLane, SlotLimits } from "./share-slots.ts";

/** A locked lane with what it could send, and the line of its rate limit. */
export interface LookedLane extends DueLane {
  pacing: Pace;
}

interface Row {
  endpoint_id: string;
  shop_id: string;
  shrunk_to: number | null;
  turn: number;
  rate_limit: number | null;
  line_ms: number;
  busy: number;
  fresh: string[];
  retries: string[];
  replays: string[];
}

interface Limits extends Pick<SlotLimits, "slots"> {
  endpointCap: number;
  slowEndpoints: string[];
}

/**
 * What is due in lanes that this transaction holds, in the order in which they were locked. Unexpired leases count
 * against an endpoint's cap; that the lane is locked makes the count exact over all workers.
 */
export async function lookIntoLanes(tx: Transaction, ids: string[], limits: Limits): Promise<LookedLane[]> {
  const { rows } = await tx.query<Row>({
    name: "look-into-lanes",
    text: LOOK,
    // One more than the slots, so that what is left behind is seen.
    values: [ids, limits.slots + 1, limits.endpointCap],
  });
  return rows.map((row) => toLane(row, limits));
}

function toLane(row: Row, { endpointCap, slowEndpoints }: Limits): LookedLane {
  const pacing = paceOf(row.rate_limit, row.line_ms);
  return {
    endpointId: row.endpoint_id,
    shopId: row.shop_id,
    slow: row.shrunk_to !== null || slowEndpoints.includes(row.endpoint_id),
    room: Math.max(0, Math.min(row.shrunk_to ?? endpointCap, endpointCap) - row.busy),
    pace: pacing.allowed,
    pacing,
    turn: row.turn,
    queues: [row.fresh, row.retries, row.replays],
  };
}

/** The oldest due deliveries of a queue that nobody has; an endpoint has few leases, so few rows are passed over. */
const due = (queue: number): string => `
  array(
    select d.id from delivery d
    where d.endpoint_id = l.endpoint_id and d.queue = ${queue} and d.due_at <= now() and d.id <> all(b.ids)
    order by d.due_at
    limit greatest(0, least($2, least(coalesce(l.shrunk_to, $3), $3) - cardinality(b.ids)))
  )`;

const LOOK = `
  select l.endpoint_id, l.shop_id, l.shrunk_to, l.turn, e.rate_limit, cardinality(b.ids) as busy,
    case when l.paced_until > now() then extract(epoch from l.paced_until - now())::float8 * 1000 else 0 end as line_ms,
    ${due(0)} as fresh, ${due(1)} as retries, ${due(2)} as replays
  from unnest($1::text[]) with ordinality as i (endpoint_id, place)
  join lane l on l.endpoint_id = i.endpoint_id
  join endpoint e on e.id = l.endpoint_id
  cross join lateral (
    select array(select x.delivery_id from lease x where x.endpoint_id = l.endpoint_id and x.until > now()) as ids
    offset 0 -- looked up once, not wherever it is named
  ) b
  order by i.place`;
