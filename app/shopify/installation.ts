// A shop's coming and going. Its endpoints stay as they are; their lanes are open only while the app is installed.
import type pg from "pg";
import type { Deps } from "../config/deps.ts";
import { newId } from "../db/ids.ts";
import { inTransaction, type Transaction } from "../db/transaction.ts";
import { judgeKept, type PutBack } from "../pipeline/inbox/judge-kept.ts";
import { notifySql } from "../pipeline/wake.ts";
import { offlineId } from "./session-storage.ts";

/** What Shopify says of a shop. */
export interface ShopFacts {
  /** gid */
  shopifyId: string;
  name: string;
  email: string;
  /** IANA */
  timezone: string;
  environment: "live" | "test";
}

/** first: it was never installed · again: after it was uninstalled · same: it is installed as before */
export type Installed = "first" | "again" | "same";

/**
 * Makes or completes the shop's row. One that comes back gets what waits for its enabled endpoints, and what came in
 * meanwhile: in one transaction, because a visit that finds it installed does nothing of this.
 */
export function markInstalled(
  { pool, clock }: Pick<Deps, "pool" | "clock">,
  domain: string,
  facts: ShopFacts,
): Promise<Installed> {
  return inTransaction(pool, async (tx) => {
    const known = await lockShop(tx, domain);
    await tx.query(INSTALL, [
      ...[newId("shp"), domain, facts.shopifyId, facts.name, facts.email, facts.timezone],
      ...[facts.environment, clock.now()],
    ]);
    if (!known?.uninstalledAt) return known?.installedAt ? "same" : "first";
    await takeUpKept(tx, domain);
    // What changed in Shopify while the shop was gone is not told: watching begins anew.
    await tx.query("delete from reconciliation where shop_id = $1", [known.id]);
    await openLanes(tx, known.id);
    return "again";
  });
}

const INSTALL = `
  insert into shop (id, domain, shopify_id, name, email, timezone, environment, installed_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8)
  on conflict (domain) do update set shopify_id = excluded.shopify_id, name = excluded.name, email = excluded.email,
    timezone = excluded.timezone, environment = excluded.environment, uninstalled_at = null,
    installed_at = case when shop.uninstalled_at is null then coalesce(shop.installed_at, excluded.installed_at)
      else excluded.installed_at end`;

export interface Uninstalled {
  sessions: number;
  lanes: number;
}

/**
 * Stops everything of the shop, as of `at`, and forgets its tokens. undefined when its token is another one than
 * `sealedToken` (as `storedToken` gave it): the shop was connected anew meanwhile.
 */
export function markUninstalled(
  { pool }: Pick<Deps, "pool">,
  domain: string,
  sealedToken: string | undefined,
  at: Date,
): Promise<Uninstalled | undefined> {
  return inTransaction(pool, async (tx) => {
    const known = await lockShop(tx, domain);
    if ((await storedToken(tx, domain)) !== sealedToken) return undefined;
    await tx.query("update shop set uninstalled_at = $2, reconnect_since = null where domain = $1", [
      domain,
      at,
    ]);
    const sessions = await tx.query("delete from session where shop = $1", [domain]);
    const lanes = known ? await closeLanes(tx, known.id) : 0;
    return { sessions: sessions.rowCount ?? 0, lanes };
  });
}

/** The shop's access token, sealed: another text each time that one is stored. Nobody stores one until the end of `tx`. */
export async function storedToken(db: Pick<pg.Pool, "query">, domain: string): Promise<string | undefined> {
  const { rows } = await db.query<{ token: string }>(
    "select access_token as token from session where id = $1 for update",
    [offlineId(domain)],
  );
  return rows[0]?.token;
}

interface KnownShop {
  id: string;
  shopifyId: string | null;
  installedAt: Date | null;
  uninstalledAt: Date | null;
}

const KNOWN_SHOP = `
  select id, shopify_id as "shopifyId", installed_at as "installedAt", uninstalled_at as "uninstalledAt"
  from shop where domain = $1`;

async function lockShop(tx: Transaction, domain: string): Promise<KnownShop | undefined> {
  const { rows } = await tx.query<KnownShop>(`${KNOWN_SHOP} for no key update`, [domain]);
  return rows[0];
}

export async function findShop({ pool }: Pick<Deps, "pool">, domain: string): Promise<KnownShop | undefined> {
  const { rows } = await pool.query<KnownShop>(KNOWN_SHOP, [domain]);
  return rows[0];
}

/** Puts what came in while the shop was gone back into the inbox's queue. Shopify sends little by then. */
async function takeUpKept(tx: Transaction, domain: string): Promise<void> {
  const { rows } = await tx.query<PutBack>(
    `with kept as materialized (
       select id, reason from inbound_webhook w
       where shop_domain = $1 and status = 'unmapped' and reason = 'uninstalled'
         and exists (select from inbound_body b where b.id = w.id and b.day = w.day)
       order by id for update
     )
     update inbound_webhook w set status = 'pending', reason = null, processed_at = null from kept where w.id = kept.id
     returning w.id, kept.reason as was`,
    [domain],
  );
  await judgeKept(tx, rows);
  await tx.query(notifySql("inbound"));
}

/** Endpoints are locked before lanes, lanes in the order of their ids, as everywhere. */
async function openLanes(tx: Transaction, shopId: string): Promise<void> {
  const { rows } = await tx.query<{ id: string }>(
    `select id from endpoint where shop_id = $1 and status = 'enabled' and deleted_at is null order by id for share`,
    [shopId],
  );
  await tx.query(
    `with locked as materialized (
       select endpoint_id from lane where endpoint_id = any($1) order by endpoint_id for update
     )
     update lane set open = true, next_due_at = now() from locked where lane.endpoint_id = locked.endpoint_id`,
    [rows.map(({ id }) => id)],
  );
  await tx.query(notifySql("deliveries"));
}

/** Returns how many were open. */
async function closeLanes(tx: Transaction, shopId: string): Promise<number> {
  const { rowCount } = await tx.query(
    `with locked as materialized (
       select endpoint_id from lane
       where endpoint_id in (select id from endpoint where shop_id = $1) and open order by endpoint_id for update
     )
     update lane set open = false, next_due_at = 'infinity' from locked where lane.endpoint_id = locked.endpoint_id`,
    [shopId],
  );
  return rowCount ?? 0;
}
