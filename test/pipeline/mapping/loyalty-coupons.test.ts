import fc from "fast-check";
import { expect, test } from "vitest";
import {
  couponCodeAddedMapper,
  couponCreatedMapper,
  couponUpdatedMapper,
} from "../../../app/pipeline/mapping/loyalty/coupons.ts";
import type { Answers, DiscountFacts } from "../../../app/pipeline/mapping/questions.ts";
import { dataOf, openShop, sample, type Webhook } from "../../helpers/run-mapper.ts";

const REGISTRY = {
  mappers: {
    "discounts/create": [couponCreatedMapper],
    "discounts/update": [couponUpdatedMapper],
    "discounts/redeemcode_added": [couponCodeAddedMapper],
  },
};

const DISCOUNT = "gid://shopify/DiscountCodeNode/123456789012345678";

const facts = (more: Partial<DiscountFacts> = {}): DiscountFacts => ({
  id: DISCOUNT,
  type: "DiscountCodeBasic",
  title: "Points reward",
  status: "active",
  startsAt: "2026-11-20T10:00:00Z",
  endsAt: null,
  codes: ["LOY-AAA"],
  app: "777",
  usageCount: 0,
  usageLimit: 1,
  createdAt: "2026-11-20T10:00:00Z",
  updatedAt: "2026-11-20T10:00:00Z",
  ...more,
});

const known = (more?: Partial<DiscountFacts>): Answers => ({
  discount: { kind: "known", value: facts(more) },
});

function run(webhooks: Webhook[], coupons: unknown) {
  const carillon = openShop(REGISTRY, { rules: { coupons } });
  for (const webhook of webhooks) carillon.receive(webhook);
  return carillon;
}

const created = (answers: Answers = known()): Webhook => ({
  topic: "discounts/create",
  body: {
    admin_graphql_api_id: DISCOUNT,
    title: "Points reward",
    status: "ACTIVE",
    created_at: "2026-11-20T10:00:00Z",
    updated_at: "2026-11-20T10:00:00Z",
  },
  answers,
});

const updated = (second: string, answers: Answers = known(), title = "Points reward"): Webhook => ({
  topic: "discounts/update",
  body: { ...(created().body as object), title, updated_at: `2026-11-20T10:00:${second}Z` },
  answers,
});

const added = (code: string, answers: Answers = known()): Webhook => ({
  topic: "discounts/redeemcode_added",
  body: {
    admin_graphql_api_id: DISCOUNT,
    redeem_code: { id: "gid://shopify/DiscountRedeemCode/1", code },
    updated_at: "2026-11-20T10:00:01Z",
  },
  answers,
});

const PREFIX = { code_prefixes: ["loy-"] };

test.each([
  ["a code's prefix", PREFIX],
  ["the title's prefix", { title_prefixes: ["POINTS"] }],
  ["the app that made it", { apps: ["777"] }],
])("%s makes a discount a coupon, in any letter case", (_what, coupons) => {
  const [draft, ...more] = run([created()], coupons).drafts();
  expect(more).toEqual([]);
  expect(draft).toMatchObject({ topic: "loyalty/coupon_created", resource: DISCOUNT, customer: null });
  expect(dataOf(draft)).toEqual({
    customer: null,
    coupon: {
      id: DISCOUNT,
      code: "LOY-AAA",
      title: "Points reward",
      status: "active",
      type: "DiscountCodeBasic",
      starts_at: "2026-11-20T10:00:00Z",
      ends_at: null,
      app_id: "777",
      usage_count: 0,
      usage_limit: 1,
    },
    unavailable: {},
  });
});

test("without a coupon rule discounts are left out", () => {
  expect(run([created(), updated("30"), added("X")], {}).leftOut).toEqual(Array(3).fill("no_coupon_rule"));
});

test("what does not match makes no event and is not remembered", () => {
  const carillon = run([created(), updated("30"), added("OTHER")], { code_prefixes: ["vip"], apps: ["1"] });
  expect(carillon.drafts()).toEqual([]);
  expect(carillon.stateOf(DISCOUNT, "coupon")).toBeNull();
});

test("a discount and its code make one event in any order, another code another one", () => {
  const steps = [
    created(),
    added("loy-aaa"),
    updated("01"),
    added("LOY-BBB", known({ codes: ["LOY-AAA", "LOY-BBB"] })),
  ];
  const keys = (order: Webhook[]) =>
    new Set(
      run(order, PREFIX)
        .drafts()
        .map(({ key }) => key),
    );
  expect([...keys(steps)]).toEqual([
    `loyalty/coupon_created|${DISCOUNT}|loy-aaa`,
    `loyalty/coupon_created|${DISCOUNT}|loy-bbb`,
  ]);
  fc.assert(
    fc.property(fc.shuffledSubarray([...steps, ...steps], { minLength: 8 }), (order) => {
      expect(keys(order)).toEqual(keys(steps));
    }),
  );
});

test("only the codes with the prefix are coupons of a discount that is none by itself", () => {
  const answers = known({ codes: ["SUMMER", "LOY-1", "Loy-2"] });
  const codes = run([created(answers), added("SUMMER", answers)], PREFIX)
    .drafts()
    .map((draft) => dataOf(draft).coupon);
  expect(codes).toEqual([
    expect.objectContaining({ code: "LOY-1" }),
    expect.objectContaining({ code: "Loy-2" }),
  ]);
});

test("a coupon is updated when its content differs, not when it was used or got a code", () => {
  const used = known({ usageCount: 1, codes: ["LOY-AAA", "LOY-BBB"], updatedAt: "2026-11-20T10:00:20Z" });
  const ended = known({ endsAt: "2026-12-31T00:00:00Z" });
  const carillon = run([created(), updated("20", used), updated("30", ended), updated("30", ended)], PREFIX);
  expect(carillon.topics()).toEqual(["loyalty/coupon_created", "loyalty/coupon_updated"]);
  expect(dataOf(carillon.drafts()[1])).toMatchObject({
    coupon: { ends_at: "2026-12-31T00:00:00Z", code: "LOY-AAA" },
  });
});

test("a stale change of a coupon makes no event", () => {
  const carillon = run(
    [created(), updated("30", known({ usageLimit: 2 })), updated("20", known({ usageLimit: 3 }))],
    PREFIX,
  );
  expect(carillon.topics()).toEqual(["loyalty/coupon_created", "loyalty/coupon_updated"]);
});

test("without an answer the payload has to do", () => {
  const rule = { title_prefixes: ["automatic free"] };
  const webhooks = ["discounts__create", "discounts__update"].map((name) => ({
    topic: name.replace("__", "/"),
    body: sample(name),
  }));
  const carillon = run([...webhooks, ...webhooks], rule);
  expect(carillon.topics()).toEqual(["loyalty/coupon_created", "loyalty/coupon_updated"]);
  expect(dataOf(carillon.drafts()[1])).toMatchObject({
    coupon: { title: "Automatic free shipping updated", status: "active", code: null },
    unavailable: { "coupon.code": "not_asked", "coupon.usage_limit": "not_asked" },
  });
  const code = run([{ topic: "discounts/redeemcode_added", body: sample("discounts__redeemcode_added") }], {
    code_prefixes: ["CODE"],
  });
  expect(dataOf(code.drafts()[0])).toMatchObject({ coupon: { code: "code1", title: null } });
  const denied: Answers = { discount: { kind: "not_permitted", scope: "read_discounts" } };
  expect(() => run([created(denied)], rule)).toThrow("the permission read_discounts is missing");
  const ours = run([created(denied)], { title_prefixes: ["points"] });
  expect(dataOf(ours.drafts()[0])).toMatchObject({ unavailable: { "coupon.type": "not_permitted" } });
});

test.each([
  {},
  { admin_graphql_api_id: null },
  { admin_graphql_api_id: 7 },
  { admin_graphql_api_id: "gid://shopify/Order/1" },
])("a discount webhook that does not name its discount is not mapped: %j", (body) => {
  expect(run([{ topic: "discounts/create", body }], PREFIX).drafts()).toEqual([]);
});

test.each([[null], [{}], [{ code: null }], [{ code: 7 }], ["LOY-1"], [["LOY-1"]]])(
  "a redeem code that is %j makes no event",
  (redeem_code) => {
    const body = { admin_graphql_api_id: DISCOUNT, redeem_code };
    const coupons = { ...PREFIX, apps: ["777"] };
    expect(run([{ topic: "discounts/redeemcode_added", body, answers: known() }], coupons).drafts()).toEqual(
      [],
    );
  },
);
