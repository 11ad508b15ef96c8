import { Postponed } from "../ask/setbacks.ts";
import { type Synced, type SyncNeeds, syncWebhookSubscriptions } from "./sync-webhook-subscriptions.ts";

/** failed: `why` is a sentence for the merchant */
export type SyncOutcome = Synced | { kind: "failed"; why: string };

/** Syncs one shop and logs what came of it. Never rejects: the hourly run makes good what failed. */
export async function syncShop(deps: SyncNeeds, shopId: string): Promise<SyncOutcome> {
  try {
    return await syncAndLog(deps, shopId);
  } catch (error) {
    const message = (error as Error).message.slice(0, 200);
    deps.log.warn({ shop_id: shopId, error: message }, "webhook_subscriptions.failed");
    return { kind: "failed", why: error instanceof Postponed ? message : "Shopify could not be asked." };
  }
}

async function syncAndLog(deps: SyncNeeds, shopId: string): Promise<SyncOutcome> {
  const { rows } = await deps.pool.query<{ domain: string }>(
    "select domain from shop where id = $1 and uninstalled_at is null",
    [shopId],
  );
  const domain = rows[0]?.domain;
  if (domain === undefined) return { kind: "not_connected" };
  const outcome = await syncWebhookSubscriptions(deps, domain);
  if (outcome.kind !== "synced") return outcome;
  const { created, updated, deleted, problems } = outcome;
  const report = { shop: domain, created, updated, deleted, problems };
  if (problems.length > 0) deps.log.warn(report, "webhook_subscriptions.refused");
  else if (created + updated + deleted > 0) deps.log.info(report, "webhook_subscriptions.synced");
  return outcome;
}

/** Shops at a time: each call to Shopify takes a moment, and a shop that hangs holds up only its place. */
const AT_ONCE = 4;
/** A run that was cut short goes on where it was. */
const JUST_CHECKED_MS = 20 * 60_000;

/** Syncs every installed shop that can be asked, until `signal` fires; the others are the next run's. */
export async function syncShops(deps: SyncNeeds, signal: AbortSignal): Promise<void> {
  const before = new Date(deps.clock.now().getTime() - JUST_CHECKED_MS);
  const { rows } = await deps.pool.query<{ id: string }>(DUE, [before]);
  const waiting = rows.map(({ id }) => id);
  async function work(): Promise<void> {
    for (let id = next(); id !== undefined; id = next()) await syncShop(deps, id);
  }
  const next = () => (signal.aborted ? undefined : waiting.pop());
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  deps.log.info(
    { shops: rows.length - waiting.length, left: waiting.length },
    "webhook_subscriptions.checked",
  );
}

/** In no order, so that shops that fail each time never keep the same others from their turn. */
const DUE = `
  select id from shop
  where uninstalled_at is null and reconnect_since is null
    and exists (select from session where session.shop = shop.domain)
    and not exists (select from webhook_state w where w.shop_id = shop.id and w.checked_at > $1)
  order by random()`;
