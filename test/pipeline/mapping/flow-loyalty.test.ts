import { expect, test } from "vitest";
import { customerGid, dataOf } from "../../helpers/run-mapper.ts";
import {
  joined,
  left,
  MINUTE,
  moves,
  open,
  reported,
  settled,
  smile,
  TIERS,
} from "../../helpers/tier-signals.ts";

test("the first report is remembered and tells nothing, also a repetition", () => {
  const said = { points: "500", tier: "Gold" };
  expect(settled([[reported(said, 0)], [reported(said, 70)]]).drafts()).toEqual([]);
});

test("another balance is one event, with what was earned", () => {
  const carillon = open({});
  for (const [second, points] of ["500", "550.50", "50"].entries())
    carillon.receive(reported({ points }, second, second + 1));
  const [earned, redeemed, ...others] = carillon.drafts();
  expect(others).toEqual([]);
  expect(earned).toMatchObject({
    ...{ topic: "loyalty/points_changed", resource: customerGid(), customer: customerGid(), flowHops: 2 },
  });
  expect(dataOf(earned)).toMatchObject({
    customer: { id: customerGid(), email: "ada@example.com", loyalty_points: 550.5 },
    points_history: { value: 50.5, type: "Earn", balance: 550.5, previous_balance: 500 },
  });
  expect(redeemed?.flowHops).toBe(3);
  expect(dataOf(redeemed)).toMatchObject({
    points_history: { value: -500.5, type: "Redeem", balance: 50, previous_balance: 550.5 },
  });
});

test("a report of points says nothing of the tier, and the other way round", () => {
  const carillon = settled([
    ...[[reported({ points: "1", tier: "Gold" }, 0)], [reported({ points: "1" }, 70)]],
    [reported({ tier: "Gold" }, 140)],
  ]);
  expect(carillon.drafts()).toEqual([]);
});

test("tiers are compared by the merchant's list, and the event remembers that it came through Flow", () => {
  const tier = (name: string | null, second: number, hops: number) => [
    reported({ tier: name }, second, hops),
  ];
  const carillon = settled([
    tier("silver", 0, 1),
    tier("Gold", 70, 2),
    tier("Bronze", 140, 3),
    tier(null, 210, 1),
  ]);
  expect(moves(carillon)).toEqual([
    "tier_changed: Silver to Gold",
    "tier_lost: Gold to Bronze",
    "tier_lost: Bronze to null",
  ]);
  expect(carillon.drafts().map(({ flowHops }) => flowHops)).toEqual([2, 3, 1]);
});

test("of several reports of one gathering the one that moved the tier counts, not its echo", () => {
  const carillon = settled([
    [reported({ tier: "Silver" }, 0)],
    [reported({ tier: "Gold" }, 70, 3), reported({ tier: "Gold" }, 80, 1)],
  ]);
  expect(carillon.drafts().map(({ topic, flowHops }) => [topic, flowHops])).toEqual([
    ["loyalty/tier_changed", 3],
  ]);
});

test("a move that Shopify told of did not come through Flow, whatever Flow said before", () => {
  const carillon = settled([[reported({ tier: "Bronze" }, 0, 2)], [joined(2, 70)]]);
  expect(moves(carillon)).toEqual(["tier_changed: Bronze to Silver"]);
  expect(carillon.drafts()[0]).not.toHaveProperty("flowHops");
});

test("what Flow says stands beside what a preset says", () => {
  const loyalty = { tiers: TIERS, presets: ["smile"] };
  const carillon = settled([[smile("Gold", 0), reported({ tier: "Silver" }, 1)], [smile("-", 70)]], loyalty);
  expect(moves(carillon)).toEqual(["tier_lost: Gold to Silver"]);
});

test("an older report of the balance changes nothing", () => {
  const carillon = open({});
  for (const [points, second] of [
    ["1", 0],
    ["3", 20],
    ["2", 10],
  ] as const)
    carillon.receive(reported({ points }, second));
  carillon.wait(MINUTE);
  expect(carillon.drafts()).toHaveLength(1);
});

test("the first tier that Flow reports tells nothing, also of a customer whose tier is known from elsewhere", () => {
  const carillon = settled([[joined(2, 0)], [reported({ tier: "Gold" }, 70)]]);
  expect(moves(carillon)).toEqual([]);
  const later = settled([
    [joined(2, 0)],
    [reported({ tier: "Gold" }, 70)],
    [reported({ tier: "Bronze" }, 140)],
  ]);
  expect(moves(later)).toEqual(["tier_lost: Gold to Silver"]);
});

test("a move that a segment tells is told, though Flow reports for the first time in the same minute", () => {
  const carillon = settled([[joined(2, 0)], [left(2, 70), joined(3, 71), reported({ tier: "Gold" }, 72, 2)]]);
  expect(moves(carillon)).toEqual(["tier_changed: Silver to Gold"]);
  expect(carillon.drafts()[0]).not.toHaveProperty("flowHops");
});
