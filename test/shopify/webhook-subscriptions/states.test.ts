import fc from "fast-check";
import { expect, test } from "vitest";
import { rulesSchema } from "../../../app/rules/rules-schema.ts";
import { availabilityOf } from "../../../app/shopify/topic-availability.ts";
import { groupWebhooks } from "../../../app/shopify/webhook-subscriptions/group-webhooks.ts";
import { statesOfWebhooks } from "../../../app/shopify/webhook-subscriptions/states-of-webhooks.ts";
import { TOPICS } from "../../../app/topics/catalog.ts";
import { CONTRACTS, REQUIRED } from "./sync-helpers.ts";

const OPTIONAL = [CONTRACTS, "read_customer_payment_methods", "read_discounts", "read_metaobjects"];

const RULES = {
  membership: { tags: ["club"] },
  gift: { tags: ["gift"] },
  coupons: { code_prefixes: ["LOY"] },
  loyalty: {
    presets: ["smile"],
    rule_types: ["a_rule"],
    tier_types: ["a_tier"],
    tiers: [{ name: "Gold", segment: "gid://shopify/Segment/1", tag: "gold" }],
  },
};

const rulesOf = (names: string[]) =>
  rulesSchema.parse(Object.fromEntries(Object.entries(RULES).filter(([name]) => names.includes(name))));

const statesOf = (rules: object, granted: string[]) =>
  new Map(
    statesOfWebhooks({ rules: rulesSchema.parse(rules), granted, required: REQUIRED }, []).map(
      ({ topic, status }) => [topic, status],
    ),
  );

test("metaobjects wait for a filter, everything else that no rule needs is simply not received", () => {
  const none = statesOf({}, [...REQUIRED, ...OPTIONAL]);
  expect(none.get("metaobjects/create")).toBe("needs_filter");
  expect(none.get("discounts/create")).toBe("not_receiving");
  expect(statesOf(RULES, REQUIRED).get("metaobjects/create")).toBe("needs_permission");
  const all = statesOf(RULES, [...REQUIRED, ...OPTIONAL]);
  expect(new Set(all.values())).toEqual(new Set(["receiving"]));
});

test("a topic is ready in the catalogue only when Shopify's topics behind it come, whatever is granted and ruled", () => {
  fc.assert(
    fc.property(
      fc.subarray([...REQUIRED, ...OPTIONAL]),
      fc.subarray(Object.keys(RULES)),
      (granted, names) => {
        const states = statesOf(rulesOf(names), granted);
        for (const topic of TOPICS) {
          const { status } = availabilityOf(topic, granted, rulesOf(names));
          const ways = topic.ways.filter(({ kind }) => kind !== "api");
          const comes = ways.some((way) =>
            ("topics" in way ? way.topics : []).every((name) => states.get(name) === "receiving"),
          );
          if (status === "ready") expect(comes, `${topic.name} by ${granted}`).toBe(true);
        }
      },
    ),
  );
});

const state = (topic: string, status: "receiving" | "needs_permission" | "not_receiving") => ({
  ...{ topic, status, words: null, checkedAt: new Date(0), lastReceivedAt: null },
});

test("webhooks are shown under the permission that they need, with the rule that they lack", () => {
  const groups = groupWebhooks(
    [
      state("app/uninstalled", "receiving"),
      state("subscription_contracts/pause", "needs_permission"),
      state("orders/create", "needs_permission"),
      state("segments/create", "not_receiving"),
      state("customers/create", "receiving"),
    ],
    rulesSchema.parse({}),
    REQUIRED,
  );
  expect(groups.map(({ scope, permission }) => [scope, permission])).toEqual([
    ["read_customers", "granted"],
    ["read_orders", "required"],
    [CONTRACTS, "missing"],
    [null, "granted"],
  ]);
  expect(groups[0]?.webhooks.map(({ topic, missingRule }) => [topic, missingRule])).toEqual([
    ["segments/create", "loyalty.tiers"],
    ["customers/create", null],
  ]);
});
