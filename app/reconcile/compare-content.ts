// Orders, customers and products: their list says what changed when, and only what no webhook told is read.
import type pg from "pg";
import { CONTENT_PART, seenOf } from "../pipeline/mapping/content-family.ts";
import type { Postponed } from "../shopify/ask/setbacks.ts";
import type { Talk } from "../shopify/ask/talk.ts";
import type { Found } from "../shopify/reconcile/found.ts";
import type { Changed } from "../shopify/reconcile/list-changed.ts";
import { readFound, type Unread } from "../shopify/reconcile/read-found.ts";
import { findMissing, type Step } from "./find-missing.ts";
import { loadParts } from "./load-parts.ts";
import type { Missed } from "./put-into-inbox.ts";
import { rememberSettled } from "./remember-settled.ts";
import { isWithin, type Search } from "./window.ts";

type ContentName = "order" | "customer" | "product";

const TOPICS: Record<ContentName, Partial<Record<Step, string>>> = {
  order: {
    ...{ created: "orders/create", updated: "orders/updated", paid: "orders/paid" },
    ...{ cancelled: "orders/cancelled", fulfilled: "orders/fulfilled" },
  },
  customer: { created: "customers/create", updated: "customers/update" },
  product: { created: "products/create", updated: "products/update" },
};

export interface Comparison {
  missed: Missed[];
  /** what Shopify gives no answer about is passed over */
  unread: Unread[];
}

/** What no webhook told of these, some resources at a time. Throws Postponed or ScopeDenied. */
export async function* compareContent(
  pool: pg.Pool,
  talk: Talk,
  resource: ContentName,
  search: Search,
  changed: Changed[],
): AsyncGenerator<Comparison> {
  const topics = TOPICS[resource];
  const states = await loadParts(pool, search.shopId, idsOf(changed), CONTENT_PART);
  const missing = new Map<string, Step[]>();
  const seenAs = (id: string) => seenOf(states.get(id) ?? null);
  for (const one of changed) {
    const steps = findMissing(one, seenAs(one.id), search).filter((step) =>
      search.isChosen(topics[step] ?? ""),
    );
    if (steps.length > 0) missing.set(one.id, steps);
  }
  let waitsFor: Postponed | undefined;
  for await (const { found: batch, unread } of readFound(talk, resource, [...missing.keys()])) {
    const timed = batch.flatMap((found) =>
      (missing.get(found.id) ?? []).map((step) => ({
        found,
        step,
        at: timeOf(found, step, seenAs(found.id).open?.[step]),
      })),
    );
    await rememberSettled(pool, search.shopId, timed.filter(isSettled(search)));
    const missed = timed.flatMap(({ found, step, at }) =>
      at !== null && isWithin(at, search) ? [toMissed(found, topics[step] ?? "", at)] : [],
    );
    yield { missed, unread: search.passesOver ? unread : [] };
    if (search.passesOver) continue;
    waitsFor ??= unread[0]?.why;
    if (waitsFor && batch.length === 0) break; // perhaps Shopify answers nothing at all
  }
  if (waitsFor) throw waitsFor;
}

const idsOf = (changed: Changed[]): string[] => changed.map(({ id }) => id);

/**
 * Of a payment or fulfilment it shows only now when it was. One that is older than a look at the order without it did not
 * end the matter then: an edit took away what was open, or an old payment went through, with the change that is looked at.
 */
function timeOf(found: Found, step: Step, openAt = Number.NEGATIVE_INFINITY): number | null {
  const time = toMs(TIMES[step](found));
  return time !== null && time <= openAt ? toMs(found.payload.updated_at) : time;
}

const toMs = (time: unknown): number | null => (typeof time === "string" ? Date.parse(time) : null);

/** It was before anything that is looked for, and for that it need not be read again. */
const isSettled =
  ({ since }: Search) =>
  ({ at }: { at: number | null }): boolean =>
    at !== null && at < since;

const toMissed = ({ id, payload }: Found, topic: string, at: number): Missed => ({
  ...{ topic, resource: id, at: new Date(at), payload },
});

const TIMES: Record<Step, (found: Found) => unknown> = {
  created: ({ payload }) => payload.created_at,
  updated: ({ payload }) => payload.updated_at,
  cancelled: ({ payload }) => payload.cancelled_at,
  paid: ({ paidAt }) => paidAt,
  fulfilled: ({ fulfilledAt }) => fulfilledAt,
};
