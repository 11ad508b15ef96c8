import { beforeAll, expect, test } from "vitest";
import { carryOutNext } from "../../app/duties/worker.ts";
import { loadRules, loadRulesOf } from "../../app/rules/load-rules.ts";
import { NO_RULES } from "../../app/rules/rules-schema.ts";
import { saveRules } from "../../app/rules/save-rules.ts";
import { addEndpoint, addShop, processAll, takeIn } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";

let app: TestDeps;
let shopId: string;

beforeAll(async () => {
  app = await createTestDeps();
  shopId = await addShop(app.deps);
});

const save = (input: unknown, shop = shopId) => saveRules(app.deps, shop, input);
const load = (shop = shopId) => loadRules(app.deps.pool, shop);

test("a shop that has set nothing has no rules, and the lead days that everybody has", async () => {
  const fresh = await addShop(app.deps, "fresh.myshopify.com");
  expect(await load(fresh)).toEqual(NO_RULES);
  expect((await load(fresh)).upcoming_order.lead_days).toBe(3);
});

test("what is saved comes back with every field, and replaces what was there as a whole", async () => {
  await save({ membership: { tags: [" club "] }, coupons: { code_prefixes: ["LOY-"] } });
  expect(await load()).toMatchObject({
    membership: { tags: ["club"], products: [], selling_plan_groups: [] },
    coupons: { code_prefixes: ["LOY-"] },
  });
  const saved = await save({ upcoming_order: { lead_days: 7 } });
  expect(saved).toEqual({ kind: "saved", rules: { ...NO_RULES, upcoming_order: { lead_days: 7 } } });
  expect(await load()).toEqual({ ...NO_RULES, upcoming_order: { lead_days: 7 } });
});

test("the rules of many shops come in one answer, without those that have none", async () => {
  const one = await addShop(app.deps, "one.myshopify.com");
  const two = await addShop(app.deps, "two.myshopify.com");
  const none = await addShop(app.deps, "none.myshopify.com");
  await save({ upcoming_order: { lead_days: 1 } }, one);
  await save({ upcoming_order: { lead_days: 2 } }, two);
  const rules = await loadRulesOf(app.deps.pool, [one, two, none]);
  expect([...rules.keys()].sort()).toEqual([one, two].sort());
  expect(rules.get(two)).toMatchObject({ upcoming_order: { lead_days: 2 } });
});

test.each<[string, object, string, RegExp]>([
  ["an unknown section", { gifts: {} }, "gifts", /no such field/],
  ["an unknown field", { gift: { colour: "red" } }, "gift.colour", /no such field/],
  [
    "a number for a gid",
    { membership: { products: ["12"] } },
    "membership.products.0",
    /gid:\/\/shopify\/Product/,
  ],
  [
    "another resource's gid",
    { gift: { selling_plans: ["gid://shopify/Product/1"] } },
    "gift.selling_plans.0",
    /SellingPlan/,
  ],
  [
    "an app's name for its number",
    { subscription_source: { apps: ["loop"] } },
    "subscription_source.apps.0",
    /number/,
  ],
  ["an empty tag", { membership: { tags: ["  "] } }, "membership.tags.0", /empty/],
  ["a preset that does not exist", { loyalty: { presets: ["nobody"] } }, "loyalty.presets.0", /.+/],
  [
    "a short form of a type",
    { loyalty: { rule_types: ["$app:rule"] } },
    "loyalty.rule_types.0",
    /app--1234--/,
  ],
  ["a tier without a name", { loyalty: { tiers: [{ tag: "gold" }] } }, "loyalty.tiers.0.name", /.+/],
  ["a month of lead days and a day", { upcoming_order: { lead_days: 31 } }, "upcoming_order.lead_days", /.+/],
  ["too many entries", { membership: { tags: Array(101).fill("a") } }, "membership.tags", /at most 100/],
])("%s is refused by the name of its field and changes nothing", async (_what, input, field, message) => {
  const before = await load();
  const outcome = await save(input);
  expect(outcome).toEqual({ kind: "invalid", errors: { [field]: [expect.stringMatching(message)] } });
  expect(await load()).toEqual(before);
});

test("several wrong fields are all named, and what is no object says so", async () => {
  expect(await save({ coupons: { apps: ["a", "1", "b"] }, x: 1 })).toMatchObject({
    errors: {
      "coupons.apps.0": [expect.stringMatching(/number/)],
      "coupons.apps.2": [expect.stringMatching(/number/)],
      x: ["There is no such field."],
    },
  });
  expect(await save([])).toMatchObject({ kind: "invalid", errors: { body: [expect.any(String)] } });
});

test("stored rules that are no longer understood stop the mapping and name the shop", async () => {
  const broken = await addShop(app.deps, "broken.myshopify.com");
  await app.deps.pool.query("insert into shop_rules (shop_id, rules) values ($1, $2)", [broken, '{"old":1}']);
  await expect(load(broken)).rejects.toThrow(`rules of ${broken} are not understood`);
});

test("one shop's stored rules that this release does not understand keep up that shop alone", async () => {
  const broken = await addShop(app.deps, "newer.myshopify.com");
  const other = await addShop(app.deps, "same.myshopify.com");
  for (const id of [broken, other]) await addEndpoint(app.deps, id, "http://127.0.0.1:9/hook");
  await app.deps.pool.query("insert into shop_rules (shop_id, rules) values ($1, $2)", [
    broken,
    '{"rules_of_a_later_release":true}',
  ]);
  for (const shop of ["newer.myshopify.com", "same.myshopify.com"])
    await takeIn(app.deps, "orders/create", '{"id":1}', { shop });
  await processAll(app.deps);
  const events = async (id: string) => app.deps.prisma.event.count({ where: { shopId: id } });
  expect([await events(broken), await events(other)]).toEqual([0, 1]);
  const left = await app.deps.prisma.inboundWebhook.findFirst({
    where: { shopDomain: "newer.myshopify.com" },
  });
  expect(left).toMatchObject({ status: "failed", reason: "rules_unreadable" });

  await save({}, broken);
  while (await carryOutNext(app.deps));
  await processAll(app.deps);
  expect(await events(broken)).toBe(1);
});

test("a longer lead time reaches contracts that already wait for their announcement", async () => {
  const id = await addShop(app.deps, "lead.myshopify.com");
  const resource = "gid://shopify/SubscriptionContract/1";
  const dueAt = new Date(app.deps.clock.now().getTime() + 86_400_000);
  await app.deps.prisma.snapshot.create({ data: { shopId: id, resource, dueAt } });
  await save({ upcoming_order: { lead_days: 7 } }, id);
  const { dueAt: next } = await app.deps.prisma.snapshot.findUniqueOrThrow({
    where: { shopId_resource: { shopId: id, resource } },
  });
  expect(next).toEqual(app.deps.clock.now());
});
