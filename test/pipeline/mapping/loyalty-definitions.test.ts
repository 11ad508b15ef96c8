import fc from "fast-check";
import { expect, test } from "vitest";
import {
  metaobjectCreatedMapper,
  metaobjectUpdatedMapper,
  segmentCreatedMapper,
  segmentUpdatedMapper,
} from "../../../app/pipeline/mapping/loyalty/metaobjects.ts";
import { settleShopLoyalty, shopLoyaltyMapper } from "../../../app/pipeline/mapping/loyalty/shop-loyalty.ts";
import type { Answers } from "../../../app/pipeline/mapping/questions.ts";
import { dataOf, openShop, START, sample, type Webhook } from "../../helpers/run-mapper.ts";

const CHECK = "carillon/shop_loyalty_check";
const REGISTRY = {
  mappers: {
    "metaobjects/create": [metaobjectCreatedMapper],
    "metaobjects/update": [metaobjectUpdatedMapper],
    "segments/create": [segmentCreatedMapper],
    "segments/update": [segmentUpdatedMapper],
    [CHECK]: [shopLoyaltyMapper],
  },
  settlers: { shop_loyalty: settleShopLoyalty },
};

const LOYALTY = { rule_types: ["loyalty_rule"], tier_types: ["loyalty_tier"], tiers: [{ name: "VIP" }] };

function run(webhooks: Webhook[], loyalty: unknown = LOYALTY) {
  const carillon = openShop(REGISTRY, { rules: { loyalty } });
  for (const webhook of webhooks) carillon.receive(webhook);
  return carillon;
}

const METAOBJECT = {
  id: "gid://shopify/Metaobject/123456789012345678",
  type: "loyalty_rule",
  handle: "welcome",
  display_name: "Welcome",
  created_at: "2026-11-20T10:00:00Z",
  updated_at: "2026-11-20T10:00:00Z",
  fields: { points: "100" },
};

const metaobject = (step: "create" | "update", more: Record<string, unknown> = {}): Webhook => ({
  topic: `metaobjects/${step}`,
  body: { ...METAOBJECT, ...more },
});

const changed = (points: string, second: string) =>
  metaobject("update", { fields: { points }, updated_at: `2026-11-20T10:00:${second}Z` });

test("a metaobject of a rule type is a rule, one of a tier type a tier", () => {
  const [rule, tier] = run([
    metaobject("create"),
    metaobject("create", { id: 7, type: "Loyalty_Tier" }),
  ]).drafts();
  expect(rule).toMatchObject({ topic: "loyalty/rule_created", resource: METAOBJECT.id, customer: null });
  expect(dataOf(rule)).toEqual({
    customer: null,
    rule: {
      id: METAOBJECT.id,
      type: "loyalty_rule",
      handle: "welcome",
      name: "Welcome",
      fields: { points: "100" },
    },
    unavailable: {},
  });
  expect(tier).toMatchObject({ topic: "loyalty/tier_created", resource: "gid://shopify/Metaobject/7" });
  expect(dataOf(tier)).toMatchObject({ tier: "Welcome", definition: { type: "Loyalty_Tier" } });
});

test("a type that no rule names is left out", () => {
  const carillon = run([metaobject("create", { type: "other" }), metaobject("update", { type: null })]);
  expect(carillon.leftOut).toEqual(["no_rule_for_type", "no_rule_for_type"]);
  expect(carillon.drafts()).toEqual([]);
});

test("the documented samples make one creation and one change", () => {
  const created = sample("metaobjects__create");
  const update = JSON.stringify({
    ...JSON.parse(created),
    updated_at: "1985-07-13T01:55:13-04:00",
    fields: {},
  });
  const webhooks = [created, sample("metaobjects__update"), update].map((body, index) => ({
    topic: index === 0 ? "metaobjects/create" : "metaobjects/update",
    body,
  }));
  expect(run(webhooks, { rule_types: ["example-type"] }).topics()).toEqual([
    "loyalty/rule_created",
    "loyalty/rule_updated",
  ]);
});

test("an update that changes nothing makes no event", () => {
  const touched = metaobject("update", { updated_at: "2026-11-20T11:00:00Z" });
  expect(run([metaobject("create"), touched]).topics()).toEqual(["loyalty/rule_created"]);
});

test("a stale update makes no event and overwrites nothing", () => {
  const steps = [metaobject("create"), changed("300", "40"), changed("200", "20"), changed("300", "50")];
  expect(run(steps).topics()).toEqual(["loyalty/rule_created", "loyalty/rule_updated"]);
});

test("a metaobject that is older than the app is updated, not created", () => {
  expect(run([changed("200", "30")]).topics()).toEqual(["loyalty/rule_updated"]);
});

const STORIES: Record<string, { steps: Webhook[]; topics: string[] }> = {
  "creation and its echo": {
    steps: [
      metaobject("create"),
      metaobject("update"),
      metaobject("update", { updated_at: "2026-11-20T10:00:02Z" }),
    ],
    topics: ["loyalty/rule_created"],
  },
  "creation and a change in the same second": {
    steps: [metaobject("create"), changed("200", "00")],
    topics: ["loyalty/rule_created", "loyalty/rule_updated"],
  },
  "creation and a later change": {
    steps: [metaobject("create"), changed("200", "30")],
    topics: ["loyalty/rule_created", "loyalty/rule_updated"],
  },
  "segment and its change": {
    steps: [
      {
        topic: "segments/create",
        body: { id: 1, name: "VIP", query: "a", creationDate: START, lastEditDate: START },
      },
      {
        topic: "segments/update",
        body: { id: 1, name: "vip", query: "b", creationDate: START, lastEditDate: "2026-11-20T10:00:01Z" },
      },
    ],
    topics: ["loyalty/tier_created", "loyalty/tier_updated"],
  },
};

test.each(Object.entries(STORIES))(
  "%s make the same events in any order and repetition",
  (_name, { steps, topics }) => {
    const keys = (order: Webhook[]) =>
      new Set(
        run(order)
          .drafts()
          .map(({ key, data }) => key + JSON.stringify(data)),
      );
    const expected = keys(steps);
    expect(run(steps).topics()).toEqual(topics);
    const orders = fc
      .array(fc.constantFrom(...steps), { maxLength: 4 })
      .chain((more) => fc.shuffledSubarray([...steps, ...more], { minLength: steps.length + more.length }));
    fc.assert(
      fc.property(orders, (order) => {
        expect(keys(order)).toEqual(expected);
      }),
    );
  },
);

test("a change that came before its creation is told even when it was taken back before that came", () => {
  const back = metaobject("update", { updated_at: "2026-11-20T10:00:02Z" });
  expect(run([changed("200", "01"), back, metaobject("create")]).topics()).toEqual([
    "loyalty/rule_updated",
    "loyalty/rule_created",
    "loyalty/rule_updated",
  ]);
});

test("a segment belongs to a tier by its gid or its name", () => {
  const body = sample("segments__create");
  const create = { topic: "segments/create", body };
  const byGid = run([create], { tiers: [{ name: "Bronze", segment: "gid://shopify/Segment/1" }] });
  expect(dataOf(byGid.drafts()[0])).toMatchObject({
    tier: "Customers who have one order",
    definition: { id: "gid://shopify/Segment/1", type: "segment", fields: { query: "number_of_orders = 1" } },
  });
  expect(run([create], { tiers: [{ name: "customers who have one ORDER" }] }).topics()).toEqual([
    "loyalty/tier_created",
  ]);
  expect(run([create]).leftOut).toEqual(["no_tier_rule"]);
  const update = { topic: "segments/update", body: sample("segments__update") };
  expect(run([update], { tiers: [{ name: "A", segment: "gid://shopify/Segment/1" }] }).topics()).toEqual([
    "loyalty/tier_updated",
  ]);
});

const SHOP = "gid://shopify/Shop/1";
const DAY = 86_400_000;

function look(value: string, minute = 0): Webhook {
  const metafield = { namespace: "rivo", key: "loy", type: "json", value };
  const answers: Answers = { shopMetafields: { kind: "known", value: [metafield] } };
  return { topic: CHECK, body: { shop: SHOP }, triggeredAt: `2026-11-20T10:0${minute}:00.000Z`, answers };
}

const loy = (earn: unknown, tiers: unknown) =>
  JSON.stringify({ points_program: { ways_to_earn: earn }, vip_program: { tiers } });

const RIVO = { presets: ["rivo_legacy"] };

test("rules and tiers in the shop's metafields are remembered at first and compared then", () => {
  const before = loy([{ id: 1, name: "Order", points: 1 }], [{ name: "Gold" }]);
  const after = loy(
    [
      { id: 1, name: "Order", points: 2 },
      { id: 2, name: "Birthday" },
    ],
    [{ name: "Gold", min: 5 }, { name: "Ruby" }],
  );
  expect(run([look(before)], RIVO).topics()).toEqual([]);
  const carillon = run([look(before), look(after, 1), look(after, 2)], RIVO);
  expect(carillon.topics()).toEqual([
    "loyalty/rule_updated",
    "loyalty/rule_created",
    "loyalty/tier_updated",
    "loyalty/tier_created",
  ]);
  expect(carillon.drafts()[1]).toMatchObject({ resource: SHOP, customer: null });
  expect(dataOf(carillon.drafts()[1])).toMatchObject({
    rule: { id: "2", type: "rivo.loy", name: "Birthday" },
  });
  expect(dataOf(carillon.drafts()[3])).toMatchObject({ tier: "Ruby", definition: { id: "Ruby" } });
});

test("a rule that goes and comes again is created again", () => {
  const [one, none] = [loy([{ id: 1, name: "Order" }], []), loy([], [])];
  expect(run([look(one), look(none, 1), look(one, 2), look(none, 3), look(one, 4)], RIVO).topics()).toEqual([
    "loyalty/rule_created",
    "loyalty/rule_created",
  ]);
});

test("an answer that is older than the last look changes nothing", () => {
  const [one, two] = [loy([{ id: 1 }], []), loy([{ id: 1 }, { id: 2 }], [])];
  expect(run([look(two, 1), look(one, 0), look(two, 2)], RIVO).topics()).toEqual([]);
});

test.each(["", "{", "[]", "null", "{}", loy(null, 7), loy("x", [1, null, {}]), loy([[]], { a: 1 })])(
  "a shop metafield that holds %s makes no event and no crash",
  (value) => {
    const good = loy([{ id: 1, name: "Order" }], [{ name: "Gold" }]);
    expect(run([look(good), look(value, 1)], RIVO).topics()).toEqual([]);
  },
);

test("a broken metafield does not make old rules new", () => {
  const good = loy([{ id: 1, name: "Order" }], [{ name: "Gold" }]);
  expect(run([look(good), look("{", 1), look(good, 2)], RIVO).topics()).toEqual([]);
});

test("the shop is looked at every day, and not without a preset that needs it", () => {
  const carillon = run([look(loy([], []))], RIVO);
  carillon.wait(DAY);
  carillon.wait(DAY);
  expect(carillon.followUps().map(({ topic, payload }) => [topic, payload.shop])).toEqual(
    Array(2).fill([CHECK, SHOP]),
  );
  const bare = run([look(loy([], []))], { presets: ["smile"] });
  expect(bare.leftOut).toEqual(["no_preset"]);
  expect(bare.dueAtOf(SHOP, "shop_loyalty")).toBeUndefined();
});

test("without an answer nothing is forgotten, and tomorrow it is asked again", () => {
  const one = loy([{ id: 1, name: "Order" }], []);
  const carillon = run(
    [look(one), { ...look(one, 1), answers: { shopMetafields: { kind: "not_answered" } } }],
    RIVO,
  );
  carillon.receive(look(loy([{ id: 1, name: "Order", points: 5 }], []), 2));
  expect(carillon.topics()).toEqual(["loyalty/rule_updated"]);
  expect(carillon.dueAtOf(SHOP, "shop_loyalty")).toEqual(new Date(Date.parse(START) + DAY));
});
