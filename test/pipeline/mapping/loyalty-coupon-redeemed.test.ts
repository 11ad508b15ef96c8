import { expect, test } from "vitest";
import { couponRedeemedMapper } from "../../../app/pipeline/mapping/loyalty/coupon-redeemed.ts";
import type { Answers, DiscountFacts, Questions } from "../../../app/pipeline/mapping/questions.ts";
import { customerGid, dataOf, openShop, sample, type Webhook } from "../../helpers/run-mapper.ts";

const DISCOUNT = "gid://shopify/DiscountCodeNode/123456789012345678";
const PREFIX = { code_prefixes: ["loy-"] };

const facts = (more: Partial<DiscountFacts> = {}): DiscountFacts => ({
  ...{ id: DISCOUNT, type: "DiscountCodeBasic", title: "Points reward", status: "active", app: "777" },
  ...{ startsAt: null, endsAt: null, codes: ["LOY-AAA"], usageCount: 0, usageLimit: 1 },
  ...{ createdAt: "2026-11-20T10:00:00Z", updatedAt: "2026-11-20T10:00:00Z" },
  ...more,
});

function run(webhooks: Webhook[], coupons: unknown, answer?: (questions: Questions) => Answers) {
  const registry = { mappers: { "orders/create": [couponRedeemedMapper] } };
  const carillon = openShop(registry, { rules: { coupons }, ...(answer && { answer }) });
  for (const webhook of webhooks) carillon.receive(webhook);
  return carillon;
}

const ORDER = "gid://shopify/Order/820982911946154508";

function order(more: Record<string, unknown>): Webhook {
  const { test: _, ...body } = JSON.parse(sample("orders__create").replaceAll(/: (\d{17,})/g, ': "$1"'));
  return { topic: "orders/create", body: { ...body, ...more } };
}

const WITH_CODE = {
  currency: "EUR",
  discount_codes: [{ code: "Loy-AAA", amount: "10.00", type: "fixed_amount" }],
  discount_applications: [
    { type: "discount_code", code: "loy-aaa" },
    { type: "automatic", title: "LOY-X", code: "LOY-X" },
  ],
};

test("an order that uses a coupon redeems it once", () => {
  const carillon = run([order(WITH_CODE), order(WITH_CODE)], PREFIX);
  const [draft, ...more] = carillon.drafts();
  expect(more).toEqual([]);
  expect(draft).toMatchObject({
    topic: "loyalty/coupon_redeemed",
    resource: ORDER,
    customer: customerGid("115310627314723954"),
    environment: "live",
  });
  expect(dataOf(draft)).toMatchObject({
    customer: {
      id: customerGid("115310627314723954"),
      email: "john@example.com",
      name: "John Smith",
      tier: null,
    },
    coupon: { code: "Loy-AAA", title: null },
    order_id: ORDER,
    amount: "10.00",
    currency: "EUR",
    unavailable: { "coupon.title": "not_asked", "customer.tier": "not_asked" },
  });
});

test("a prefix needs no question, a title or an app does", () => {
  const asked: Questions[] = [];
  const answer = (questions: Questions): Answers => {
    asked.push(questions);
    return { codes: { kind: "known", value: [facts()] } };
  };
  run([order(WITH_CODE)], PREFIX, answer);
  run([order({ discount_codes: [], discount_applications: [] })], { apps: ["777"] }, answer);
  expect(asked).toEqual([]);
  const carillon = run([order(WITH_CODE)], { apps: ["777"] }, answer);
  expect(asked).toEqual([{ codes: ["Loy-AAA"] }]);
  expect(dataOf(carillon.drafts()[0])).toMatchObject({
    coupon: { id: DISCOUNT, code: "Loy-AAA", title: "Points reward" },
  });
});

test("of several codes each is judged by its own discount", () => {
  const answer = (): Answers => ({
    codes: { kind: "known", value: [facts({ codes: ["A"], app: "1" }), facts({ codes: ["b"], app: "777" })] },
  });
  const codes = [{ code: "A", amount: "1.00" }, { code: "B", amount: "2.00" }, { code: "C" }];
  const carillon = run([order({ discount_codes: codes })], { apps: ["777"] }, answer);
  expect(carillon.drafts().map((draft) => dataOf(draft).amount)).toEqual(["2.00"]);
});

test("an order of which Shopify does not answer redeems what its prefix says", () => {
  const coupons = { ...PREFIX, title_prefixes: ["points"] };
  const codes = [{ code: "LOY-1", amount: "1.00" }, { code: "OTHER" }];
  const answer = (): Answers => ({ codes: { kind: "not_answered" } });
  const carillon = run([order({ discount_codes: codes })], coupons, answer);
  expect(carillon.drafts().map((draft) => dataOf(draft).amount)).toEqual(["1.00"]);
  expect(dataOf(carillon.drafts()[0])).toMatchObject({ unavailable: { "coupon.title": "not_answered" } });
});

test("a test order redeems in the test environment, a guest's has no customer", () => {
  const [draft] = run([order({ ...WITH_CODE, test: true, customer: null })], PREFIX).drafts();
  expect(draft).toMatchObject({ environment: "test", customer: null });
  expect(dataOf(draft)).toMatchObject({
    customer: { id: null },
    unavailable: { "customer.id": "not_asked" },
  });
});

const BROKEN = [null, "LOY-1", 7, {}, [null], ["LOY-1"], [{ code: 7 }], [{ code: "" }], [{ amount: "1" }]];

test.each(BROKEN.map((codes) => ({ codes })))(
  "discount codes that are $codes redeem nothing and upset nothing",
  ({ codes }) => {
    const webhook = order({ discount_codes: codes, discount_applications: codes });
    expect(run([webhook], PREFIX).drafts()).toEqual([]);
  },
);

test("a code that only the discount applications name has no known amount", () => {
  const applied = {
    discount_codes: undefined,
    discount_applications: [{ type: "discount_code", code: "LOY-1" }],
  };
  const [draft] = run([order(applied)], PREFIX).drafts();
  expect(dataOf(draft)).toMatchObject({ amount: null, unavailable: { amount: "unknown" } });
});

test("without a coupon rule orders are left out", () => {
  expect(run([order(WITH_CODE)], {}).leftOut).toEqual(["no_coupon_rule"]);
});
