import type { Transaction } from "../db/transaction.ts";
import type { StatusChange } from "./change-status.ts";

const KINDS = {
  url: "flow_trigger is null",
  // One that no workflow uses any more is closed by Flow, and only Flow opens it again.
  flow: "flow_trigger is not null and disabled_reason is distinct from 'merchant'",
};

/** A merchant's URL, or a trigger of Shopify Flow that workflows use. */
export type EndpointKind = keyof typeof KINDS;

/** Locks a shop's endpoint against every other change and returns its status; undefined when there is none of its kind. */
export async function lockEndpoint(
  tx: Transaction,
  shopId: string,
  id: string,
  kind: EndpointKind = "url",
): Promise<StatusChange["status"] | undefined> {
  const { rows } = await tx.query<{ status: StatusChange["status"] }>(
    `select status from endpoint
     where id = $1 and shop_id = $2 and deleted_at is null and ${KINDS[kind]} for no key update`,
    [id, shopId],
  );
  return rows[0]?.status;
}
