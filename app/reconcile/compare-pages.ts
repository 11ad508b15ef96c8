// Goes through what changed of one kind of resource, and yields what no webhook told, a little at a time.
import type pg from "pg";
import type { Talk } from "../shopify/ask/talk.ts";
import {
  type Changed,
  type Listed,
  type Listing,
  listCustomers,
  listOrders,
  listProducts,
  listSince,
} from "../shopify/reconcile/list-changed.ts";
import { listAttempts, listContracts } from "../shopify/reconcile/list-contracts.ts";
import { type Comparison, compareContent } from "./compare-content.ts";
import { compareAttempts, compareContracts } from "./compare-contracts.ts";
import type { Missed } from "./put-into-inbox.ts";
import type { Run } from "./runs.ts";
import type { Search } from "./window.ts";

/** What was compared since the last time. */
export interface Compared extends Comparison {
  /** how many that changed */
  looked: number;
  /** a run that is interrupted goes on here; null: where it was */
  position: string | null;
}

const DAY_MS = 24 * 60 * 60_000;
/**
 * An attempt may end long after it was made, by which Shopify lists it: a bank asks, and the customer answers later. Once
 * a day those of two weeks are looked at, whether they ended since the day before.
 */
const ATTEMPTS_MS = 14 * DAY_MS;

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
  const listed = <Item extends Changed>(listing: Listing<Item>, since = search.since) =>
    listSince(talk, listing, new Date(since), position);
  const content = (name: "order" | "customer" | "product") => (page: Changed[]) =>
    compareContent(pool, talk, name, search, page);
  const changed = { first: PAGE, by: "updated_at" } as const;
  switch (resource) {
    case "order":
      return compare(listed({ ...changed, list: listOrders }), search, content(resource));
    case "customer":
      return compare(listed({ ...changed, by: "id", list: listCustomers }), search, content(resource));
    case "product":
      return compare(listed({ ...changed, list: listProducts }), search, content(resource));
    case "contract":
      return compare(listed({ ...changed, first: SMALL_PAGE, list: listContracts }), search, (page) =>
        once(compareContracts(pool, search, page)),
      );
    case "billing_attempt": {
      const daily = isNewDay(search);
      const ended = { ...search, since: daily ? dayBefore(search) : search.since };
      const made = search.since - (daily ? ATTEMPTS_MS : DAY_MS);
      return compare(
        listed({ first: SMALL_PAGE, by: "created_at", list: listAttempts }, made),
        ended,
        (page) => once(compareAttempts(pool, ended, page)),
      );
    }
  }
}

/** Every midnight (UTC) lies between the ends of some run. */
const isNewDay = ({ since, until }: Search): boolean =>
  Math.floor(since / DAY_MS) < Math.floor(until / DAY_MS);

const dayBefore = ({ since, watchedSince }: Search): number =>
  Math.max(since - DAY_MS, watchedSince?.getTime() ?? 0);

async function* once(missed: Promise<Missed[]>): AsyncGenerator<Comparison> {
  yield { missed: await missed, unread: [] };
}

async function* compare<Item extends Changed>(
  pages: AsyncGenerator<Listed<Item>>,
  search: Search,
  find: (page: Item[]) => AsyncGenerator<Comparison>,
): AsyncGenerator<Compared> {
  for await (const { items, place } of pages) {
    const changed = items.filter(({ updatedAt }) => updatedAt >= search.since);
    for await (const compared of find(changed)) yield { ...compared, looked: 0, position: null };
    yield { missed: [], unread: [], looked: changed.length, position: place };
  }
}
