// Reads what a webhook would have carried, some resources at a time.
import { Postponed } from "../ask/setbacks.ts";
import type { Talk } from "../ask/talk.ts";
import type { Found } from "./found.ts";
import { readOrders } from "./read-orders.ts";
import { readCustomers, readProducts } from "./read-others.ts";

interface Reader {
  /** so many at once stay below the 1,000 points that one query may cost, each at what the sandbox estimates */
  most: number;
  read(talk: Talk, ids: string[]): Promise<Found[]>;
}

const READERS: Record<"order" | "customer" | "product", Reader> = {
  order: { most: 4, read: readOrders }, // 178 points
  customer: { most: 100, read: readCustomers }, // 5
  product: { most: 5, read: readProducts }, // 53, and half is left for what Shopify may count otherwise
};

export interface Batch {
  found: Found[];
  unread: Unread[];
}

/** Shopify has it, and gives no answer about it. */
export interface Unread {
  /** gid */
  id: string;
  why: Postponed;
}

/** Batch by batch, in no particular order; what is gone meanwhile is left out. Throws Postponed or ScopeDenied. */
export async function* readFound(
  talk: Talk,
  resource: keyof typeof READERS,
  ids: string[],
): AsyncGenerator<Batch> {
  const { most, read } = READERS[resource];
  for (let start = 0; start < ids.length; start += most)
    yield readBatch((some) => read(talk, some), ids.slice(start, start + most));
}

/** One that Shopify fails on spoils the answer about all: each half is asked about, until it is alone. */
async function readBatch(read: (ids: string[]) => Promise<Found[]>, ids: string[]): Promise<Batch> {
  try {
    return { found: await read(ids), unread: [] };
  } catch (error) {
    const [id] = ids;
    if (!(error instanceof Postponed) || error.concerns !== "question" || id === undefined) throw error;
    if (ids.length === 1) return { found: [], unread: [{ id, why: error }] };
    const middle = Math.ceil(ids.length / 2);
    const first = await readBatch(read, ids.slice(0, middle));
    const second = await readBatch(read, ids.slice(middle));
    return { found: [...first.found, ...second.found], unread: [...first.unread, ...second.unread] };
  }
}
