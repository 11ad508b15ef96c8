// In: what Flow says of a shop and one trigger, signed. Out: it is on record, and the shop's triggers get events or get
// none any more. A crash after the record leaves the rest to the hourly round (sync-triggers.ts).
import type { Deps } from "../config/deps.ts";
import { syncTriggers } from "./sync-triggers.ts";

export interface Usage {
  /** perhaps of a shop that Carillon does not know yet */
  shopDomain: string;
  /** Flow's own name of the trigger */
  definitionId: string;
  /** whether any workflow that is on begins with it */
  enabled: boolean;
  /** Flow's time */
  saidAt: Date;
}

/**
 * Of several callbacks the one with the newest time counts, in whatever order they come; of two with the same time the one
 * that wants events. Rejects when it cannot store.
 */
export async function acceptUsage(deps: Pick<Deps, "pool" | "log">, usage: Usage): Promise<void> {
  const { shopDomain, definitionId, enabled, saidAt } = usage;
  const { rowCount } = await deps.pool.query(
    `insert into flow_usage as known (shop_domain, definition_id, enabled, said_at) values ($1, $2, $3, $4)
     on conflict (shop_domain, definition_id)
       do update set enabled = excluded.enabled, said_at = excluded.said_at
       where excluded.said_at > known.said_at or (excluded.said_at = known.said_at and excluded.enabled)`,
    [shopDomain, definitionId, enabled, saidAt],
  );
  const isNews = rowCount === 1;
  deps.log.info(
    { shop: shopDomain, definition_id: definitionId, enabled, is_news: isNews },
    "flow.usage_accepted",
  );
  // Also for a repetition: the first callback may have stored the news and then lost the database.
  await syncTriggers(deps, shopDomain, isNews && enabled ? definitionId : undefined);
}
