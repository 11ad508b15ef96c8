// Every webhook topic that Carillon listens to, by how Shopify learns that it is wanted. The topics that each shop gets
// stand in the app's toml; the app cannot look at what was deployed of it (the Admin API lists only what was made by
// the API), so this table repeats them. test/shopify/webhook-subscriptions/topics.test.ts compares the two.
import type { Rules } from "../../rules/rules-schema.ts";

/** In shopify.app.toml and shopify.app.vendor.toml. */
export const APP_TOPICS: readonly string[] = [
  "Customer", // the next-generation Event
  "app/scopes_update",
  "app/uninstalled",
  "customer.tags_added",
  "customer.tags_removed",
  "customers/create",
  "customers/delete",
  "customers/merge",
  "customers/update",
  "customers_email_marketing_consent/update",
  "customers_marketing_consent/update",
  "customers_whats_app_marketing_consent/update",
  "orders/cancelled",
  "orders/create",
  "orders/delete",
  "orders/fulfilled",
  "orders/paid",
  "orders/updated",
  "products/create",
  "products/delete",
  "products/update",
  "refunds/create",
  "returns/cancel",
  "returns/close",
  "returns/reopen",
];

/**
 * Of scopes that a merchant may grant later. A toml with a topic whose scope is optional is refused, so the public
 * app's has none of them; that of an app that requires the scope has them all.
 */
export const OPTIONAL_TOPICS: readonly string[] = [
  "customer_payment_methods/create",
  "customer_payment_methods/revoke",
  "customer_payment_methods/update",
  "subscription_billing_attempts/challenged",
  "subscription_billing_attempts/failure",
  "subscription_billing_attempts/success",
  "subscription_billing_cycle_edits/create",
  "subscription_billing_cycle_edits/delete",
  "subscription_billing_cycle_edits/update",
  "subscription_billing_cycles/skip",
  "subscription_billing_cycles/unskip",
  "subscription_contracts/activate",
  "subscription_contracts/cancel",
  "subscription_contracts/create",
  "subscription_contracts/expire",
  "subscription_contracts/fail",
  "subscription_contracts/pause",
  "subscription_contracts/update",
];

/** Where in the shop's rules it is asked for. Metaobject types: also loyalty.tier_types. */
export type RulePlace = "loyalty.rule_types" | "loyalty.tiers.segment" | "loyalty.tiers" | "coupons";

/** One that only some shops need. No toml has it: it would come from every shop, or has a filter of the shop's own. */
export interface RuleTopic {
  topic: string;
  rule: RulePlace;
  isNeeded(rules: Rules): boolean;
  /** in Shopify's search syntax over the payload's fields; Shopify takes a field that is not there and sends nothing */
  filter?(rules: Rules): string;
}

const metaobjectTypes = ({ loyalty }: Rules): string[] =>
  [...new Set([...loyalty.rule_types, ...loyalty.tier_types])].sort();

const namesTypes = (rules: Rules) => metaobjectTypes(rules).length > 0;
const namesSegments = ({ loyalty }: Rules) => loyalty.tiers.some(({ segment }) => segment !== null);
const namesTiers = ({ loyalty }: Rules) => loyalty.tiers.length > 0;
const namesCoupons = ({ coupons }: Rules) => Object.values(coupons).some((entries) => entries.length > 0);

/** Shopify refuses metaobjects/* without a type and knows no wildcard. */
const ofTypes = (rules: Rules) =>
  metaobjectTypes(rules)
    .map((type) => `type:${type}`)
    .join(" OR ");

export const RULE_TOPICS: readonly RuleTopic[] = [
  { topic: "metaobjects/create", rule: "loyalty.rule_types", isNeeded: namesTypes, filter: ofTypes },
  { topic: "metaobjects/update", rule: "loyalty.rule_types", isNeeded: namesTypes, filter: ofTypes },
  { topic: "customer.joined_segment", rule: "loyalty.tiers.segment", isNeeded: namesSegments },
  { topic: "customer.left_segment", rule: "loyalty.tiers.segment", isNeeded: namesSegments },
  { topic: "segments/create", rule: "loyalty.tiers", isNeeded: namesTiers }, // it may have a tier's name
  { topic: "segments/update", rule: "loyalty.tiers", isNeeded: namesTiers },
  { topic: "discounts/create", rule: "coupons", isNeeded: namesCoupons },
  { topic: "discounts/update", rule: "coupons", isNeeded: namesCoupons },
  { topic: "discounts/redeemcode_added", rule: "coupons", isNeeded: namesCoupons },
];
