import type { Deps } from "../../config/deps.ts";
import { isId } from "../../db/ids.ts";
import { inTransaction, type Transaction } from "../../db/transaction.ts";
import { touchLanes } from "../events/write-events.ts";

export type ResendOutcome =
  | { kind: "queued" }
  | { kind: "not_found" }
  | { kind: "in_flight" }
  | { kind: "endpoint_disabled" }
  | { kind: "payload_expired" };

/**
 * Asks for one more attempt of a delivery, now. A pending one's next automatic attempt gives way to it. Asking again
 * while it waits changes nothing; at a paused endpoint it waits like everything else.
 */
export async function resend(
  { pool }: Pick<Deps, "pool">,
  shopId: string,
  deliveryId: string,
): Promise<ResendOutcome> {
  if (!isId("dlv", deliveryId)) return { kind: "not_found" };
  return inTransaction(pool, async (tx) => {
    const endpointId = await endpointOf(tx, shopId, deliveryId);
    if (endpointId === undefined) return { kind: "not_found" };
    // With its lane locked, nobody claims the delivery between the look and the change.
    await touchLanes(tx, [endpointId]);
    const refusal = await refusalOf(tx, deliveryId);
    if (refusal) return refusal;
    // What a recovery sends stays marked as its: it never counts for health.
    await tx.query(
      `update delivery set due_at = now(), queue = 0,
         trigger = case when trigger = 'replay' and due_at is not null then trigger else 'manual' end
       where id = $1 and not (due_at is not null and trigger = 'manual')`,
      [deliveryId],
    );
    return { kind: "queued" };
  });
}

async function endpointOf(tx: Transaction, shopId: string, deliveryId: string): Promise<string | undefined> {
  const { rows } = await tx.query<{ endpoint_id: string }>(
    "select endpoint_id from delivery where id = $1 and shop_id = $2",
    [deliveryId, shopId],
  );
  return rows[0]?.endpoint_id;
}

async function refusalOf(tx: Transaction, deliveryId: string): Promise<ResendOutcome | undefined> {
  const { rows } = await tx.query<{ closed: boolean; in_flight: boolean; has_payload: boolean }>(
    `select e.status = 'disabled' or e.deleted_at is not null as closed,
       exists (select from lease x where x.delivery_id = d.id and x.until > now()) as in_flight,
       exists (select from event v join event_payload p on p.event_id = v.id and p.day = v.day
         where v.id = d.event_id) as has_payload
     from delivery d join endpoint e on e.id = d.endpoint_id where d.id = $1`,
    [deliveryId],
  );
  if (!rows[0] || rows[0].closed) return { kind: "endpoint_disabled" };
  if (!rows[0].has_payload) return { kind: "payload_expired" };
  return rows[0].in_flight ? { kind: "in_flight" } : undefined;
}
