import type { Deps } from "../../config/deps.ts";
import { inTransaction, isDataError, type Transaction } from "../../db/transaction.ts";
import type { Published } from "../events/publish-events.ts";
import { announceDeliveries } from "../events/write-events.ts";
import { type MappedBatch, observeMapped } from "../observe.ts";

export type Needs = Pick<Deps, "pool" | "log" | "clock" | "metrics" | "tracing">;

/** What became of a batch: events, and what is to be said of each row. */
export interface Processed {
  published: Published;
  verdicts: MappedBatch["rows"];
}

/** A queue in the database: how its rows are taken, processed, and put aside when they cannot be. */
export interface Queue<Row> {
  claim(tx: Transaction, limit: number): Promise<Row[]>;
  process(tx: Transaction, rows: Row[]): Promise<Processed>;
  /** one row whose data PostgreSQL or JavaScript refuses */
  giveUp(row: Row, reason: string): Promise<void>;
}

/**
 * Claims up to `limit` rows and processes them in one transaction; returns how many there were. A batch that fails
 * with a data error is repeated row by row, so that a poisonous row upsets only itself.
 */
export async function processBatch<Row>(deps: Needs, queue: Queue<Row>, limit: number): Promise<number> {
  let claimed: Row[] = [];
  try {
    const startedAt = deps.clock.now();
    const processed = await inTransaction(deps.pool, async (tx) => {
      claimed = await queue.claim(tx, limit);
      if (claimed.length === 0) return undefined;
      const written = await queue.process(tx, claimed);
      await announceDeliveries(tx, written.published.deliveries);
      return written;
    });
    if (processed) report(deps, processed, startedAt);
    return claimed.length;
  } catch (error) {
    if (!isDataError(error)) throw error;
    if (limit > 1) return processOneByOne(deps, queue, claimed.length);
    const reason = (error as Error).message.slice(0, 500);
    for (const row of claimed) await queue.giveUp(row, reason);
    deps.metrics.mapped("failed", claimed.length);
    return claimed.length;
  }
}

async function processOneByOne<Row>(deps: Needs, queue: Queue<Row>, limit: number): Promise<number> {
  let count = 0;
  while (count < limit && (await processBatch(deps, queue, 1)) > 0) count += 1;
  return count;
}

function report(deps: Needs, { published, verdicts }: Processed, startedAt: Date): void {
  observeMapped(deps, { rows: verdicts, published, startedAt, endedAt: deps.clock.now() });
  const eventsOf = Map.groupBy(published.events, ({ inboundId }) => inboundId);
  for (const { id, shopDomain: shop, topic, status } of verdicts) {
    const events = eventsOf.get(id)?.length ?? 0;
    deps.log.info({ inbound_id: id, shop, topic, status, events }, "inbox.mapped");
  }
  const deliveriesOf = Map.groupBy(published.deliveries, ({ eventId }) => eventId);
  for (const { id, topic, shopId, inboundId } of published.events) {
    const deliveries = deliveriesOf.get(id)?.length ?? 0;
    deps.log.info(
      { event_id: id, topic, shop_id: shopId, inbound_id: inboundId, deliveries },
      "event.published",
    );
  }
}
