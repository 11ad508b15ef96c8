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
  time,
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

const policy = z.looseObject({
  interval: text.describe("day, week, month or year"),
  interval_count: integer.describe("Every so many intervals"),
});

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
  price: money.nullable().describe("Of one piece"),
  total: money.nullable().describe("Of all pieces, after discounts"),
  attributes,
});

/** Of a mixed contract, lines and amount are those of the event's family. */
const contract = z.object({
  id: gid("SubscriptionContract"),
  kind: oneOf(["subscription", "membership", "mixed"]).describe("By the shop's membership rule"),
  status: oneOf(["active", "paused", "cancelled", "expired", "failed"]),
  next_order_date: time,
  currency: text,
  billing_policy: policy.nullable().describe("How often it is paid"),
  delivery_policy: policy.nullable().describe("How often it is delivered"),
  delivery_price: money.nullable(),
  delivery_title: text.describe("Name of the shipping method"),
  amount: money.nullable().describe("Sum of the lines' totals"),
  attributes,
  origin_order_id: gid("Order").describe("The order with which it began"),
  lines: z.array(line).nullable().describe("Of a contract of both kinds, those of this topic's kind"),
});

const change = z.object({
  reason: oneOf(CHANGE_REASONS),
  line_id: gid("SubscriptionLine").describe("The line that changed"),
  before: z.unknown().describe("What it was; its form goes by the reason"),
  after: z.unknown().describe("What it is now"),
});

/** What stands before a topic's own fields, and what stands after them. */
const subject = {
  contract: contract.nullable().describe("As it is now; null for contracts of other apps"),
  customer,
};
const story = {
  changes: z.array(change).describe("What changed; empty where nothing was compared"),
  group_id: text.describe("The same in all events of one action"),
  origin: oneOf(["webhook", "order", "flow", "api", "reconcile"]).describe("How Carillon came to know of it"),
  unavailable,
};

/** Shopify's payload of the order, if the event came of one: then the contract is another app's, and null. */
const order = anyObject.optional().describe("Shopify's payload of the order, if the event came of one");

const attempt = z.object({
  id: gid("SubscriptionBillingAttempt"),
  order_id: gid("Order").describe("The order that was paid for"),
  error_code: text.describe("Shopify's, e.g. insufficient_funds"),
  error_message: text.describe("In words"),
});

const cycle = z.object({
  index: integer.describe("From 1"),
  starts_at: time,
  ends_at: time,
  expected_at: text.describe("When the order is due; RFC 3339"),
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
  gift: z.object({ matched: text.describe("The entry of the gift rule that made it one") }),
  order,
  ...story,
});

const upcoming = z.object({
  ...subject,
  billing_cycle: cycle.nullable(),
  lead_days: integer.describe("So many days ahead"),
  ...story,
});

const storeCredits = z.object({
  customer,
  credits_history: z.object({
    message: text,
    value: number.describe("What was put in; negative for what was taken out"),
    type: oneOf(HISTORY_TYPES),
  }),
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

/** What several topics have, by the name of its type. */
export const CONTRACT_PARTS = {
  Contract: contract,
  ContractLine: line,
  ContractChange: change,
  Policy: policy,
  BillingAttempt: attempt,
  BillingCycle: cycle,
};
