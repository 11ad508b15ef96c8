// Lists what changed at Shopify since a time, page by page: oldest change first, customers by their ids.
import { digitsOf } from "../ask/gid.ts";
import { Postponed } from "../ask/setbacks.ts";
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

/** Shopify pages through 25,000 objects and no further; before that the list begins anew at the place it has reached. */
const MOST_ITEMS = 20_000;

export interface Listing<Item extends Changed> {
  list: List<Item>;
  /** how many on a page: an object costs a point, and a shop has 2,000 */
  first: number;
  /**
   * By which Shopify sorts them. Where it matches the time of a change by whole days a list cannot go on at a time: on a
   * busy day it would come no further.
   */
  by: "created_at" | "updated_at" | "id";
}

/** A page. */
export interface Listed<Item> {
  items: Item[];
  /** where a list goes on that ends here: a time (RFC 3339) or the digits of an id; null: where it began */
  place: string | null;
}

/**
 * Everything since then, from `place` on: at least, and some of it twice. Throws Postponed, also when it cannot be
 * listed, or ScopeDenied.
 */
export async function* listSince<Item extends Changed>(
  talk: Talk,
  { list, first, by }: Listing<Item>,
  since: Date,
  place: string | null,
): AsyncGenerator<Listed<Item>> {
  for (let from = place; ; ) {
    let [reached, after]: [string | null, string | null] = [from, null];
    for (let listed = 0; listed < MOST_ITEMS; listed += first) {
      const page: Page<Item> = await list(talk, { query: searchFor(by, since, from), first, after });
      const last = page.items.at(-1);
      reached = last ? placeOf(by, last) : reached;
      yield { items: page.items, place: reached };
      if (page.after === null) return;
      after = page.after;
    }
    if (reached === from) throw new Postponed(TOO_MANY, { concerns: "question" });
    from = reached;
  }
}

const TOO_MANY = `More than ${MOST_ITEMS.toLocaleString("en")} changed at one moment, and Shopify lists no more.`;

function searchFor(by: Listing<Changed>["by"], since: Date, from: string | null): string {
  if (by !== "id") return `${by}:>='${from ?? since.toISOString()}'`;
  return `updated_at:>='${since.toISOString()}'${from === null ? "" : ` AND id:>=${from}`}`;
}

function placeOf(by: Listing<Changed>["by"], { id, createdAt, updatedAt }: Changed): string {
  if (by === "id") return digitsOf(id) ?? "";
  return new Date(by === "created_at" ? createdAt : updatedAt).toISOString();
}
