import type { Transaction } from "../../db/transaction.ts";

export interface LockedEndpoint {
  id: string;
  shopId: string;
  status: "enabled" | "paused" | "disabled";
  allTopics: boolean;
  /** names */
  topics: string[];
}

/**
 * Those of a shop's endpoints that exist, locked in the order of their ids. "share": they keep their status and topics
 * meanwhile. "update": nobody else begins a recovery for them.
 */
export async function lockEndpoints(
  tx: Transaction,
  shopId: string,
  ids: string[],
  mode: "share" | "update",
): Promise<LockedEndpoint[]> {
  const { rows } = await tx.query<LockedEndpoint>(
    `select e.id, e.shop_id as "shopId", e.status, e.all_topics as "allTopics",
       array(select t.topic from endpoint_topic t where t.endpoint_id = e.id) as topics
     from endpoint e where e.id = any($1) and e.shop_id = $2 and e.deleted_at is null
     order by e.id for ${mode} of e`,
    [ids, shopId],
  );
  return rows;
}
