// subscription/*, membership/*
import { z } from "zod";
import {
  anyObject,
  attributes,
  customer,
  gid,
  HISTORY_TYPES,
  integer,
  money,
  number,
  oneOf,
  text,
  unavailable,
} from "./parts.ts";

/** The reasons of `updated`. */
export const CHANGE_REASONS = [
  "payment_frequency_changed",
  "next_order_date_changed",
  "shipping_changed",
  "product_updated",
  "product_added",
  "product_removed",
] as const;

const policy = z.looseObject({ interval: text, interval_count: integer }).nullable();

const line = z.object({
  id: gid("SubscriptionLine"),
  product_id: gid("Product"),
  variant_id: gid("ProductVariant"),
  sku: text,
  title: text,
  variant_title: text,
  quantity: integer,
  selling_plan_id: gid("SellingPlan"),
  selling_plan_name: text,
  /** of one piece */
  price: money.nullable(),
  /** of all pieces, after discounts */
  total: money.nullable(),
  attributes,
});

/** Of a mixed contract, lines and amount are those of the event's family. */
const contract = z.object({
  id: gid("SubscriptionContract"),
  kind: oneOf(["subscription", "membership", "mixed"]),
  status: oneOf(["active", "paused", "cancelled", "expired", "failed"]),
  next_order_date: text,
  currency: text,
  billing_policy: policy,
  delivery_policy: policy,
  delivery_price: money.nullable(),
  delivery_title: text,
  /** the sum of the lines' totals */
  amount: money.nullable(),
  attributes,
  origin_order_id: gid("Order"),
  lines: z.array(line).nullable(),
});

const change = z.object({
  reason: oneOf(CHANGE_REASONS),
  line_id: gid("SubscriptionLine"),
  before: z.unknown(),
  after: z.unknown(),
});

/** What stands before a topic's own fields, and what stands after them. */
const subject = { contract: contract.nullable(), customer };
const story = {
  changes: z.array(change),
  /** the same in all events of one action */
  group_id: text,
  origin: oneOf(["webhook", "order", "flow", "api", "reconcile"]),
  unavailable,
};

/** Shopify's payload of the order, if the event came of one: then the contract is another app's, and null. */
const order = anyObject.optional();

const attempt = z.object({
  id: gid("SubscriptionBillingAttempt"),
  order_id: gid("Order"),
  error_code: text,
  error_message: text,
});

const cycle = z.object({
  index: integer,
  starts_at: text,
  ends_at: text,
  expected_at: text,
  skipped: z.boolean().nullable(),
});

const plain = z.object({ ...subject, ...story });
const first = z.object({ ...subject, order, ...story });
const billing = z.object({ ...subject, billing_attempt: attempt, ...story });
const paid = z.object({ ...subject, billing_attempt: attempt, order, ...story });
const cycles = z.object({ ...subject, billing_cycle: cycle, ...story });

const sentNow = z.object({ ...subject, billing_attempt: attempt, billing_cycle: cycle, ...story });

const gifted = z.object({
  ...subject,
  /** the entry of the gift rule that made it one */
  gift: z.object({ matched: text }),
  order,
  ...story,
});

const upcoming = z.object({ ...subject, billing_cycle: cycle.nullable(), lead_days: integer, ...story });

const storeCredits = z.object({
  customer,
  credits_history: z.object({ message: text, value: number, type: oneOf(HISTORY_TYPES) }),
  unavailable,
});

export const SUBSCRIPTION_DATA = {
  "subscription/created": first,
  "subscription/activated": plain,
  "subscription/updated": plain,
  "subscription/next_order_date_changed": plain,
  "subscription/paused": plain,
  "subscription/reactivated": plain,
  "subscription/cancelled": plain,
  "subscription/expired": plain,
  "subscription/failed": plain,
  "subscription/billing_success": paid,
  "subscription/billing_failure": billing,
  "subscription/billing_challenged": billing,
  "subscription/skipped": cycles,
  "subscription/unskipped": cycles,
  "subscription/sent_now": sentNow,
  "subscription/gifted": gifted,
  "subscription/upcoming_order": upcoming,
};

export const MEMBERSHIP_DATA = {
  "membership/created": first,
  "membership/updated": plain,
  "membership/paused": plain,
  "membership/reactivated": plain,
  "membership/cancelled": plain,
  "membership/expired": plain,
  "membership/billing_success": paid,
  "membership/billing_failure": billing,
  "membership/store_credits_changed": storeCredits,
};
