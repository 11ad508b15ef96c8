// A trigger that a shop uses is a destination like its endpoints: here its row is made, opened and closed.
import type { Deps } from "../config/deps.ts";
import { newId } from "../db/ids.ts";
import { inTransaction, type Transaction } from "../db/transaction.ts";
import { changeStatus, discardWaiting } from "../endpoints/change-status.ts";
import { flowTrigger } from "../topics/flow/triggers.ts";
import { triggersOfDefinition, usedTriggers } from "./used-triggers.ts";

type Needs = Pick<Deps, "pool">;

interface Destination {
  id: string;
  handle: string;
  status: "enabled" | "paused" | "disabled";
  disabledReason: "merchant" | "failing" | "gone" | null;
}

const DISCARD_BUDGET_MS = 2_000;

/**
 * Brings a shop's triggers in line with what Flow said of them last; does nothing for a shop that has not installed the
 * app. `turnedOn`: a definition that a workflow has just begun to use; its trigger is tried again even if it was
 * disabled for failing. One at a time per shop.
 */
export async function syncTriggers({ pool }: Needs, shopDomain: string, turnedOn?: string): Promise<void> {
  const closed = await inTransaction(pool, async (tx) => {
    const shopId = await lockShop(tx, shopDomain);
    if (shopId === undefined) return [];
    const used = usedTriggers(await enabledDefinitions(tx, shopDomain));
    const known = await destinationsOf(tx, shopId);
    await open(
      tx,
      shopId,
      used,
      known,
      new Set(turnedOn === undefined ? [] : triggersOfDefinition(turnedOn)),
    );
    return close(
      tx,
      known.filter(({ handle }) => !used.has(handle)),
    );
  });
  for (const id of closed) await discardWaiting(pool, id, DISCARD_BUDGET_MS); // the rest: finish-discards.ts
}

async function lockShop(tx: Transaction, domain: string): Promise<string | undefined> {
  const { rows } = await tx.query<{ id: string }>(
    "select id from shop where domain = $1 and uninstalled_at is null for no key update",
    [domain],
  );
  return rows[0]?.id;
}

async function enabledDefinitions(tx: Transaction, shopDomain: string): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    "select definition_id as id from flow_usage where shop_domain = $1 and enabled",
    [shopDomain],
  );
  return rows.map(({ id }) => id);
}

async function destinationsOf(tx: Transaction, shopId: string): Promise<Destination[]> {
  const { rows } = await tx.query<Destination>(
    `select id, flow_trigger as handle, status, disabled_reason as "disabledReason" from endpoint
     where shop_id = $1 and flow_trigger is not null order by id for no key update`,
    [shopId],
  );
  return rows;
}

async function open(
  tx: Transaction,
  shopId: string,
  used: Set<string>,
  known: Destination[],
  turnedOn: Set<string>,
): Promise<void> {
  const rows = new Map(known.map((destination) => [destination.handle, destination]));
  for (const handle of used) {
    const row = rows.get(handle);
    if (!row) await make(tx, shopId, handle);
    else if (row.status === "disabled" && (row.disabledReason === "merchant" || turnedOn.has(handle)))
      await changeStatus(tx, row.id, { status: "enabled" });
  }
}

async function make(tx: Transaction, shopId: string, handle: string): Promise<void> {
  const id = newId("ep");
  await tx.query(
    `insert into endpoint (id, shop_id, url, description, flow_trigger) values ($1, $2, $3, $4, $5)`,
    [id, shopId, `flow:${handle}`, `Shopify Flow: ${flowTrigger(handle)?.name}`, handle],
  );
  await tx.query("insert into lane (endpoint_id, shop_id) values ($1, $2)", [id, shopId]);
}

/**
 * Also one that had stopped for failing: that no workflow uses it is what is to be said of it now. Returns the ids of those
 * that are now closed, whose waiting deliveries are to be discarded.
 */
async function close(tx: Transaction, unused: Destination[]): Promise<string[]> {
  const closed: string[] = [];
  for (const { id, status, disabledReason } of unused) {
    if (status === "disabled") {
      if (disabledReason !== "merchant") await tx.query(UNUSED, [id]);
      continue;
    }
    await changeStatus(tx, id, { status: "disabled", reason: "merchant" });
    closed.push(id);
  }
  return closed;
}

const UNUSED = "update endpoint set disabled_reason = 'merchant', status_since = now() where id = $1";

/** Every shop that uses a trigger or has one open: what a crash or a late installation left undone. */
export async function syncAllTriggers(deps: Pick<Deps, "pool" | "log">): Promise<void> {
  const { rows } = await deps.pool.query<{ domain: string }>(
    `select shop_domain as domain from flow_usage where enabled
     union
     select s.domain from endpoint e join shop s on s.id = e.shop_id
     where e.flow_trigger is not null and e.status <> 'disabled'`,
  );
  for (const { domain } of rows) await syncTriggers(deps, domain);
}
