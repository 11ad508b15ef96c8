import { expect, test } from "vitest";
import type { ContractFacts } from "../../../app/pipeline/mapping/questions.ts";
import { rulesSchema } from "../../../app/rules/rules-schema.ts";
import { facts, line } from "../../helpers/contract-facts.ts";
import { contract } from "../../helpers/contract-steps.ts";
import { mapSequence, topicsOf } from "../../helpers/map-sequence.ts";

const RULES = rulesSchema.parse({
  membership: {
    products: ["gid://shopify/Product/1"],
    tags: ["Members"],
    selling_plan_groups: ["gid://shopify/SellingPlanGroup/5"],
  },
  gift: { attributes: ["_gift=yes"], tags: ["gift"], selling_plans: [] },
});

test.each([
  ["a product", line(1)],
  ["a product's tag", line(2, { productTags: ["members"] })],
  ["a selling plan group", line(2, { sellingPlanGroups: ["gid://shopify/SellingPlanGroup/5"] })],
])("a contract is a membership by %s", (_what, membershipLine) => {
  const made = contract("create", facts(1, { lines: [membershipLine] }));
  const [draft] = mapSequence([made], { rules: RULES });
  expect(draft?.topic).toBe("membership/created");
  expect(draft?.data).toMatchObject({ contract: { kind: "membership" }, group_id: null });
});

test("a mixed contract tells of each family with its own lines and amount, as one group", () => {
  const lines = [line(1), line(2, { total: { amount: "7.25", currency: "CAD" } }), line(3)];
  const drafts = mapSequence([contract("create", facts(1, { lines }))], { rules: RULES });
  expect(drafts.map(({ topic }) => topic)).toEqual(["subscription/created", "membership/created"]);
  expect(drafts[0]?.data).toMatchObject({
    contract: { kind: "mixed", amount: { amount: "17.75", currency: "CAD" } },
  });
  expect(drafts[1]?.data).toMatchObject({
    contract: { kind: "mixed", amount: { amount: "10.50", currency: "CAD" } },
  });
  expect(drafts[1]?.data).toMatchObject({
    contract: { lines: [{ id: "gid://shopify/SubscriptionLine/1" }] },
  });
  expect(drafts[0]?.data.group_id).toBe(drafts[1]?.data.group_id);
});

test("of a mixed contract's change only the family hears whose line it was", () => {
  const lines = [line(1), line(2)];
  const now = facts(2, { lines: [line(1), line(2, { quantity: 2 })] });
  const steps = [contract("create", facts(1, { lines })), contract("update", now)];
  expect(topicsOf(steps, { rules: RULES }).slice(2)).toEqual(["subscription/updated"]);
});

test("topics without a membership twin fire for memberships too", () => {
  const steps = [contract("create", facts(1)), contract("fail", facts(2, { status: "failed" }))];
  expect(topicsOf(steps, { rules: RULES })).toEqual(["membership/created", "subscription/failed"]);
});

test("the kind is remembered where Shopify does not answer", () => {
  const { answers: _, ...bare } = contract("pause", facts(2, { status: "paused" }));
  expect(topicsOf([contract("create", facts(1)), bare], { rules: RULES })).toEqual([
    "membership/created",
    "membership/paused",
  ]);
});

test.each([
  ["an attribute", { attributes: [{ key: "_gift", value: "yes" }] }, "_gift=yes"],
  ["a line's attribute", { lines: [line(2, { attributes: [{ key: "_gift", value: "yes" }] })] }, "_gift=yes"],
  ["the first order's tag", { originOrder: { id: "gid://shopify/Order/1", tags: ["Gift"] } }, "gift"],
] as [string, Partial<ContractFacts>, string][])("a contract is a gift by %s", (_what, change, matched) => {
  const drafts = mapSequence([contract("create", facts(1, { lines: [line(2)], ...change }))], {
    rules: RULES,
  });
  expect(drafts.map(({ topic }) => topic)).toEqual(["subscription/created", "subscription/gifted"]);
  expect(drafts[1]?.data.gift).toEqual({ matched });
});

test("of a mixed contract the family whose last line goes hears of it", () => {
  const mixed = contract("create", facts(1, { lines: [line(1), line(2)] }));
  for (const [left, family] of [
    [line(2), "membership"],
    [line(1), "subscription"],
  ] as const) {
    const drafts = mapSequence([mixed, contract("update", facts(2, { lines: [left] }))], { rules: RULES });
    const updates = drafts.filter(({ topic }) => topic.endsWith("/updated"));
    expect(updates.map(({ topic }) => topic)).toEqual([`${family}/updated`]);
    expect(updates[0]?.data).toMatchObject({
      changes: [{ reason: "product_removed" }],
      contract: { lines: [] },
    });
  }
});

test("a topic without a twin shows all lines of a mixed contract", () => {
  const now = facts(2, { lines: [line(1), line(2)], status: "failed" });
  const [draft] = mapSequence([contract("fail", now)], { rules: RULES });
  const ids = [1, 2].map((id) => ({ id: `gid://shopify/SubscriptionLine/${id}` }));
  expect(draft?.data).toMatchObject({ contract: { lines: ids } });
});
