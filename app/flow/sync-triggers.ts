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

/** Flow waits five seconds for all of it; the rest is done by finish-discards.ts. */
const DISCARD_BUDGET_MS = 2_000;

/**
 * Brings a shop's triggers in line with what Flow said of them last; does nothing for a shop that has not installed the
 * app. `turnedOn`: a definition that a workflow has just begun to use; its trigger is tried again even if it was
 * disabled for failing. One at a time per shop.
 */
export async function syncTriggers({ pool }: Needs, shopDomain: string, turnedOn?: string): Promise<void> {
  await discardLeft(pool, shopDomain); // what waited when a trigger was closed must not go out when it is opened
  const closes = await inTransaction(pool, async (tx) => {
    const shopId = await lockShop(tx, shopDomain);
    if (shopId === undefined) return false;
    const used = usedTriggers(await enabledDefinitions(tx, shopDomain));
    const known = await lockDestinations(tx, shopId);
    const retried = new Set(turnedOn === undefined ? [] : triggersOfDefinition(turnedOn));
    await makeMissing(tx, shopId, used, known);
    await open(
      tx,
      known.filter(({ handle }) => used.has(handle)),
      retried,
    );
    const unused = known.filter(({ handle }) => !used.has(handle));
    await close(tx, unused);
    return unused.some(({ status }) => status !== "disabled");
  });
  if (closes) await discardLeft(pool, shopDomain);
}

/** Ends what waits for the shop's closed triggers. */
async function discardLeft(pool: Deps["pool"], shopDomain: string): Promise<void> {
  const { rows } = await pool.query<{ id: string }>(
    `select e.id from endpoint e join shop s on s.id = e.shop_id
     where s.domain = $1 and e.flow_trigger is not null and e.status = 'disabled'
       and exists (select from delivery d where d.endpoint_id = e.id and d.due_at is not null)`,
    [shopDomain],
  );
  const until = performance.now() + DISCARD_BUDGET_MS;
  for (const { id } of rows) await discardWaiting(pool, id, until - performance.now());
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

/** With their lanes, each in the order of their ids, as everybody locks them. */
async function lockDestinations(tx: Transaction, shopId: string): Promise<Destination[]> {
  const { rows } = await tx.query<Destination>(
    `select id, flow_trigger as handle, status, disabled_reason as "disabledReason" from endpoint
     where shop_id = $1 and flow_trigger is not null order by id for no key update`,
    [shopId],
  );
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0)
    await tx.query("select from lane where endpoint_id = any($1) order by endpoint_id for update", [ids]);
  return rows;
}

async function makeMissing(tx: Transaction, shopId: string, used: Set<string>, known: Destination[]) {
  const made = new Set(known.map(({ handle }) => handle));
  for (const handle of used) {
    if (made.has(handle)) continue;
    const id = newId("ep");
    await tx.query(
      "insert into endpoint (id, shop_id, url, description, flow_trigger) values ($1, $2, $3, $4, $5)",
      [id, shopId, `flow:${handle}`, `Shopify Flow: ${flowTrigger(handle)?.name}`, handle],
    );
    await tx.query("insert into lane (endpoint_id, shop_id) values ($1, $2)", [id, shopId]);
  }
}

/** `retried`: handles. One that stopped for failing is opened only if it is one of them. */
async function open(tx: Transaction, used: Destination[], retried: Set<string>): Promise<void> {
  for (const { id, handle, status, disabledReason } of used)
    if (status === "disabled" && (disabledReason === "merchant" || retried.has(handle)))
      await changeStatus(tx, id, { status: "enabled" });
}

/** Also one that had stopped for failing: that no workflow uses it is what is to be said of it now. */
async function close(tx: Transaction, unused: Destination[]): Promise<void> {
  for (const { id, status, disabledReason } of unused) {
    if (status !== "disabled") await changeStatus(tx, id, { status: "disabled", reason: "merchant" });
    else if (disabledReason !== "merchant") await tx.query(UNUSED, [id]);
  }
}

const UNUSED = "update endpoint set disabled_reason = 'merchant', status_since = now() where id = $1";

/** Every shop that uses a trigger or has one that is not closed: what a crash or a late installation left undone. */
export async function syncAllTriggers(deps: Pick<Deps, "pool" | "log">): Promise<void> {
  const { rows } = await deps.pool.query<{ domain: string }>(
    `select shop_domain as domain from flow_usage where enabled
     union
     select s.domain from endpoint e join shop s on s.id = e.shop_id
     where e.flow_trigger is not null and (e.status <> 'disabled' or e.disabled_reason <> 'merchant')`,
  );
  for (const { domain } of rows)
    await syncTriggers(deps, domain).catch((error: Error) =>
      deps.log.error({ shop: domain, error: error.message }, "flow.sync_failed"),
    );
}
