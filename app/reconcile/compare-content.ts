// Orders, customers and products: their list says what changed when, and only what no webhook told is read.
import type pg from "pg";
import { CONTENT_PART, seenOf } from "../pipeline/mapping/content-family.ts";
import type { Talk } from "../shopify/ask/talk.ts";
import type { Found } from "../shopify/reconcile/found.ts";
import type { Changed } from "../shopify/reconcile/list-changed.ts";
import { readFound } from "../shopify/reconcile/read-found.ts";
import { findMissing, type Step } from "./find-missing.ts";
import { loadParts } from "./load-parts.ts";
import type { Missed } from "./put-into-inbox.ts";
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

/** What no webhook told of these, some resources at a time. Throws Postponed or ScopeDenied. */
export async function* compareContent(
  pool: pg.Pool,
  talk: Talk,
  resource: ContentName,
  search: Search,
  changed: Changed[],
): AsyncGenerator<Missed[]> {
  const topics = TOPICS[resource];
  const states = await loadParts(pool, search.shopId, idsOf(changed), CONTENT_PART);
  const missing = new Map<string, Step[]>();
  for (const one of changed) {
    const steps = findMissing(one, seenOf(states.get(one.id) ?? null), search).filter((step) =>
      search.isChosen(topics[step] ?? ""),
    );
    if (steps.length > 0) missing.set(one.id, steps);
  }
  for await (const batch of readFound(talk, resource, [...missing.keys()]))
    yield batch.flatMap((found) =>
      (missing.get(found.id) ?? []).flatMap((step) => toMissed(found, topics[step] ?? "", step, search)),
    );
}

const idsOf = (changed: Changed[]): string[] => changed.map(({ id }) => id);

/** Of a payment or fulfilment it shows only now when it was. */
function toMissed(found: Found, topic: string, step: Step, search: Search): Missed[] {
  const time = TIMES[step](found);
  const at = typeof time === "string" ? Date.parse(time) : null;
  if (at === null || !isWithin(at, search)) return [];
  return [{ topic, resource: found.id, at: new Date(at), payload: found.payload }];
}

const TIMES: Record<Step, (found: Found) => unknown> = {
  created: ({ payload }) => payload.created_at,
  updated: ({ payload }) => payload.updated_at,
  cancelled: ({ payload }) => payload.cancelled_at,
  paid: ({ paidAt }) => paidAt,
  fulfilled: ({ fulfilledAt }) => fulfilledAt,
};
