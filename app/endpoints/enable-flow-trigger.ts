import type { Deps } from "../config/deps.ts";
import { type SwitchOutcome, switchEndpoint } from "./switch-endpoint.ts";

/** Sends to a trigger of Shopify Flow again that was disabled for failing. `handle`: of a trigger that workflows use. */
export async function enableFlowTrigger(
  { pool }: Pick<Deps, "pool">,
  shopId: string,
  handle: string,
): Promise<SwitchOutcome> {
  const { rows } = await pool.query<{ id: string }>(
    "select id from endpoint where shop_id = $1 and flow_trigger = $2 and deleted_at is null",
    [shopId, handle],
  );
  const [row] = rows;
  return row ? switchEndpoint({ pool }, shopId, row.id, "enable", "flow") : { kind: "not_found" };
}
