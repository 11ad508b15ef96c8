// Lists what changed at Shopify since a time, oldest change first, page by page.
import type { Talk } from "../ask/talk.ts";
import {
  ChangedCustomersDocument,
  ChangedOrdersDocument,
  ChangedProductsDocument,
} from "../generated/operations.ts";
import { inSeconds, toPage } from "./page.ts";
import { PAID } from "./read-orders.ts";

/** Times in milliseconds. */
export interface Changed {
  /** gid */
  id: string;
  createdAt: number;
  updatedAt: number;
  /** of an order */
  cancelledAt?: number | null;
  isPaid?: boolean;
  isFulfilled?: boolean;
}

export interface Page<Item> {
  items: Item[];
  /** null: there is no more */
  after: string | null;
}

export interface Request {
  query: string;
  first: number;
  after: string | null;
}

export type List<Item extends Changed> = (talk: Talk, request: Request) => Promise<Page<Item>>;

export async function listOrders(talk: Talk, request: Request): Promise<Page<Changed>> {
  const { orders } = await talk.send(ChangedOrdersDocument, request);
  return toPage(orders, (order) => ({
    ...toChanged(order),
    cancelledAt: order.cancelledAt === null ? null : inSeconds(order.cancelledAt),
    isPaid: PAID.includes(order.displayFinancialStatus ?? ""),
    isFulfilled: order.displayFulfillmentStatus === "FULFILLED",
  }));
}

export const listCustomers: List<Changed> = async (talk, request) =>
  toPage((await talk.send(ChangedCustomersDocument, request)).customers, toChanged);

export const listProducts: List<Changed> = async (talk, request) =>
  toPage((await talk.send(ChangedProductsDocument, request)).products, toChanged);

const toChanged = ({ id, createdAt, updatedAt }: { id: string; createdAt: string; updatedAt: string }) => ({
  id,
  createdAt: inSeconds(createdAt),
  updatedAt: inSeconds(updatedAt),
});

/** Shopify pages through 25,000 objects and no further; before that the list begins anew at the time it has reached. */
const MOST_ITEMS = 20_000;

interface Listing<Item extends Changed> {
  list: List<Item>;
  /** how many on a page: an object costs a point, and a shop has 2,000 */
  first: number;
  /** the time by which Shopify lists them */
  by: "created_at" | "updated_at";
}

/**
 * Everything since then: at least, and some of it twice, for Shopify matches the time of customers by whole days. Throws
 * Postponed or ScopeDenied.
 */
export async function* listSince<Item extends Changed>(
  talk: Talk,
  { list, first, by }: Listing<Item>,
  since: Date,
): AsyncGenerator<Item[]> {
  const timeOf = ({ createdAt, updatedAt }: Item) => (by === "created_at" ? createdAt : updatedAt);
  for (let from = since.getTime(); ; ) {
    let [reached, after]: [number, string | null] = [from, null];
    for (let listed = 0; listed < MOST_ITEMS; listed += first) {
      const request = { query: `${by}:>='${new Date(from).toISOString()}'`, first, after };
      const page: Page<Item> = await list(talk, request);
      yield page.items;
      if (page.after === null) return;
      after = page.after;
      reached = Math.max(reached, ...page.items.map(timeOf).slice(-1));
    }
    if (reached <= from) return; // so many at one moment: nobody could page through them
    from = reached;
  }
}
