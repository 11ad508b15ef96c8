// How often what a run of Flow's action brings came through the action, this time included. Flow tells nobody which event
// started a workflow. The merchant may say it in the field "Started by event": an event of late that went to Flow counts,
// and nothing else does. Where he does not, or names an event that cannot be it, whatever of late went to Flow about the
// same customer or thing may have started the workflow.
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
  /** gid of what it is about, or the serial number of a wallet pass */
  resource: string | null;
  /** what Flow calls the step of the workflow: what is about nobody and nothing goes by it */
  step: string | null;
}

export async function countFlowHops(
  { pool, clock }: Pick<Deps, "pool" | "clock">,
  { shopId, event, customer, resource, step }: Started,
): Promise<number> {
  const since = firstIdAt("evt", new Date(clock.now().getTime() - LATELY_MS));
  const { rows } = await pool.query<{ hops: number }>({
    name: "count-flow-hops",
    text: COUNT,
    values: [shopId, event, since, customer, resource, step],
  });
  return 1 + (rows[0]?.hops ?? 0);
}

/** Of an incomplete one nothing was sent. */
const WENT_TO_FLOW = `exists (select from delivery d join endpoint p on p.id = d.endpoint_id
  where d.event_id = e.id and d.shop_id = $1 and p.flow_trigger is not null
    and d.status <> 'discarded' and d.last_reason is distinct from 'flow_incomplete')`;

const SAME_STEP = `$4::text is null and $5::text is null and e.customer is null and e.resource is null
  and $6::text is not distinct from (select w.event_id from inbound_webhook w where w.id = e.inbound_id)`;

/** An id that stands in the field once and for all would name the same event in every round. */
const COUNT = `
  select coalesce(
    (select e.flow_hops from event e
     where e.shop_id = $1 and e.id = $2 and e.id >= $3 and ${WENT_TO_FLOW}),
    greatest(
      (select flow_hops from event where shop_id = $1 and id = $2),
      (select max(e.flow_hops) from event e
       where e.shop_id = $1 and e.flow_hops > 0 and e.id >= $3
         and (e.customer = $4 or e.resource = $5 or (${SAME_STEP})) and ${WENT_TO_FLOW})),
    0)::int as hops`;
