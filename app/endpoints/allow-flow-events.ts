import type { Deps } from "../config/deps.ts";

/**
 * Says whether events that workflows of Shopify Flow sent in start a trigger's workflows as well. `handle`: of a trigger
 * that the shop uses or has used.
 */
export async function allowFlowEvents(
  { pool }: Pick<Deps, "pool">,
  shopId: string,
  handle: string,
  allowed: boolean,
): Promise<{ kind: "saved" } | { kind: "not_found" }> {
  const { rowCount } = await pool.query(
    `update endpoint set flow_events = $3, updated_at = now()
     where shop_id = $1 and flow_trigger = $2 and deleted_at is null`,
    [shopId, handle, allowed],
  );
  return rowCount === 0 ? { kind: "not_found" } : { kind: "saved" };
}
