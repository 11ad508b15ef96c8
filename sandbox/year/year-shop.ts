// The scripted shop before its year begins: what it sells, and how the merchant sets Carillon up for it.
import type { Store } from "../shopify/store/create-store.ts";
import type { Product, SellingPlan } from "../shopify/store/records.ts";
import { digits } from "./hook.ts";

/** Shopify's number of an app whose contracts it shows to nobody else. */
const FOREIGN_APP = "gid://shopify/App/294517";

export interface YearShop {
  store: Store;
  coffee: Product;
  tea: Product;
  membership: Product;
  plans: { delivery: SellingPlan; membership: SellingPlan; foreign: SellingPlan; preOrder: SellingPlan };
  foreignApp: string;
  segments: { bronze: string; silver: string; gold: string };
  /** for PUT /api/v1/rules */
  rules: object;
}

export const RULE_TYPE = "loyalty_rule";
export const TIER_TYPE = "loyalty_tier";
export const PLATINUM_TAG = "vip-platinum";
export const COUPON_PREFIX = "LOYAL-";
export const GIFT_ATTRIBUTE = "gift";
/** Where the wallet app of the shop says whether a customer carries the pass; no preset knows it. */
export const PASS = { namespace: "wallet", key: "has_pass" };

/** `firstId`: a demo that starts again on the same database needs other ids than the last time. */
export function openYearShop(store: Store, firstId: number): YearShop {
  let last = firstId;
  store.state.newId = (type) => `gid://shopify/${type}/${++last}`;
  const group = (name: string, ...plans: Omit<SellingPlan, "id">[]) => store.addPlanGroup(name, plans);
  const deliveries = group("Deliveries", { name: "Every four weeks", category: "SUBSCRIPTION" });
  const club = group("Membership", { name: "Every quarter", category: "SUBSCRIPTION" });
  const foreign = group(
    "Another app's plans",
    { name: "Every month", category: "SUBSCRIPTION" },
    { name: "Pay when it ships", category: "PRE_ORDER" },
  );
  const plan = ({ plans }: typeof club, index: number) => plans[index] as SellingPlan;
  const segment = () => store.state.newId("Segment");
  const segments = { bronze: segment(), silver: segment(), gold: segment() };
  return {
    store,
    coffee: store.addProduct({ title: "Coffee" }),
    tea: store.addProduct({ title: "Tea" }),
    membership: store.addProduct({ title: "Membership" }),
    plans: {
      ...{ delivery: plan(deliveries, 0), membership: plan(club, 0) },
      ...{ foreign: plan(foreign, 0), preOrder: plan(foreign, 1) },
    },
    foreignApp: FOREIGN_APP,
    segments,
    rules: rulesOf(club.id, segments),
  };
}

const rulesOf = (club: string, { bronze, silver, gold }: YearShop["segments"]) => ({
  membership: { selling_plan_groups: [club] },
  subscription_source: { apps: [digits(FOREIGN_APP)] },
  gift: { attributes: [GIFT_ATTRIBUTE] },
  coupons: { code_prefixes: [COUPON_PREFIX] },
  loyalty: {
    presets: ["easypoints"],
    metafields: [{ owner: "customer", ...PASS, reads: "wallet_pass" }],
    rule_types: [RULE_TYPE],
    tier_types: [TIER_TYPE],
    tiers: [
      { name: "Bronze", segment: bronze },
      { name: "Silver", segment: silver },
      { name: "Gold", segment: gold },
      { name: "Platinum", tag: PLATINUM_TAG },
    ],
  },
});
