// In: pending rows of the inbox. Out: their events and deliveries, the resources' new state and the rows' verdict, in
// one transaction. A crash before its commit leaves the rows pending; the next round takes them again.
import type { Deps } from "../../config/deps.ts";
import { inTransaction, isDataError, type Transaction } from "../../db/transaction.ts";
import { lockResources, type Resources, resourceKey, saveResources } from "../events/lock-resources.ts";
import { type Published, publishEvents, type ShopDraft } from "../events/publish-events.ts";
import { MAPPERS } from "../mapping/mappers.ts";
import { type ClaimedRow, claimInbound, markInbound, type Verdict } from "./inbound-rows.ts";
import { type ReadRow, readRow } from "./read-row.ts";

type Needs = Pick<Deps, "pool" | "log">;

/** Processes up to `limit` rows, oldest first; returns how many there were. */
export async function processInbound(deps: Needs, limit = 100): Promise<number> {
  let claimed: ClaimedRow[] = [];
  try {
    const published = await inTransaction(deps.pool, async (tx) => {
      claimed = await claimInbound(tx, limit);
      return claimed.length > 0 ? processRows(tx, claimed) : undefined;
    });
    if (published) logPublished(deps, published);
    return claimed.length;
  } catch (error) {
    if (!isDataError(error)) throw error;
    if (limit > 1) return processOneByOne(deps, claimed.length);
    await giveUp(deps, claimed, error as Error);
    return claimed.length;
  }
}

/** One row's data upset the whole batch; alone it upsets only itself. */
async function processOneByOne(deps: Needs, limit: number): Promise<number> {
  let count = 0;
  while (count < limit && (await processInbound(deps, 1)) > 0) count += 1;
  return count;
}

async function giveUp(deps: Needs, rows: ClaimedRow[], error: Error): Promise<void> {
  const reason = error.message.slice(0, 500);
  await markInbound(
    deps.pool,
    rows.map((row) => ({ row, status: "failed", reason })),
  );
  deps.log.error({ inbound_id: rows[0]?.id, error: reason }, "inbox.failed");
}

async function processRows(tx: Transaction, rows: ClaimedRow[]): Promise<Published> {
  const read = rows.map(readRow);
  const mappable = read.filter((item) => item.kind === "mappable");
  const resources = await lockResources(
    tx,
    mappable.map(({ row, resource }) => ({ shopId: row.shopId, resource })),
  );

  const drafts: ShopDraft[] = [];
  const verdicts: Verdict[] = read.map((item) => {
    if (item.kind !== "mappable") return { row: item.row, status: item.kind, reason: item.reason };
    return mapRow(item, resources, drafts);
  });
  const published = await publishEvents(tx, drafts, resources);
  await saveResources(tx, resources);
  const kept = new Set(published.events.map(({ inboundId }) => inboundId));
  await markInbound(tx, verdicts, (row) => !kept.has(row.id));
  return published;
}

function logPublished({ log }: Needs, published: Published): void {
  for (const { id, topic, shopId, inboundId } of published.events) {
    const deliveries = published.deliveries.filter(({ eventId }) => eventId === id).length;
    log.info({ event_id: id, topic, shop_id: shopId, inbound_id: inboundId, deliveries }, "event.published");
  }
}

/** Adds the row's drafts and moves its resource on. A mapper that throws has met a payload nobody thought of. */
function mapRow(
  item: Extract<ReadRow, { kind: "mappable" }>,
  resources: Resources,
  drafts: ShopDraft[],
): Verdict {
  const { row, resource, payload, customer } = item;
  const known = resources.get(resourceKey({ shopId: row.shopId, resource }));
  const mapper = MAPPERS.get(row.topic);
  if (!known || !mapper) throw new Error("a mappable row has a mapper and a locked resource");
  try {
    const input = { topic: row.topic, payload, triggeredAt: row.triggeredAt, resource, state: known.state };
    const output = mapper.map(input);
    known.state = output.state;
    known.customer = customer ?? known.customer;
    const environment = row.environment;
    for (const draft of output.drafts) {
      drafts.push({
        ...draft,
        ...(environment === "test" && { environment }),
        shopId: row.shopId,
        shopDomain: row.shopDomain,
        inboundId: row.id,
      });
    }
    return { row, status: "mapped", reason: null, customer };
  } catch (error) {
    return { row, status: "failed", reason: (error as Error).message.slice(0, 500), customer };
  }
}
