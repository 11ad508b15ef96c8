import { topic, type Way, webhook } from "./topic.ts";

/** Another app's metafields of a customer, told by Shopify's Events or looked at when the customer changes. */
const preset = (reads: "points" | "tier"): Way[] => [
  { kind: "events", topics: ["Customer"], reads },
  webhook(["customers/update"], { reads }),
];

/** A metaobject type of the merchant's, or an app's metafield of the shop, looked at every day. */
const definition = (step: "create" | "update", what: "rule" | "tier"): Way[] => [
  webhook([`metaobjects/${step}`], { rules: [`loyalty.${what}_types`] }),
  { kind: "schedule", reads: `${what}s` },
];

const TIER_MOVES: Way[] = [
  webhook(["customer.joined_segment", "customer.left_segment"], { rules: ["loyalty.tiers.segment"] }),
  webhook(["customer.tags_added", "customer.tags_removed"], { rules: ["loyalty.tiers.tag"] }),
  ...preset("tier"),
];

export const LOYALTY = [
  topic("loyalty/rule_created", {
    grade: "B",
    description: "The loyalty program has a new way to earn.",
    source: "metaobjects/create of the rule types that the shop names, or a preset's metafield of the shop",
    ways: definition("create", "rule"),
  }),
  topic("loyalty/rule_updated", {
    grade: "B",
    description: "A way to earn of the loyalty program changed.",
    source: "metaobjects/update of the rule types that the shop names, or a preset's metafield of the shop",
    ways: definition("update", "rule"),
  }),
  topic("loyalty/tier_created", {
    grade: "B",
    description: "The loyalty program has a new tier.",
    source: "metaobjects/create of the tier types that the shop names, or a preset's metafield of the shop",
    ways: definition("create", "tier"),
  }),
  topic("loyalty/tier_updated", {
    grade: "B",
    description: "A tier of the loyalty program changed.",
    source:
      "metaobjects/update of the tier types that the shop names, segments/update of the tiers' segments, or a preset's metafield of the shop",
    ways: [
      ...definition("update", "tier"),
      webhook(["segments/update"], { rules: ["loyalty.tiers.segment"] }),
    ],
  }),
  topic("loyalty/coupon_created", {
    grade: "B",
    description: "A discount that is a coupon of the loyalty program by the shop's rule has a new code.",
    source: "discounts/create and discounts/redeemcode_added, and the coupon rule",
    ways: [webhook(["discounts/create", "discounts/redeemcode_added"], { rules: ["coupons"] })],
  }),
  topic("loyalty/coupon_updated", {
    grade: "B",
    description: "A discount that is a coupon of the loyalty program by the shop's rule changed.",
    source: "discounts/update and the coupon rule",
    ways: [webhook(["discounts/update"], { rules: ["coupons"] })],
  }),
  topic("loyalty/coupon_redeemed", {
    grade: "B",
    description: "A customer placed an order with a coupon of the loyalty program.",
    source: "orders/create and the coupon rule",
    ways: [webhook(["orders/create"], { rules: ["coupons"] })],
  }),
  topic("loyalty/rule_completed", {
    grade: "D",
    description: "A customer did what a way to earn asks for.",
    source: "the loyalty app, through the API or Flow's action",
    ways: [],
  }),
  topic("loyalty/points_changed", {
    grade: "B / D",
    description: "A customer's balance of points is another than before.",
    source:
      "the metafields of a known loyalty app, compared with the last known balance; of other apps through the API or Flow's action",
    ways: preset("points"),
  }),
  topic("loyalty/tier_changed", {
    grade: "B / D",
    description: "A customer reached a higher tier.",
    source:
      "customer.joined_segment, customer.left_segment, customer.tags_* or a known loyalty app's metafields, and the shop's list of tiers; of other apps through the API or Flow's action",
    ways: TIER_MOVES,
  }),
  topic("loyalty/tier_lost", {
    grade: "B / D",
    description: "A customer fell to a lower tier, or to none.",
    source:
      "customer.joined_segment, customer.left_segment, customer.tags_* or a known loyalty app's metafields, and the shop's list of tiers; of other apps through the API or Flow's action",
    ways: TIER_MOVES,
  }),
] as const;

type Pass = "created" | "updated" | "installed" | "removed";

const pass = (name: Pass, description: string) =>
  topic(`wallet_pass/${name}`, {
    grade: "D",
    description,
    source: "the app that issues the pass, through the API or Flow's action",
    ways: [],
  });

const held = (name: Pass, description: string) =>
  topic(`wallet_pass/${name}`, {
    grade: "B / D",
    description,
    source:
      "the app that issues the pass, through the API or Flow's action; or a metafield of the customer that the rules name",
    ways: [webhook(["customers/update"], { reads: "wallet_pass" })],
  });

export const WALLET_PASS = [
  pass("created", "A wallet pass was issued for a customer."),
  pass("updated", "What a customer's wallet pass shows changed."),
  held("installed", "A customer added the pass to a wallet."),
  held("removed", "A customer took the pass out of the wallet."),
] as const;
