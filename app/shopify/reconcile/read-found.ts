// Reads what a webhook would have carried, some resources at a time.
import type { Payload } from "../../topics/parse-payload.ts";
import type { Talk } from "../ask/talk.ts";
import { readOrders } from "./read-orders.ts";
import { readCustomers, readProducts } from "./read-others.ts";

/** The resource as a webhook shows it, as far as the Admin API tells it. */
export interface Found {
  /** gid */
  id: string;
  payload: Payload;
  /** of an order: when the payment that paid for it was made; null while it is not paid */
  paidAt?: string | null;
  /** of an order: when the last goods went out */
  fulfilledAt?: string | null;
}

interface Reader {
  /** so many at once stay well below the most that one query may cost */
  most: number;
  read(talk: Talk, ids: string[]): Promise<Found[]>;
}

const READERS: Record<"order" | "customer" | "product", Reader> = {
  order: { most: 4, read: readOrders },
  customer: { most: 50, read: readCustomers },
  product: { most: 4, read: readProducts },
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
