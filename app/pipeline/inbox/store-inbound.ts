// Writes what came in. Requests that arrive while a write is under way share the next one: a commit costs the same for
// one row and for two hundred.
import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { isDataError } from "../../db/transaction.ts";
import { type InboundRow, insertInbound, keyOf, type Stored } from "./insert-inbound.ts";

export type { InboundRow } from "./insert-inbound.ts";

type StoreOutcome = Stored | "duplicate";

export interface Inbox {
  /** Resolves after the commit. Rejects when the row cannot be stored: Shopify has to send it again. */
  store(row: InboundRow): Promise<StoreOutcome>;
}

/** Shopify gives up after five seconds: it has to hear "not stored" before that. */
const DEADLINE_MS = 4_000;
const MAX_ROWS = 200;
/** Where that many came at once more will come: a moment's wait makes fewer and larger writes. */
const CROWD = 4;
const GATHER_MS = 3;
const MAX_CHARACTERS = 4 * 1024 * 1024;

interface Waiting {
  row: InboundRow;
  resolve(result: StoreOutcome): void;
  reject(error: unknown): void;
}

export function createInbox(pool: pg.Pool): Inbox {
  const queue: Waiting[] = [];
  let writing = false;

  async function writeAll(): Promise<void> {
    writing = true;
    while (queue.length > 0) {
      const batch = takeBatch(queue);
      await writeBatch(pool, batch);
      if (batch.length >= CROWD) await pause(GATHER_MS);
    }
    writing = false;
  }

  return {
    store(row) {
      const { promise, resolve, reject } = Promise.withResolvers<StoreOutcome>();
      const deadline = setTimeout(
        () => reject(new Error("the database did not answer in time")),
        DEADLINE_MS,
      );
      queue.push({ row, resolve, reject });
      if (!writing) void writeAll();
      return promise.finally(() => clearTimeout(deadline));
    },
  };
}

function takeBatch(queue: Waiting[]): Waiting[] {
  let characters = 0;
  let count = 0;
  for (const { row } of queue) {
    characters += row.body.length;
    if (count > 0 && (count === MAX_ROWS || characters > MAX_CHARACTERS)) break;
    count += 1;
  }
  return queue.splice(0, count);
}

/** A row that PostgreSQL refuses fails alone: the batch is repeated row by row. */
async function writeBatch(pool: pg.Pool, batch: Waiting[]): Promise<void> {
  const first = new Map<string, Waiting>();
  for (const waiting of batch) {
    const key = keyOf(waiting.row);
    if (!first.has(key)) first.set(key, waiting);
  }
  try {
    const rows = [...first.values()].map(({ row }) => row);
    const stored = await insertInbound(pool, rows, DEADLINE_MS);
    for (const waiting of batch) {
      const key = keyOf(waiting.row);
      const outcome = stored.get(key);
      // What was not written makes no other one of its key a duplicate.
      const isItsOwn = first.get(key) === waiting || outcome === "other_shop";
      waiting.resolve((isItsOwn && outcome) || "duplicate");
    }
  } catch (error) {
    if (batch.length > 1 && isDataError(error))
      for (const waiting of batch) await writeBatch(pool, [waiting]);
    else for (const waiting of batch) waiting.reject(error);
  }
}
