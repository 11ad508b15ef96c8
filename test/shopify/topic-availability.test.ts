import { expect, test } from "vitest";
import { rulesSchema } from "../../app/rules/rules-schema.ts";
import { availabilityOf, otherAppsOf } from "../../app/shopify/topic-availability.ts";
import { TOPICS, type TopicName } from "../../app/topics/catalog.ts";

const CONTRACTS = "read_own_subscription_contracts";
const EVERYTHING = [
  ...["read_customer_merge", "read_customer_payment_methods", "read_customers", "read_discounts"],
  ...["read_metaobjects", "read_orders", "read_products", "write_app_proxy", CONTRACTS],
  ...["read_store_credit_accounts", "read_store_credit_account_transactions"],
];

function availability(name: TopicName, granted: string[], rules: object = {}) {
  const topic = TOPICS.find((row) => row.name === name);
  if (!topic) throw new Error(name);
  return availabilityOf(topic, granted, rulesSchema.parse(rules));
}

const ready = { status: "ready", missing_scope: null, missing_rule: null };
const lacksScope = (missing_scope: string, missing_rule: string | null = null) => ({
  status: "needs_permission",
  missing_scope,
  missing_rule,
});
const lacksRule = (missing_rule: string) => ({ status: "needs_rule", missing_scope: null, missing_rule });
const sentIn = { status: "only_flow_or_api", missing_scope: null, missing_rule: null };

test("a webhook's topic is ready with its scope, also when the write scope stands for it", () => {
  expect(availability("order/paid", [])).toEqual(lacksScope("read_orders"));
  expect(availability("order/paid", ["read_orders"])).toEqual(ready);
  expect(availability("order/paid", ["write_orders"])).toEqual(ready);
});

test("a membership needs the membership rule", () => {
  expect(availability("membership/paused", [CONTRACTS])).toEqual(lacksRule("membership"));
  expect(availability("membership/paused", [])).toEqual(lacksScope(CONTRACTS, "membership"));
  expect(availability("membership/paused", [CONTRACTS], { membership: { tags: ["club"] } })).toEqual(ready);
});

test("contracts of other apps are seen by their orders, once the shop has named the app", () => {
  const named = { subscription_source: { apps: ["294517"] } };
  expect(availability("subscription/created", ["read_orders"])).toEqual(lacksScope(CONTRACTS));
  expect(availability("subscription/created", ["read_orders"], named)).toEqual(ready);
  expect(availability("subscription/paused", ["read_orders"], named)).toEqual(lacksScope(CONTRACTS));
  expect(availability("membership/billing_success", ["read_orders"], named)).toEqual(lacksRule("membership"));
});

test("other apps' contracts tell what their orders tell, once named, and nothing else", () => {
  const otherApps = (name: TopicName, rules: object = {}) => {
    const ways = TOPICS.find((row) => row.name === name)?.ways ?? [];
    return otherAppsOf({ ways }, rulesSchema.parse(rules));
  };
  const named = { subscription_source: { apps: ["294517"] } };
  expect(otherApps("subscription/created")).toBe("rule");
  expect(otherApps("subscription/created", named)).toBeNull();
  expect(otherApps("membership/billing_success")).toBe("rule");
  expect(otherApps("subscription/paused", named)).toBe("never");
  expect(otherApps("subscription/upcoming_order")).toBe("never");
  expect(otherApps("membership/store_credits_changed")).toBeNull();
  expect(otherApps("order/paid")).toBeNull();
});

test("a way with nothing missing counts before the others", () => {
  const segment = { loyalty: { tiers: [{ name: "Gold", segment: "gid://shopify/Segment/1" }] } };
  const tag = { loyalty: { tiers: [{ name: "Gold", tag: "gold" }] } };
  const preset = { loyalty: { presets: ["smile"] } };
  for (const rules of [segment, tag, preset])
    expect(availability("loyalty/tier_changed", ["read_customers"], rules)).toEqual(ready);
  expect(availability("loyalty/tier_changed", ["read_customers"])).toEqual(
    lacksRule("loyalty.tiers.segment"),
  );
  expect(availability("loyalty/tier_changed", [], tag)).toEqual(lacksScope("read_customers"));
});

test("a preset counts only for what it reads", () => {
  const points = (presets: string[]) =>
    availability("loyalty/points_changed", ["read_customers"], { loyalty: { presets } });
  expect(points(["smile"])).toEqual(lacksRule("loyalty.presets"));
  expect(points(["smile", "easypoints"])).toEqual(ready);
  expect(availability("loyalty/rule_created", [], { loyalty: { presets: ["mage"] } })).toEqual(ready);
});

test("store credit needs the scopes of the question as well as that of the occasion", () => {
  const scope = (granted: string[]) =>
    availability("membership/store_credits_changed", granted).missing_scope;
  expect(scope(["read_orders"])).toBe("read_store_credit_accounts");
  expect(scope(["read_orders", "read_store_credit_accounts"])).toBe("read_store_credit_account_transactions");
  expect(scope(EVERYTHING)).toBeNull();
});

test("what only another app can know is said to come from outside", () => {
  for (const name of ["wallet_pass/created", "loyalty/rule_completed"] as const)
    expect(availability(name, EVERYTHING)).toEqual(sentIn);
});

test("a pass that no preset tells of waits for the merchant to name its metafield", () => {
  const field = { owner: "customer", namespace: "pass", key: "carried", reads: "wallet_pass" } as const;
  expect(availability("wallet_pass/installed", EVERYTHING)).toEqual(lacksRule("loyalty.metafields"));
  const rules = { loyalty: { metafields: [field] } };
  expect(availability("wallet_pass/installed", EVERYTHING, rules)).toEqual(ready);
});

test("Carillon's own events are always ready, and forms with the App Proxy", () => {
  expect(availability("endpoint/failing", [])).toEqual(ready);
  expect(availability("form/submitted", [])).toEqual(lacksScope("write_app_proxy"));
  expect(availability("form/submitted", ["write_app_proxy"])).toEqual(ready);
});

test("with every scope and every rule no topic waits for anything", () => {
  const rules = {
    membership: { tags: ["club"] },
    gift: { tags: ["gift"] },
    coupons: { code_prefixes: ["LOYAL"] },
    loyalty: {
      presets: ["rivo_legacy"],
      metafields: [{ owner: "customer", namespace: "pass", key: "carried", reads: "wallet_pass" } as const],
      rule_types: ["loyalty_rule"],
      tier_types: ["loyalty_tier"],
      tiers: [{ name: "Gold", segment: "gid://shopify/Segment/1" }],
    },
  };
  for (const { name, grade } of TOPICS)
    expect(availability(name, EVERYTHING, rules), name).toEqual(grade === "D" ? sentIn : ready);
});
