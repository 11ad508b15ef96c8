// Goes through what changed of one kind of resource, and yields what no webhook told, a little at a time.
import type pg from "pg";
import type { Talk } from "../shopify/ask/talk.ts";
import {
  type Changed,
  listCustomers,
  listOrders,
  listProducts,
  listSince,
} from "../shopify/reconcile/list-changed.ts";
import { listAttempts, listContracts } from "../shopify/reconcile/list-contracts.ts";
import { compareContent } from "./compare-content.ts";
import { compareAttempts, compareContracts } from "./compare-contracts.ts";
import type { Missed } from "./put-into-inbox.ts";
import type { Run } from "./runs.ts";
import type { Search } from "./window.ts";

/** What was compared since the last time. */
export interface Compared {
  missed: Missed[];
  /** how many that changed */
  looked: number;
  /** a run that is interrupted goes on here, RFC 3339; null: where it was */
  position: string | null;
}

/** An attempt may end long after it was made, by which Shopify lists it: a bank asks, and the customer answers later. */
const ATTEMPT_MS = 24 * 60 * 60_000;

const PAGE = 250;
/** Contracts and attempts bring other objects with them. */
const SMALL_PAGE = 100;

/** Throws Postponed or ScopeDenied. */
export function comparePages(
  pool: pg.Pool,
  talk: Talk,
  { resource, position }: Run,
  search: Search,
): AsyncGenerator<Compared> {
  const since = new Date(position ?? search.since);
  const changed = { first: PAGE, by: "updated_at" } as const;
  const content = (name: "order" | "customer" | "product") => (page: Changed[]) =>
    compareContent(pool, talk, name, search, page);
  switch (resource) {
    case "order":
      return compare(listSince(talk, { ...changed, list: listOrders }, since), search, content(resource));
    case "customer":
      return compare(listSince(talk, { ...changed, list: listCustomers }, since), search, content(resource));
    case "product":
      return compare(listSince(talk, { ...changed, list: listProducts }, since), search, content(resource));
    case "contract": {
      const listing = { ...changed, first: SMALL_PAGE, list: listContracts };
      return compare(listSince(talk, listing, since), search, (page) =>
        once(compareContracts(pool, search, page)),
      );
    }
    case "billing_attempt": {
      const from = new Date(search.since - ATTEMPT_MS);
      const listing = { first: SMALL_PAGE, by: "created_at", list: listAttempts } as const;
      return compare(listSince(talk, listing, from), search, (page) =>
        once(compareAttempts(pool, search, page)),
      );
    }
  }
}

async function* once<T>(value: Promise<T>): AsyncGenerator<T> {
  yield await value;
}

async function* compare<Item extends Changed>(
  pages: AsyncGenerator<Item[]>,
  search: Search,
  find: (page: Item[]) => AsyncGenerator<Missed[]>,
): AsyncGenerator<Compared> {
  for await (const page of pages) {
    const changed = page.filter(({ updatedAt }) => updatedAt >= search.since);
    for await (const missed of find(changed)) yield { missed, looked: 0, position: null };
    const last = changed.at(-1);
    yield {
      missed: [],
      looked: changed.length,
      position: last ? new Date(last.updatedAt).toISOString() : null,
    };
  }
}
