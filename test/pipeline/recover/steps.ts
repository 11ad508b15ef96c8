// What there is to recover, written at once, and recoveries carried on to their end.
import type { Deps } from "../../../app/config/deps.ts";
import { firstIdAt, newId } from "../../../app/db/ids.ts";
import { inTransaction } from "../../../app/db/transaction.ts";
import { insertEvents } from "../../../app/pipeline/events/write-events.ts";
import { carryOn } from "../../../app/pipeline/recover/carry-on.ts";

interface Happened {
  topic?: string;
  resource?: string;
  test?: boolean;
}

/** Events that nobody has a delivery of. Returns their ids, oldest first. */
export async function addEvents(
  { pool }: Pick<Deps, "pool">,
  shopId: string,
  count: number,
  { topic = "product/created", resource, test = false }: Happened = {},
): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId("evt"));
  const events = ids.map((id) => ({
    ...{ id, shopId, topic, test, sequence: 1, customer: null, inboundId: null },
    resource: resource ?? `gid://shopify/Product/${id}`,
    triggeredAt: new Date("2026-11-20T10:00:00.123Z"),
    body: JSON.stringify({ id }),
  }));
  await inTransaction(pool, (tx) => insertEvents(tx, events));
  return ids;
}

interface Ended extends Happened {
  status?: string;
}

/** Ended deliveries of new events. Returns their ids, oldest first. */
export async function addDeliveries(
  deps: Pick<Deps, "pool">,
  { shopId, endpointId }: { shopId: string; endpointId: string },
  count: number,
  { status = "failed", ...happened }: Ended = {},
): Promise<string[]> {
  const events = await addEvents(deps, shopId, count, happened);
  const ids = events.map(() => newId("dlv"));
  await deps.pool.query(
    `insert into delivery (id, shop_id, endpoint_id, event_id, topic, test, status, attempts, scheduled)
     select id, $1, $2, event_id, $3, $4, $5, 10, 10 from unnest($6::text[], $7::text[]) as t (id, event_id)`,
    [shopId, endpointId, happened.topic ?? "product/created", happened.test ?? false, status, ids, events],
  );
  return ids;
}

/** Carries recoveries on until they are through or have to wait. Returns how many batches that took. */
export async function carryOnAll(deps: Deps): Promise<number> {
  let batches = 0;
  while ((await carryOn(deps)) === "worked") batches += 1;
  return batches;
}

/** Deliveries of an endpoint that wait in the queue of replays. */
export const waiting = ({ prisma }: Deps, endpointId: string): Promise<number> =>
  prisma.delivery.count({ where: { endpointId, queue: 2, dueAt: { not: null } } });

/** As if they had been sent. */
export async function sendWaiting({ pool }: Deps, endpointId: string): Promise<number> {
  const { rowCount } = await pool.query(
    `update delivery set due_at = null, status = 'succeeded', attempts = attempts + 1
     where endpoint_id = $1 and queue = 2 and due_at is not null`,
    [endpointId],
  );
  return rowCount ?? 0;
}

export const HOUR_MS = 3_600_000;

/** So long ago. */
export const ago = (ms: number): Date => new Date(Date.now() - ms);

/** As if the event had happened so long ago; its deliveries keep their time. */
export async function makeOlder({ pool }: Deps, eventId: string, ms: number): Promise<void> {
  const older = firstIdAt("evt", ago(ms)) + eventId.slice(-20);
  for (const sql of [
    "update event_payload set event_id = $2 where event_id = $1",
    "update event set id = $2 where id = $1",
    "update delivery set event_id = $2 where event_id = $1",
  ])
    await pool.query(sql, [eventId, older]);
}
