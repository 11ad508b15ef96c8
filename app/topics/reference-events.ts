// The events of the systems that merchants come from, and what they are here.
import type { TopicName } from "./catalog.ts";
import type { CHANGE_REASONS } from "./data/contract.ts";

type System = "Smartrr" | "Website builder" | "Shoprocket" | "Subscribfy";
type ChangeReason = (typeof CHANGE_REASONS)[number];

export interface ReferenceEvent {
  system: System;
  /** the event's name there */
  event: string;
  /** ours; several where theirs says less */
  topics: readonly TopicName[];
  /** Set where this event is sent for several reasons: what it is called there, and in `changes` here. */
  reason: { name: string; change: ChangeReason } | null;
}

const of =
  (system: System) =>
  (event: string, ...topics: TopicName[]): ReferenceEvent => ({ system, event, topics, reason: null });

const smartrr = of("Smartrr");
const builder = of("Website builder");
const shoprocket = of("Shoprocket");
const subscribfy = of("Subscribfy");

const updatedFor = (name: string, change: ChangeReason): ReferenceEvent => ({
  ...subscribfy("product_subscription/updated", "subscription/updated"),
  reason: { name, change },
});

/** Smartrr 13, website builders 6, Shoprocket 6, Subscribfy 30. */
export const REFERENCE_EVENTS: readonly ReferenceEvent[] = [
  smartrr("Subscription create", "subscription/created"),
  smartrr("Subscription activate", "subscription/activated", "subscription/reactivated"),
  smartrr("Subscription pause", "subscription/paused"),
  smartrr("Subscription cancel", "subscription/cancelled"),
  smartrr("Subscription successful payment", "subscription/billing_success"),
  smartrr("Subscription failed payment", "subscription/billing_failure"),
  smartrr("Subscription skip", "subscription/skipped"),
  smartrr("Subscription un-skip", "subscription/unskipped"),
  smartrr("Subscription next send date", "subscription/next_order_date_changed"),
  smartrr("Subscription send now", "subscription/sent_now"),
  smartrr("Subscription gift", "subscription/gifted"),
  smartrr("Subscription upcoming order", "subscription/upcoming_order"),
  smartrr("Payment method update", "payment_method/updated"),

  builder("order_created", "order/created"),
  builder("order_updated", "order/updated"),
  builder("product_created", "product/created"),
  builder("product_updated", "product/updated"),
  builder("form_submitted", "form/submitted"),
  builder("contact_updated", "contact/updated"),

  shoprocket("order.created", "order/created"),
  shoprocket("order.updated", "order/updated"),
  shoprocket("order.deleted", "order/deleted"),
  shoprocket("customer.created", "customer/created"),
  shoprocket("customer.updated", "customer/updated"),
  shoprocket("customer.deleted", "customer/deleted"),

  subscribfy("wallet_pass/created", "wallet_pass/created"),
  subscribfy("wallet_pass/updated", "wallet_pass/updated"),
  subscribfy("wallet_pass/installed", "wallet_pass/installed"),
  subscribfy("wallet_pass/removed", "wallet_pass/removed"),
  subscribfy("membership/created", "membership/created"),
  subscribfy("membership/updated", "membership/updated"),
  subscribfy("membership/paused", "membership/paused"),
  subscribfy("membership/reactivated", "membership/reactivated"),
  subscribfy("membership/cancelled", "membership/cancelled"),
  subscribfy("membership/billing_success", "membership/billing_success"),
  subscribfy("membership/billing_failure", "membership/billing_failure"),
  subscribfy("membership/store_credits_changed", "membership/store_credits_changed"),
  subscribfy("product_subscription/created", "subscription/created"),
  subscribfy("product_subscription/updated", "subscription/updated"),
  subscribfy("product_subscription/paused", "subscription/paused"),
  subscribfy("product_subscription/reactivated", "subscription/reactivated"),
  subscribfy("product_subscription/cancelled", "subscription/cancelled"),
  subscribfy("product_subscription/billing_success", "subscription/billing_success"),
  subscribfy("product_subscription/billing_failure", "subscription/billing_failure"),
  subscribfy("loyalty/rule_created", "loyalty/rule_created"),
  subscribfy("loyalty/rule_updated", "loyalty/rule_updated"),
  subscribfy("loyalty/tier_created", "loyalty/tier_created"),
  subscribfy("loyalty/tier_updated", "loyalty/tier_updated"),
  subscribfy("loyalty/coupon_created", "loyalty/coupon_created"),
  subscribfy("loyalty/coupon_updated", "loyalty/coupon_updated"),
  subscribfy("loyalty/coupon_redeemed", "loyalty/coupon_redeemed"),
  subscribfy("loyalty/rule_completed", "loyalty/rule_completed"),
  subscribfy("loyalty/points_changed", "loyalty/points_changed"),
  subscribfy("loyalty/tier_changed", "loyalty/tier_changed"),
  subscribfy("loyalty/tier_lost", "loyalty/tier_lost"),
];

/** The 8 reasons for which Subscribfy sends `product_subscription/updated`. */
export const REFERENCE_REASONS: readonly ReferenceEvent[] = [
  updatedFor("Payment frequency changed", "payment_frequency_changed"),
  updatedFor("Next order date changed", "next_order_date_changed"),
  updatedFor("Shipping price or name updated", "shipping_changed"),
  updatedFor("Product price updated", "product_updated"),
  updatedFor("Product quantity updated", "product_updated"),
  updatedFor("Product replaced", "product_updated"),
  updatedFor("Product added", "product_added"),
  updatedFor("Product removed", "product_removed"),
];
