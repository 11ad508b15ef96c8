// In: resources that the mapping wanted to look at again, when their time has come. Out: what their settlers make of
// them, in one transaction. A crash before the commit leaves them due.
import type { Deps } from "../../config/deps.ts";
import type { Transaction } from "../../db/transaction.ts";
import { collect, emptyCollection, type Origin, writeCollection } from "../events/collect.ts";
import { lockResources, type ResourceKey, type ResourceRow } from "../events/lock-resources.ts";
import { SETTLERS } from "../mapping/settlers.ts";
import { storeFollowUps, wantedFollowUps } from "./follow-ups.ts";
import { type Needs, type Processed, processBatch } from "./process-batch.ts";
import { loadShopContext, type ShopContext } from "./shop-context.ts";

/** A settler that fails is tried again, and meanwhile keeps nobody busy; so is one whose shop is gone for now. */
const RETRY_MS = 60 * 60_000;

interface DueResource extends ResourceKey {
  shopDomain: string;
  environment: string;
}

/** Settles up to `limit` resources, the longest due first; returns how many there were. */
export function settleDue(deps: Needs, limit = 100): Promise<number> {
  const now = deps.clock.now();
  const queue = {
    claim: (tx: Transaction, most: number) => claimDue(tx, now, most),
    process: (tx: Transaction, rows: DueResource[]) => settle(deps, tx, rows, now),
    async giveUp({ shopId, resource }: DueResource, reason: string) {
      await deps.pool.query("update snapshot set due_at = $3 where shop_id = $1 and resource = $2", [
        shopId,
        resource,
        new Date(now.getTime() + RETRY_MS),
      ]);
      deps.log.error({ shop_id: shopId, resource, error: reason }, "settle.failed");
    },
  };
  return processBatch(deps, queue, limit);
}

/** Milliseconds until a resource is to be looked at; Infinity when none is. */
export async function nextSettlementIn({ pool, clock }: Pick<Deps, "pool" | "clock">): Promise<number> {
  const { rows } = await pool.query<{ due_at: Date }>({
    name: "next-settlement",
    text: "select due_at from snapshot where due_at is not null order by due_at limit 1",
  });
  return rows[0] ? rows[0].due_at.getTime() - clock.now().getTime() : Number.POSITIVE_INFINITY;
}

/** Those of a shop that has uninstalled the app are looked at again later: it may come back. */
async function claimDue(tx: Transaction, now: Date, limit: number): Promise<DueResource[]> {
  const { rows } = await tx.query<DueResource>({
    name: "claim-due",
    text: `with due as (
        select shop_id, resource from snapshot where due_at <= $1 order by due_at limit $2 for update skip locked
      ), asleep as (
        update snapshot n set due_at = $3 from due d join shop s on s.id = d.shop_id
        where n.shop_id = d.shop_id and n.resource = d.resource and s.uninstalled_at is not null
      )
      select d.shop_id as "shopId", d.resource, s.domain as "shopDomain", s.environment
      from due d join shop s on s.id = d.shop_id where s.uninstalled_at is null`,
    values: [now, limit, new Date(now.getTime() + RETRY_MS)],
  });
  return rows;
}

async function settle({ log }: Needs, tx: Transaction, rows: DueResource[], now: Date): Promise<Processed> {
  const resources = await lockResources(tx, rows);
  const shops = new Map(rows.map((row) => [row.shopId, row]));
  const context = await loadShopContext(tx, [...shops.keys()], now);
  const collection = emptyCollection(resources);
  for (const known of [...resources.values()]) {
    const shop = shops.get(known.shopId);
    for (const part of shop ? partsToSettle(known, now) : []) {
      try {
        const output = runSettler(known, part, context);
        collect(collection, { ...shop, inboundId: null, body: null } as Origin, known, part, output);
      } catch (error) {
        const dueAt = new Date(now.getTime() + RETRY_MS).toISOString();
        known.parts[part] = { state: null, ...known.parts[part], dueAt };
        log.error({ resource: known.resource, part, error: (error as Error).message }, "settle.failed");
      }
    }
  }
  const published = await writeCollection(tx, collection, context.listeners);
  await storeFollowUps(tx, wantedFollowUps(collection.followUps, context), now);
  return { published, verdicts: [] };
}

/** The parts whose time has come; all that wait for one when the resource was woken before, e.g. by a new rule. */
function partsToSettle({ parts }: ResourceRow, now: Date): string[] {
  const waiting = Object.entries(parts).flatMap(([part, { dueAt }]) => (dueAt ? [{ part, dueAt }] : []));
  const due = waiting.filter(({ dueAt }) => new Date(dueAt) <= now);
  return (due.length > 0 ? due : waiting).map(({ part }) => part);
}

function runSettler({ shopId, resource, parts, customer }: ResourceRow, part: string, context: ShopContext) {
  const settler = SETTLERS.get(part);
  if (!settler) throw new Error(`nobody settles ${part}`);
  const state = parts[part]?.state ?? null;
  return settler({ resource, state, owner: customer, rules: context.rulesOf(shopId), now: context.now });
}
