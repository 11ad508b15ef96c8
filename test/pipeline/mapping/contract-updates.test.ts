import { expect, test } from "vitest";
import type { ContractFacts } from "../../../app/pipeline/mapping/questions.ts";
import { facts, line } from "../../helpers/contract-facts.ts";
import { begin, contract, reasonsOf } from "../../helpers/contract-steps.ts";
import { type Step, topicsOf } from "../../helpers/map-sequence.ts";

test.each([
  [
    "payment_frequency_changed",
    { billingPolicy: { interval: "week", interval_count: 2, min_cycles: null, max_cycles: null } },
  ],
  ["shipping_changed", { deliveryPrice: { amount: "0.00", currency: "CAD" } }],
  ["shipping_changed", { deliveryTitle: "Express" }],
  ["product_updated", { lines: [line(1, { quantity: 3 })] }],
  ["product_updated", { lines: [line(1, { price: { amount: "9.00", currency: "CAD" } })] }],
  ["product_updated", { lines: [line(1, { variant: "gid://shopify/ProductVariant/99" })] }],
  ["product_updated", { lines: [line(2)] }],
  ["product_added", { lines: [line(1), line(2)] }],
  ["product_removed", { lines: [] }],
] as [string, Partial<ContractFacts>][])("an update tells %s once", (reason, change) => {
  const now = facts(2, change);
  const update = contract("update", now);
  expect(reasonsOf([begin, update, update], now)).toEqual([[reason]]);
});

test("a line that is replaced by two is updated and added", () => {
  const now = facts(2, { lines: [line(2), line(3)] });
  expect(reasonsOf([begin, contract("update", now)], now)).toEqual([["product_updated", "product_added"]]);
});

test("an update in which nothing is different makes no event", () => {
  expect(topicsOf([begin, contract("update", facts(2))])).toEqual(["subscription/created"]);
});

test("what was toggled twice is told four times", () => {
  const small = (revision: number) => contract("update", facts(revision));
  const large = (revision: number) =>
    contract("update", facts(revision, { lines: [line(1, { quantity: 2 })] }));
  expect(topicsOf([begin, large(2), small(3), large(4), small(5)])).toEqual([
    "subscription/created",
    ...Array(4).fill("subscription/updated"),
  ]);
});

test("a stale update neither makes an event nor overwrites what is known", () => {
  const newer = contract("update", facts(5, { lines: [line(1, { quantity: 5 })] }));
  const stale = contract("update", facts(3, { lines: [line(1, { quantity: 3 })] }));
  expect(topicsOf([begin, newer, stale, newer])).toEqual(["subscription/created", "subscription/updated"]);
});

test("without revisions and answers a late update changes nothing", () => {
  const update = (weeks: number, triggeredAt: string): Step => ({
    topic: "subscription_contracts/update",
    body: JSON.stringify({ id: 1, billing_policy: { interval: "week", interval_count: weeks } }),
    triggeredAt,
  });
  const steps = [
    update(1, "2026-11-20T10:00:00Z"),
    update(3, "2026-11-20T12:00:00Z"),
    update(2, "2026-11-20T11:00:00Z"),
  ];
  expect(topicsOf(steps)).toEqual(["subscription/updated"]);
});
