// Reads what a webhook would have carried, some resources at a time.
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

/** Batch by batch, in no particular order; what is gone meanwhile is left out. Throws Postponed or ScopeDenied. */
export async function* readFound(
  talk: Talk,
  resource: keyof typeof READERS,
  ids: string[],
): AsyncGenerator<Found[]> {
  const { most, read } = READERS[resource];
  for (let start = 0; start < ids.length; start += most) yield read(talk, ids.slice(start, start + most));
}
