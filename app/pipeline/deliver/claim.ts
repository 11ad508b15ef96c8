// In: due deliveries. Out: some of them, leased to this worker. Endpoints take turns: the lane that was served longest
// ago comes first and gives a few deliveries, so no query ranks or counts the backlog and no endpoint waits for
// another's. A crash leaves leases that run out.
import type pg from "pg";
import { newId } from "../../db/ids.ts";
import { inTransaction, type Transaction } from "../../db/transaction.ts";
import type { ClaimedDelivery } from "./claimed-delivery.ts";
import { loadDeliveries } from "./load-deliveries.ts";

export interface ClaimOptions {
  /** how many deliveries at most */
  slots: number;
  /** leases an endpoint may have, over all workers */
  endpointCap: number;
}

/** A worker that says nothing for this long has lost its deliveries. Renewed by heartbeats. */
export const LEASE_SECONDS = 30;

const MOST_LANES = 50;

export async function claimDeliveries(pool: pg.Pool, options: ClaimOptions): Promise<ClaimedDelivery[]> {
  const leaseToken = newId("lse");
  const ids = await inTransaction(pool, async (tx) => {
    const lanes = await lockLanes(tx, Math.min(options.slots, MOST_LANES));
    if (lanes.length === 0) return [];
    const leased = await leaseDue(tx, lanes, leaseToken, options);
    await moveLanes(tx, lanes, options.endpointCap);
    return leased;
  });
  const deliveries = await loadDeliveries(pool, ids);
  return deliveries.map((delivery) => ({ ...delivery, leaseToken }));
}

/** Never more lanes than slots: each one that is locked gets its turn. */
async function lockLanes(tx: Transaction, count: number): Promise<string[]> {
  const { rows } = await tx.query<{ endpoint_id: string }>({
    name: "lock-lanes",
    text: `select l.endpoint_id from lane l join endpoint e on e.id = l.endpoint_id
      where l.next_due_at <= now() and e.status = 'enabled'
      order by l.served_at limit $1 for update of l skip locked`,
    values: [count],
  });
  return rows.map((row) => row.endpoint_id);
}

/** The endpoint's cap counts unexpired leases while its lane is locked, so it holds over all workers. */
async function leaseDue(
  tx: Transaction,
  lanes: string[],
  leaseToken: string,
  { slots, endpointCap }: ClaimOptions,
): Promise<string[]> {
  const share = Math.floor(slots / lanes.length);
  const { rows } = await tx.query<{ delivery_id: string }>({
    name: "lease-due",
    text: `
      insert into lease (delivery_id, endpoint_id, token, until)
      select due.id, l.endpoint_id, $2, now() + make_interval(secs => ${LEASE_SECONDS})
      from unnest($1::text[]) as l (endpoint_id)
      cross join lateral (
        select count(*)::int as busy from lease x where x.endpoint_id = l.endpoint_id and x.until > now()
      ) c
      cross join lateral (
        select d.id from delivery d
        where d.endpoint_id = l.endpoint_id and d.due_at <= now()
          and not exists (select from lease x where x.delivery_id = d.id and x.until > now())
        order by d.due_at
        limit greatest(0, least($3, $4 - c.busy))
      ) due
      on conflict (delivery_id) do update set token = excluded.token, until = excluded.until
      returning delivery_id`,
    values: [lanes, leaseToken, share, endpointCap],
  });
  return rows.map((row) => row.delivery_id);
}

/** Each lane says when it is worth a look again: at its next due delivery, or when a lease runs out. */
async function moveLanes(tx: Transaction, lanes: string[], endpointCap: number): Promise<void> {
  await tx.query({
    name: "move-lanes",
    text: `
      update lane set
        served_at = clock_timestamp(),
        next_due_at = least(
          c.lease_ends,
          case when c.busy < $2 then (
            select d.due_at from delivery d
            where d.endpoint_id = lane.endpoint_id and d.due_at is not null
              and not exists (select from lease x where x.delivery_id = d.id and x.until > now())
            order by d.due_at limit 1
          ) end,
          'infinity'
        )
      from unnest($1::text[]) as l (endpoint_id)
      cross join lateral (
        select count(*)::int as busy, min(x.until) as lease_ends
        from lease x where x.endpoint_id = l.endpoint_id and x.until > now()
      ) c
      where lane.endpoint_id = l.endpoint_id`,
    values: [lanes, endpointCap],
  });
}

/** Keeps these leases from running out, as far as they are still held. */
export async function renewLeases(
  pool: pg.Pool,
  held: Pick<ClaimedDelivery, "id" | "leaseToken">[],
): Promise<void> {
  if (held.length === 0) return;
  await pool.query({
    name: "renew-leases",
    text: `update lease l set until = now() + make_interval(secs => ${LEASE_SECONDS})
      from unnest($1::text[], $2::text[]) as h (delivery_id, token)
      where l.delivery_id = h.delivery_id and l.token = h.token`,
    values: [held.map(({ id }) => id), held.map(({ leaseToken }) => leaseToken)],
  });
}
