// In: due deliveries. Out: some of them, leased to this worker. Endpoints take turns: the lane that was served longest
// ago comes first, and shareSlots() says what each gets; no query ranks or counts the backlog. A crash leaves leases
// that run out.
import type pg from "pg";
import { newId } from "../../db/ids.ts";
import { inTransaction, type Transaction } from "../../db/transaction.ts";
import type { ClaimedDelivery } from "./claimed-delivery.ts";
import { loadDeliveries } from "./load-deliveries.ts";
import { type LookedLane, lookIntoLanes } from "./look-into-lanes.ts";
import { type LaneShare, type SlotLimits, shareSlots } from "./share-slots.ts";

export interface ClaimLimits extends SlotLimits {
  /** requests in flight that an endpoint may have, over all workers */
  endpointCap: number;
  /** shops that have all the slots they may have here */
  fullShops: string[];
  /** endpoints that this worker sees answering slowly */
  slowEndpoints: string[];
}

export interface Claimed {
  deliveries: ClaimedDelivery[];
  /** milliseconds until another claim finds more of what it saw: 0 at once, Infinity when it took all */
  moreIn: number;
}

/** A worker that says nothing for this long has lost its deliveries. Renewed by heartbeats. */
export const LEASE_SECONDS = 30;

const MOST_LANES = 50;

export async function claimDeliveries(pool: pg.Pool, limits: ClaimLimits): Promise<Claimed> {
  const leaseToken = newId("lse");
  const mostLanes = Math.min(limits.slots, MOST_LANES);
  const { shares, moreIn } = await inTransaction(pool, async (tx) => {
    const locked = await lockLanes(tx, mostLanes, limits);
    if (locked.length === 0) return { shares: [], moreIn: Number.POSITIVE_INFINITY };
    const lanes = await lookIntoLanes(tx, locked, limits);
    const shares = shareSlots(lanes, limits);
    await leaseAndMove(tx, shares, leaseToken);
    return { shares, moreIn: locked.length === mostLanes ? 0 : Math.min(...shares.map(hasMoreIn)) };
  });
  const slow = new Set(shares.filter(({ lane }) => lane.slow).map(({ lane }) => lane.endpointId));
  const loaded = await loadDeliveries(
    pool,
    shares.flatMap(({ ids }) => ids),
  );
  const deliveries = loaded.map((delivery) => ({
    ...{ ...delivery, leaseToken, inLane: true },
    slow: slow.has(delivery.endpointId),
  }));
  return { deliveries, moreIn };
}

/** Never more lanes than slots: each one that is locked gets its turn. */
async function lockLanes(tx: Transaction, count: number, limits: ClaimLimits): Promise<string[]> {
  const { slowSlots, fullShops, slowEndpoints } = limits;
  const { rows } = await tx.query<{ endpoint_id: string }>({
    name: "lock-lanes",
    text: `select endpoint_id from lane
      where next_due_at <= now() and open and not_before <= now() and crowded_until <= now()
        and shop_id <> all($2) and ($4 or (shrunk_to is null and endpoint_id <> all($3)))
      order by served_at limit $1 for update skip locked`,
    values: [count, fullShops, slowEndpoints, slowSlots > 0],
  });
  return rows.map((row) => row.endpoint_id);
}

const isCrowded = ({ lane, ids }: LaneShare<LookedLane>): boolean => ids.length >= lane.room;

const found = ({ queues }: LookedLane): number => queues.reduce((sum, ids) => sum + ids.length, 0);

/** Whether what is due now was left for want of slots of this worker. */
const hasMore = (share: LaneShare<LookedLane>): boolean =>
  !isCrowded(share) && share.ids.length < Math.min(share.lane.pace, found(share.lane));

/** Each lane says when it is worth a look again: at once, at its next due delivery, or when a lease runs out. */
async function leaseAndMove(tx: Transaction, shares: LaneShare<LookedLane>[], token: string): Promise<void> {
  const leases = shares.flatMap(({ lane, ids }) => ids.map((id) => ({ id, endpointId: lane.endpointId })));
  await tx.query({
    name: "lease-and-move",
    text: LEASE_AND_MOVE,
    values: [
      leases.map(({ id }) => id),
      leases.map(({ endpointId }) => endpointId),
      token,
      shares.map(({ lane }) => lane.endpointId),
      shares.map(({ turn }) => turn),
      shares.map(isCrowded),
      shares.map((share) => isCrowded(share) || isPaced(share) || hasMore(share)),
      shares.map(({ lane, ids }) => lane.pacing.waitAfter(isPaced({ lane, ids }) ? ids.length : 0)),
      shares.map(({ lane, ids }) => lane.pacing.lineAfter(ids.length)),
      shares.map(({ ids }) => ids.length),
    ],
  });
}

/** Whether the rate limit holds back what is due. */
const isPaced = ({ lane, ids }: Pick<LaneShare<LookedLane>, "lane" | "ids">): boolean =>
  ids.length >= lane.pace && found(lane) > ids.length;

function hasMoreIn(share: LaneShare<LookedLane>): number {
  if (hasMore(share)) return 0;
  return isPaced(share) ? share.lane.pacing.waitAfter(share.ids.length) : Number.POSITIVE_INFINITY;
}

const LEASE_AND_MOVE = `
  with leased as (
    insert into lease (delivery_id, endpoint_id, token, until)
    select id, endpoint_id, $3, now() + make_interval(secs => ${LEASE_SECONDS})
    from unnest($1::text[], $2::text[]) as t (id, endpoint_id)
    on conflict (delivery_id) do update set token = excluded.token, until = excluded.until
  )
  update lane set
    -- Of those served together, who got more is served later.
    served_at = statement_timestamp() + i.given * interval '1 microsecond',
    turn = i.turn,
    paced_until = now() + i.line_ms * interval '1 millisecond',
    not_before = greatest(not_before, now() + i.wait_ms * interval '1 millisecond'),
    crowded_until = coalesce(case when i.crowded then c.lease_ends end, '-infinity'),
    next_due_at = case when i.more then next_due_at else least(c.lease_ends, ${[0, 1, 2].map(nextDue).join(", ")}, 'infinity') end
  from unnest($4::text[], $5::int[], $6::bool[], $7::bool[], $8::float8[], $9::float8[], $10::int[])
    as i (endpoint_id, turn, crowded, more, wait_ms, line_ms, given)
  cross join lateral (
    select least(
      case when i.given > 0 then now() + make_interval(secs => ${LEASE_SECONDS}) end,
      (select min(x.until) from lease x where x.endpoint_id = i.endpoint_id and x.until > now())
    ) as lease_ends offset 0
  ) c
  where lane.endpoint_id = i.endpoint_id`;

function nextDue(queue: number): string {
  return `(select d.due_at from delivery d where d.endpoint_id = lane.endpoint_id and d.queue = ${queue}
    and d.due_at > now() order by d.due_at limit 1)`;
}

/** Keeps these leases from running out, as far as they are still held. */
export async function renewLeases(
  pool: pg.Pool,
  held: Pick<ClaimedDelivery, "id" | "leaseToken">[],
): Promise<void> {
  if (held.length === 0) return;
  const sorted = held.toSorted((a, b) => (a.id < b.id ? -1 : 1)); // as results are recorded
  await pool.query({
    name: "renew-leases",
    text: `update lease l set until = now() + make_interval(secs => ${LEASE_SECONDS})
      from unnest($1::text[], $2::text[]) as h (delivery_id, token)
      where l.delivery_id = h.delivery_id and l.token = h.token`,
    values: [sorted.map(({ id }) => id), sorted.map(({ leaseToken }) => leaseToken)],
  });
}
