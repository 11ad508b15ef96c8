// In: what Shopify says of an order, customer or product, and what is remembered of it. Out: what no webhook told.
import { ECHO_MS, type Seen } from "../pipeline/mapping/content-family.ts";
import type { Changed } from "../shopify/reconcile/list-changed.ts";
import { isWithin, type Window } from "./window.ts";

/** What may have happened without our hearing of it. */
export type Step = "created" | "updated" | "paid" | "cancelled" | "fulfilled";

/**
 * The steps that may be missing, in the order in which they should be told. When a payment or a fulfilment happened
 * shows only when the resource itself is read.
 */
export function findMissing(changed: Changed, seen: Seen, window: Window): Step[] {
  if (seen.deleted) return [];
  const isUntold = (step: Step) => seen.told?.[step] === undefined;
  const { createdAt, updatedAt, cancelledAt, isPaid, isFulfilled } = changed;
  const steps: Step[] = [];
  if (isWithin(createdAt, window) && isUntold("created")) steps.push("created");
  if (isPaid && isUntold("paid")) steps.push("paid");
  if (cancelledAt && isWithin(cancelledAt, window) && isUntold("cancelled")) steps.push("cancelled");
  if (isFulfilled && isUntold("fulfilled")) steps.push("fulfilled");
  if (isWithin(updatedAt, window) && isUpdated(changed, seen)) steps.push("updated");
  return steps;
}

/** The `updated` that comes with a creation only repeats it. */
const isUpdated = ({ createdAt, updatedAt }: Changed, seen: Seen): boolean =>
  updatedAt > seen.updatedAt && updatedAt - createdAt > ECHO_MS;
