import { type SyncNeeds, syncWebhookSubscriptions } from "./sync-webhook-subscriptions.ts";

/** Syncs one shop and logs what came of it. Never rejects: the hourly run makes good what failed. */
export async function syncShop(deps: SyncNeeds, shopId: string): Promise<void> {
  try {
    await syncAndLog(deps, shopId);
  } catch (error) {
    const message = (error as Error).message.slice(0, 200); // graphql-request adds the whole request
    deps.log.warn({ shop_id: shopId, error: message }, "webhook_subscriptions.failed");
  }
}

async function syncAndLog(deps: SyncNeeds, shopId: string): Promise<void> {
  const shops = await deps.pool.query<{ domain: string }>("select domain from shop where id = $1", [shopId]);
  const domain = shops.rows[0]?.domain;
  const outcome = domain === undefined ? undefined : await syncWebhookSubscriptions(deps, domain);
  if (outcome?.kind !== "synced") return;
  const { created, updated, deleted, problems } = outcome;
  const report = { shop: domain, created, updated, deleted, problems };
  if (problems.length > 0) deps.log.warn(report, "webhook_subscriptions.refused");
  else if (created + updated + deleted > 0) deps.log.info(report, "webhook_subscriptions.synced");
}

/** Syncs every installed shop that ever set rules, one after the other. */
export async function syncShops(deps: SyncNeeds): Promise<void> {
  const { rows } = await deps.pool.query<{ id: string }>(
    `select id from shop
     where uninstalled_at is null and exists (select from shop_rules r where r.shop_id = shop.id) order by id`,
  );
  for (const { id } of rows) await syncShop(deps, id);
}
