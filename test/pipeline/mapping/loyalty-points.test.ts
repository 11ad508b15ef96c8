import { expect, test } from "vitest";
import {
  loyaltyCheckMapper,
  loyaltyEventMapper,
  loyaltyTrigger,
  settleLoyalty,
  settleLoyaltyTrigger,
} from "../../../app/pipeline/mapping/loyalty/customer-loyalty.ts";
import type { Answers, Metafield } from "../../../app/pipeline/mapping/questions.ts";
import { customerGid, dataOf, openShop, sample } from "../../helpers/run-mapper.ts";

const REGISTRY = {
  mappers: {
    Customer: [loyaltyEventMapper],
    "customers/update": [loyaltyTrigger],
    "carillon/loyalty_check": [loyaltyCheckMapper],
  },
  settlers: { loyalty: settleLoyalty, loyalty_trigger: settleLoyaltyTrigger },
};

const shop = (...presets: string[]) => openShop(REGISTRY, { rules: { loyalty: { presets } } });

const at = (minute: number) => `2026-11-20T10:${String(minute).padStart(2, "0")}:00.000Z`;

function event(value: unknown, minute: number, more: Record<string, unknown> = {}) {
  const metafield = { namespace: "loyalty", key: "balance", type: "number_integer", value, ...more };
  const body = { topic: "Customer", action: "update", data: { customer: { id: customerGid(), metafield } } };
  return { topic: "Customer", body, triggeredAt: at(minute) };
}

const rivo = (value: string, minute: number) =>
  event(value, minute, { namespace: "custom", key: "rivo", type: "json" });

const answered = (metafields: Metafield[]): Answers => ({
  customer: {
    kind: "known",
    value: {
      ...{
        id: customerGid(),
        email: "ada@example.com",
        firstName: "Ada",
        lastName: null,
        name: "Ada",
        phone: null,
      },
      ...{ tags: [], metafields, shopCurrency: "CAD", storeCredits: [] },
    },
  },
});

const balance = (value: string): Metafield => ({
  namespace: "loyalty",
  key: "balance",
  type: "number_integer",
  value,
});

test("the first balance is remembered, the next is the difference", () => {
  const carillon = shop("easypoints");
  carillon.receive(event("500", 1));
  expect(carillon.drafts()).toEqual([]);
  carillon.receive({ ...event("550", 2), answers: answered([balance("560")]) });
  const [draft] = carillon.drafts();
  expect(draft).toMatchObject({
    topic: "loyalty/points_changed",
    resource: customerGid(),
    customer: customerGid(),
  });
  expect(dataOf(draft)).toMatchObject({
    customer: { email: "ada@example.com", loyalty_points: 550 },
    points_history: { value: 50, type: "Earn", balance: 550, previous_balance: 500 },
  });
});

test("a balance that falls was redeemed", () => {
  const carillon = shop("easypoints");
  for (const webhook of [event("500", 1), event("449.5", 2)]) carillon.receive(webhook);
  expect(dataOf(carillon.drafts()[0])).toMatchObject({
    points_history: {
      value: -50.5,
      type: "Redeem",
      message: "The balance of points fell from 500 to 449.5.",
    },
  });
});

test("balances of 18 digits are compared exactly", () => {
  const carillon = shop("easypoints");
  for (const webhook of [event("123456789012345678", 1), event("123456789012345679.10", 2)])
    carillon.receive(webhook);
  const text = JSON.stringify(carillon.drafts()[0]?.data);
  expect(text).toContain('"value":1.1,');
  expect(text).toContain('"balance":123456789012345679.1,');
});

test("duplicates and stale balances make no event and change nothing", () => {
  const carillon = shop("easypoints");
  const steps = [
    event("500", 1),
    event("600", 3),
    event("600", 3),
    event("550", 2),
    event("600.0", 4),
    event("650", 5),
  ];
  for (const webhook of steps) carillon.receive(webhook);
  const values = carillon.drafts().map((draft) => dataOf(draft).points_history);
  expect(values).toEqual([expect.objectContaining({ value: 100 }), expect.objectContaining({ value: 50 })]);
});

test("the documented sample of an Event is read, and its old form as well", () => {
  const carillon = shop("easypoints");
  const text = sample("derived/events__customer_metafield_update");
  carillon.receive({ topic: "Customer", body: text, triggeredAt: at(1) });
  const old = { ...JSON.parse(text), fields_changed: ["customer.metafield.value"] };
  old.data.customer.metafield.value = "600";
  carillon.receive({ topic: "Customer", body: old, triggeredAt: at(2) });
  expect(dataOf(carillon.drafts()[0])).toMatchObject({ points_history: { value: 50, balance: 600 } });
});

test("a metafield in a JSON object is read where the preset says", () => {
  const carillon = shop("rivo_legacy");
  carillon.receive(rivo('{"points_balance": 10, "vip_tier": null}', 1));
  carillon.receive(rivo('{"points_balance": "12"}', 2));
  expect(dataOf(carillon.drafts()[0])).toMatchObject({ points_history: { value: 2 } });
});

const BROKEN = [
  "{",
  "",
  "null",
  "[]",
  '"x"',
  "{}",
  '{"points_balance":[1]}',
  '{"points_balance":true}',
  7,
  null,
  [1],
  {},
];

test.each(BROKEN.map((value) => ({ value })))(
  "a metafield that holds $value makes no event and forgets nothing",
  ({ value }) => {
    const carillon = shop("rivo_legacy");
    carillon.receive(rivo('{"points_balance": 10}', 1));
    carillon.receive(event(value, 2, { namespace: "custom", key: "rivo" }));
    carillon.receive(rivo('{"points_balance": 15}', 3));
    expect(carillon.drafts().map((draft) => dataOf(draft).points_history)).toEqual([
      expect.objectContaining({ value: 5, previous_balance: 10 }),
    ]);
  },
);

test("a metafield that was deleted says nothing about the points", () => {
  const carillon = shop("easypoints");
  carillon.receive(event("500", 1));
  carillon.receive({
    topic: "Customer",
    triggeredAt: at(2),
    body: {
      data: { customer: { id: customerGid(), metafield: null } },
      query_variables: { customerId: customerGid(), metafieldNamespace: "loyalty", metafieldKey: "balance" },
    },
  });
  expect(carillon.drafts()).toEqual([]);
  expect(carillon.leftOut).toEqual([]);
});

test("what no chosen preset reads is left out with its reason", () => {
  const carillon = shop("smile");
  carillon.receive(event("500", 1));
  carillon.receive({ topic: "Customer", body: { data: { customer: { id: customerGid() } } } });
  carillon.receive({ topic: "Customer", body: sample("derived/events__query_errors") });
  expect(carillon.leftOut).toEqual(["no_preset_for_metafield", "no_preset_for_metafield", "query_errors"]);
});

test("a look at the customer moves the points, too, and its answer is not told twice", () => {
  const carillon = shop("easypoints");
  const check = { topic: "carillon/loyalty_check", body: { customer: customerGid() } };
  carillon.receive({ ...check, triggeredAt: at(1), answers: answered([balance("500")]) });
  carillon.receive({ ...check, triggeredAt: at(2), answers: answered([balance("550")]) });
  carillon.receive(event("550", 3));
  carillon.receive({ ...check, triggeredAt: at(2), answers: answered([balance("500")]) });
  carillon.receive({ ...check, triggeredAt: at(4), answers: { customer: { kind: "not_answered" } } });
  expect(carillon.topics()).toEqual(["loyalty/points_changed"]);
});

test("a change of a customer looks at the metafields at once, and again when ten minutes are over", () => {
  const carillon = shop("easypoints");
  const looks = () => carillon.followUps().length;
  const update = (minute: number) => ({
    topic: "customers/update",
    body: { id: 1 },
    triggeredAt: at(minute),
  });
  carillon.receive(update(0));
  expect(looks()).toBe(1);
  for (const minute of [1, 5]) {
    carillon.wait((minute === 1 ? 1 : 4) * 60_000);
    carillon.receive(update(minute));
  }
  expect(looks()).toBe(1);
  carillon.wait(5 * 60_000);
  expect(looks()).toBe(2);
  carillon.wait(60 * 60_000);
  expect(looks()).toBe(2);
});

test("an answer that came late counts from when it was given", () => {
  const carillon = shop("easypoints");
  const check = (balance: string, givenAt: number) => ({
    topic: "carillon/loyalty_check",
    body: { customer: customerGid() },
    triggeredAt: at(0),
    answers: {
      ...answered([{ namespace: "loyalty", key: "balance", type: "number_integer", value: balance }]),
      at: at(givenAt),
    },
  });
  carillon.receive(check("100", 0));
  carillon.receive(check("300", 40));
  carillon.receive(event("200", 10));
  carillon.receive(event("300", 30));
  const values = carillon.drafts().map((draft) => (dataOf(draft).points_history as { value: number }).value);
  expect(values).toEqual([200]);
});

test("without a preset nobody looks", () => {
  const carillon = shop();
  carillon.receive({ topic: "customers/update", body: { id: 1 } });
  expect(carillon.followUps()).toEqual([]);
  expect(carillon.leftOut).toEqual(["no_preset"]);
});

test("two loyalty apps have a balance each", () => {
  const carillon = shop("easypoints", "rivo_legacy");
  carillon.receive(event("500", 1));
  carillon.receive(rivo('{"points_balance": 10}', 2));
  carillon.receive(event("510", 3));
  carillon.receive(rivo('{"points_balance": 20}', 4));
  expect(carillon.drafts().map((draft) => dataOf(draft).points_history)).toEqual([
    expect.objectContaining({ previous_balance: 500, value: 10 }),
    expect.objectContaining({ previous_balance: 10, value: 10 }),
  ]);
});
