import type { Deps } from "../../config/deps.ts";
import { inTransaction, isDataError, type Transaction } from "../../db/transaction.ts";
import type { Published } from "../events/publish-events.ts";
import { announceDeliveries } from "../events/write-events.ts";

/** A queue in the database: how its rows are taken, processed, and put aside when they cannot be. */
export interface Queue<Row> {
  claim(tx: Transaction, limit: number): Promise<Row[]>;
  process(tx: Transaction, rows: Row[]): Promise<Published>;
  /** one row whose data PostgreSQL or JavaScript refuses */
  giveUp(row: Row, reason: string): Promise<void>;
}

/**
 * Claims up to `limit` rows and processes them in one transaction; returns how many there were. A batch that fails
 * with a data error is repeated row by row, so that a poisonous row upsets only itself.
 */
export async function processBatch<Row>(
  deps: Pick<Deps, "pool" | "log">,
  queue: Queue<Row>,
  limit: number,
): Promise<number> {
  let claimed: Row[] = [];
  try {
    const published = await inTransaction(deps.pool, async (tx) => {
      claimed = await queue.claim(tx, limit);
      if (claimed.length === 0) return undefined;
      const written = await queue.process(tx, claimed);
      await announceDeliveries(tx, written.deliveries);
      return written;
    });
    if (published) logPublished(deps, published);
    return claimed.length;
  } catch (error) {
    if (!isDataError(error)) throw error;
    if (limit > 1) return processOneByOne(deps, queue, claimed.length);
    const reason = (error as Error).message.slice(0, 500);
    for (const row of claimed) await queue.giveUp(row, reason);
    return claimed.length;
  }
}

async function processOneByOne<Row>(
  deps: Pick<Deps, "pool" | "log">,
  queue: Queue<Row>,
  limit: number,
): Promise<number> {
  let count = 0;
  while (count < limit && (await processBatch(deps, queue, 1)) > 0) count += 1;
  return count;
}

function logPublished({ log }: Pick<Deps, "log">, published: Published): void {
  for (const { id, topic, shopId, inboundId } of published.events) {
    const deliveries = published.deliveries.filter(({ eventId }) => eventId === id).length;
    log.info({ event_id: id, topic, shop_id: shopId, inbound_id: inboundId, deliveries }, "event.published");
  }
}
