import type { Deps } from "../config/deps.ts";
import { isId } from "../db/ids.ts";
import { inTransaction } from "../db/transaction.ts";
import { lockEndpoint } from "./lock-endpoint.ts";

/** Ends every secret of an endpoint but the newest, now. */
export async function finishRotation(
  { pool }: Pick<Deps, "pool">,
  shopId: string,
  endpointId: string,
): Promise<{ kind: "finished" } | { kind: "not_found" }> {
  if (!isId("ep", endpointId)) return { kind: "not_found" };
  return inTransaction(pool, async (tx) => {
    if (!(await lockEndpoint(tx, shopId, endpointId))) return { kind: "not_found" };
    await tx.query("delete from signing_secret where endpoint_id = $1 and expires_at is not null", [
      endpointId,
    ]);
    return { kind: "finished" };
  });
}
