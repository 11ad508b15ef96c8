// Lists what changed at Shopify since a time, oldest change first, page by page.

import type { Talk } from "../ask/talk.ts";
import {
  ChangedCustomersDocument,
  ChangedOrdersDocument,
  ChangedProductsDocument,
} from "../generated/operations.ts";
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

interface Page {
  items: Changed[];
  /** null: there is no more */
  after: string | null;
}

interface Request {
  query: string;
  first: number;
  after: string | null;
}

/** An object costs a point: a page is an eighth of an ordinary shop's bucket. */
const PAGE = 250;
/** Shopify pages through 25,000 objects and no further; before that the list begins anew at the time it has reached. */
const MOST_PAGES = 80;

type List = (talk: Talk, request: Request) => Promise<Page>;

const LISTS: Record<"order" | "customer" | "product", List> = {
  async order(talk, request) {
    const { orders } = await talk.send(ChangedOrdersDocument, request);
    return toPage(orders, (order) => ({
      ...toChanged(order),
      cancelledAt: order.cancelledAt === null ? null : Date.parse(order.cancelledAt),
      isPaid: PAID.includes(order.displayFinancialStatus ?? ""),
      isFulfilled: order.displayFulfillmentStatus === "FULFILLED",
    }));
  },
  customer: async (talk, request) =>
    toPage((await talk.send(ChangedCustomersDocument, request)).customers, toChanged),
  product: async (talk, request) =>
    toPage((await talk.send(ChangedProductsDocument, request)).products, toChanged),
};

/**
 * Everything that changed since then: at least, and some of it twice, for Shopify matches the time of customers by whole
 * days. Throws Postponed or ScopeDenied.
 */
export async function* listChanged(
  talk: Talk,
  resource: keyof typeof LISTS,
  since: Date,
): AsyncGenerator<Changed[]> {
  let from = since.getTime();
  for (;;) {
    let reached = from;
    let after: string | null = null;
    for (let pages = 0; pages < MOST_PAGES; pages++) {
      const request = { query: `updated_at:>='${new Date(from).toISOString()}'`, first: PAGE, after };
      const page: Page = await LISTS[resource](talk, request);
      yield page.items;
      if (page.after === null) return;
      ({ after } = page);
      reached = page.items.at(-1)?.updatedAt ?? reached;
    }
    if (reached <= from) return; // so many at one moment: nobody could page through them
    from = reached;
  }
}

interface Listed<T> {
  nodes: T[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

const toPage = <T>({ nodes, pageInfo }: Listed<T>, read: (node: T) => Changed): Page => ({
  items: nodes.map(read),
  after: pageInfo.hasNextPage ? pageInfo.endCursor : null,
});

const toChanged = ({ id, createdAt, updatedAt }: { id: string; createdAt: string; updatedAt: string }) => ({
  id,
  createdAt: inSeconds(createdAt),
  updatedAt: inSeconds(updatedAt),
});

/** Webhooks know whole seconds. */
const inSeconds = (time: string): number => Math.floor(Date.parse(time) / 1_000) * 1_000;
