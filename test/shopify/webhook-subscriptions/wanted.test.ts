import { expect, test } from "vitest";
import { rulesSchema } from "../../../app/rules/rules-schema.ts";
import {
  PER_SHOP_TOPICS,
  wantedWebhookSubscriptions,
} from "../../../app/shopify/webhook-subscriptions/wanted-webhook-subscriptions.ts";

const EVERYTHING = {
  coupons: { code_prefixes: ["LOY"] },
  loyalty: {
    rule_types: ["loyalty_rule", "app--12--rule"],
    tier_types: ["loyalty_tier", "loyalty_rule"],
    tiers: [{ name: "Gold", segment: "gid://shopify/Segment/1" }],
  },
};
const SCOPES = ["read_customers", "read_discounts", "read_metaobjects"];

const CONTRACTS = "read_own_subscription_contracts";

const wanted = (rules: object, granted = SCOPES, required: string[] = []) =>
  wantedWebhookSubscriptions({ rules: rulesSchema.parse(rules), granted, required });
const topics = (rules: object, scopes = SCOPES) => wanted(rules, scopes).map(({ topic }) => topic);

test("a shop without rules wants nothing of its own", () => {
  expect(wanted({})).toEqual([]);
});

test("metaobjects are asked for by the types of rules and tiers, each once", () => {
  expect(wanted({ loyalty: EVERYTHING.loyalty }, ["read_metaobjects"])).toEqual([
    {
      topic: "metaobjects/create",
      name: "carillon-metaobjects-create",
      filter: "type:app--12--rule OR type:loyalty_rule OR type:loyalty_tier",
    },
    {
      topic: "metaobjects/update",
      name: "carillon-metaobjects-update",
      filter: "type:app--12--rule OR type:loyalty_rule OR type:loyalty_tier",
    },
  ]);
});

test("customers in segments are watched when a tier names one, segments when there are tiers", () => {
  const watched = ["segments/create", "segments/update"];
  expect(topics({ loyalty: { tiers: [{ name: "Gold", tag: "gold" }] } })).toEqual(watched);
  expect(topics({ loyalty: { tiers: [{ name: "Gold", segment: "gid://shopify/Segment/1" }] } })).toEqual([
    "customer.joined_segment",
    "customer.left_segment",
    ...watched,
  ]);
});

test.each([{ code_prefixes: ["A"] }, { title_prefixes: ["A"] }, { apps: ["1"] }])(
  "discounts are watched when coupons are known by %j",
  (coupons) => {
    expect(topics({ coupons })).toEqual([
      "discounts/create",
      "discounts/update",
      "discounts/redeemcode_added",
    ]);
  },
);

test("what was not granted is not asked for, and a write scope grants reading", () => {
  expect(topics(EVERYTHING, [])).toEqual([]);
  expect(topics(EVERYTHING, ["write_discounts"])).toEqual([
    "discounts/create",
    "discounts/update",
    "discounts/redeemcode_added",
  ]);
  expect(topics(EVERYTHING)).toEqual(PER_SHOP_TOPICS);
});

test("what an optional scope brings is asked for when it is granted, unless the app requires the scope", () => {
  const topics = wanted({}, [CONTRACTS]).map(({ topic }) => topic);
  expect(topics).toHaveLength(15);
  expect(topics).toContain("subscription_contracts/pause");
  expect(wanted({}, [CONTRACTS], [CONTRACTS])).toEqual([]);
  expect(wanted({}, [CONTRACTS, "read_customer_payment_methods"], [CONTRACTS])).toHaveLength(3);
});

test("names are what Shopify allows, and differ", () => {
  const names = wanted(EVERYTHING, [...SCOPES, CONTRACTS]).map(({ name }) => name);
  for (const name of names) expect(name).toMatch(/^carillon-[A-Za-z0-9_-]{1,41}$/);
  expect(new Set(names).size).toBe(names.length);
});
