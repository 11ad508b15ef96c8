// What the panel asks Shopify while a merchant looks at the rules.
import { expect, test, vi } from "vitest";
import { HIGHEST_LIMITS } from "#sandbox/shopify/query-cost.ts";
import { NO_RULES, rulesSchema } from "../../app/rules/rules-schema.ts";
import { askNow } from "../../app/shopify/look-up/ask-now.ts";
import { type ChoiceKind, findChoices } from "../../app/shopify/look-up/choices.ts";
import { namesIn } from "../../app/shopify/look-up/names.ts";
import { presetsFound } from "../../app/shopify/look-up/presets-found.ts";
import { connectShopify, type StandInOptions } from "../helpers/shopify-stand-in.ts";
import { createTestDeps } from "../helpers/test-deps.ts";

const { deps } = await createTestDeps();

async function open(options: StandInOptions = {}) {
  const { shop, store, fail } = await connectShopify(deps, options);
  return {
    ...{ shop, store, fail },
    choices: (kind: ChoiceKind, search = "") => askNow(deps, shop, (talk) => findChoices(talk, kind, search)),
    presets: () => askNow(deps, shop, presetsFound),
  };
}

test("selling plan groups of every app are found by the beginning of a word", async () => {
  const { store, choices } = await open();
  const club = store.addPlanGroup("Gold club", [{ name: "Monthly", category: "SUBSCRIPTION" }]);
  store.addPlanGroup("Coffee", [{ name: "Weekly", category: "SUBSCRIPTION" }]);
  const found = (items: object[]) => ({ kind: "known", value: { items, more: false } });
  expect(await choices("plan_group", ' "GOLD" clu')).toEqual(found([{ id: club.id, name: "Gold club" }]));
  expect((await choices("plan_group")) as object).toMatchObject({ value: { items: { length: 2 } } });
  const [plan] = club.plans;
  expect(await choices("plan", "gold")).toEqual(
    found([{ id: plan?.id, name: "Monthly", group: "Gold club" }]),
  );
});

const weekly = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    name: `Every ${index + 1} weeks`,
    category: "SUBSCRIPTION" as const,
  }));

test("a plan is found by its own name too, whichever of its group's it is", async () => {
  const { store, choices } = await open({ limits: HIGHEST_LIMITS });
  const coffee = store.addPlanGroup("Coffee", weekly(31));
  store.addPlanGroup("Gold club", [{ name: "Monthly", category: "SUBSCRIPTION" }]);
  const last = { id: coffee.plans[30]?.id, name: "Every 31 weeks", group: "Coffee" };
  expect((await choices("plan")) as object).toMatchObject({ value: { items: { length: 32 }, more: false } });
  for (const search of ["31", "coffee 31", "weeks 31"])
    expect(await choices("plan", search)).toEqual({ kind: "known", value: { items: [last], more: false } });
  expect(await choices("plan", "monthly 31")).toEqual({ kind: "known", value: { items: [], more: false } });
});

test("a group with more plans than are listed says so", async () => {
  const { store, choices } = await open();
  store.addPlanGroup("Tea", weekly(32));
  expect((await choices("plan")) as object).toMatchObject({ value: { items: { length: 31 }, more: true } });
});

test("a plan of a group that is not among the first is found by the group's name", async () => {
  const { store, choices } = await open({ limits: HIGHEST_LIMITS });
  for (let number = 1; number <= 25; number++) store.addPlanGroup(`Box ${number}`, weekly(1));
  const club = store.addPlanGroup("Club", weekly(1));
  const found = { id: club.plans[0]?.id, name: "Every 1 weeks", group: "Club" };
  expect(await choices("plan", "clu")).toEqual({ kind: "known", value: { items: [found], more: true } });
});

test("segments are found, and signs of the search syntax say nothing", async () => {
  const { store, choices } = await open();
  const { id, name } = store.addSegment("VIP tier");
  store.addSegment("Newsletter");
  expect(await choices("segment", "-vip:*")).toEqual({
    kind: "known",
    value: { items: [{ id, name }], more: false },
  });
});

test("what the rules name has a name, and what is gone has none", async () => {
  const { shop, store } = await open();
  const product = store.addProduct({ title: "Club card" });
  const segment = store.addSegment("VIP");
  const rules = rulesSchema.parse({
    membership: { products: [product.id, "gid://shopify/Product/1"] },
    loyalty: { tiers: [{ name: "Gold", segment: segment.id }] },
  });
  expect(await askNow(deps, shop, (talk) => namesIn(talk, rules))).toEqual({
    kind: "known",
    value: { [product.id]: "Club card", [segment.id]: "VIP" },
  });
  expect(await askNow(deps, shop, (talk) => namesIn(talk, NO_RULES))).toEqual({ kind: "known", value: {} });
});

test("a loyalty app is found by a definition, by a customer's metafield or by the shop's", async () => {
  const { store, presets } = await open();
  expect(await presets()).toEqual({ kind: "known", value: [] });
  store.defineMetafield({ ownerType: "CUSTOMER", namespace: "smile", key: "vip_tier_name" });
  store.defineMetafield({ ownerType: "PRODUCT", namespace: "inveterate", key: "balance" });
  const customer = store.addCustomer({});
  store.setMetafield(customer.id, { namespace: "mage", key: "loyalty", type: "json", value: "{}" });
  expect(await presets()).toEqual({ kind: "known", value: ["smile", "mage"] });
});

test("without the permission it says which one is wanted", async () => {
  const { choices } = await open({ scopes: ["read_orders"] });
  expect(await choices("plan_group")).toEqual({ kind: "unknown", scope: "read_products" });
});

test("a shop that cannot be asked, and a Shopify that fails or is silent, leave it unknown", async () => {
  const unknown = { kind: "unknown", scope: null };
  expect(await askNow(deps, "nobody.myshopify.com", presetsFound)).toEqual(unknown);
  const { shop, presets, fail } = await open();
  fail({ kind: "status", status: 503 });
  expect(await presets()).toEqual(unknown);
  fail({ kind: "silence" });
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  const impatient = vi.spyOn(AbortSignal, "timeout").mockImplementation(() => timeout(200));
  expect(await askNow(deps, shop, presetsFound, 10).finally(() => impatient.mockRestore())).toEqual(unknown);
});
