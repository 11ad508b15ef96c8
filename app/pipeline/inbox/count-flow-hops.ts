// How often what a run of Flow's action brings came through the action, this time included. Flow tells nobody which event
// started a workflow: the merchant may say it in the field "Started by event", and where he does not, whatever of late
// went to Flow about the same customer or thing may have been it.
import type { Deps } from "../../config/deps.ts";
import { firstIdAt } from "../../db/ids.ts";

/** A workflow that waits longer is no loop that would flood anybody. */
const LATELY_MS = 10 * 60_000;

export interface Started {
  shopId: string;
  /** id of the event that the workflow names; one that the shop does not have counts for nothing */
  event: string | null;
  /** gid */
  customer: string | null;
  /** gid of the order or the contract that it is about */
  resource: string | null;
}

export async function countFlowHops(
  { pool, clock }: Pick<Deps, "pool" | "clock">,
  { shopId, event, customer, resource }: Started,
): Promise<number> {
  const since = firstIdAt("evt", new Date(clock.now().getTime() - LATELY_MS));
  const { rows } = await pool.query<{ hops: number }>({
    name: "count-flow-hops",
    text: COUNT,
    values: [shopId, event, since, customer, resource],
  });
  return 1 + (rows[0]?.hops ?? 0);
}

const COUNT = `
  select coalesce(greatest(
    (select flow_hops from event where shop_id = $1 and id = $2),
    (select max(e.flow_hops) from event e
     where e.shop_id = $1 and e.flow_hops > 0 and e.id >= $3
       and (e.customer is not distinct from $4 or e.resource = $5)
       and exists (select from delivery d join endpoint p on p.id = d.endpoint_id
                   where d.event_id = e.id and d.shop_id = $1 and d.status <> 'discarded'
                     and p.flow_trigger is not null))
  ), 0)::int as hops`;
