import fc from "fast-check";
import { expect, test } from "vitest";
import { customerGid, dataOf, sample, type Webhook } from "../../helpers/run-mapper.ts";
import { joined, left, moves, open, segmentGid, settled, tags, time } from "../../helpers/tier-signals.ts";

test("the first look remembers, a rise is a change, a fall is a loss", () => {
  const carillon = settled([
    [joined(1, 0)],
    [left(1, 70), joined(2, 71)],
    [left(2, 140), joined(1, 141)],
    [left(1, 210)],
  ]);
  expect(moves(carillon)).toEqual([
    "tier_changed: Bronze to Silver",
    "tier_lost: Silver to Bronze",
    "tier_lost: Bronze to null",
  ]);
});

test("the event says when the newest of its signals came and whom it is about", () => {
  const carillon = settled([[joined(1, 0)], [left(1, 70), joined(2, 71)]]);
  const [draft] = carillon.drafts();
  expect(draft).toMatchObject({
    resource: customerGid(),
    customer: customerGid(),
    triggeredAt: new Date(time(71)),
  });
  expect(dataOf(draft)).toMatchObject({
    customer: { email: "ada@example.com", tier: "Silver" },
    tier: "Silver",
    previous_tier: "Bronze",
  });
  expect(dataOf(draft).unavailable).not.toHaveProperty(["customer.tier"]);
});

test("signals are gathered for a minute from the first, which later ones do not prolong", () => {
  const carillon = settled([[joined(1, 0)]]);
  carillon.receive(joined(2, 70));
  const dueAt = carillon.dueAtOf(customerGid(), "loyalty");
  carillon.wait(30_000);
  carillon.receive(left(1, 100));
  expect(carillon.dueAtOf(customerGid(), "loyalty")).toEqual(dueAt);
  expect(carillon.drafts()).toEqual([]);
  carillon.wait(30_000);
  expect(moves(carillon)).toEqual(["tier_changed: Bronze to Silver"]);
  expect(carillon.dueAtOf(customerGid(), "loyalty")).toBeUndefined();
});

test("leaving a lower segment while being in a higher one is no move", () => {
  const carillon = settled([[joined(1, 0), joined(3, 1)], [left(1, 70)]]);
  expect(moves(carillon)).toEqual([]);
});

test("who left and came back within the minute has not moved", () => {
  expect(moves(settled([[joined(2, 0)], [left(2, 70), joined(2, 75)]]))).toEqual([]);
});

test("of a left and a joined the later counts, whichever comes first", () => {
  expect(moves(settled([[joined(2, 0)], [joined(2, 75), left(2, 70)]]))).toEqual([]);
  expect(moves(settled([[joined(2, 0)], [left(2, 75), joined(2, 70)]]))).toEqual([
    "tier_lost: Silver to null",
  ]);
});

test("tags name tiers in any letter case", () => {
  const carillon = settled([[tags("added", ["vip silver"], 0)], [tags("added", ["new", "VIP-GOLD"], 70)]]);
  expect(moves(carillon)).toEqual(["tier_changed: Silver to Gold"]);
});

test("a tier held by segment and by tag is lost with the last of them", () => {
  const both = [joined(3, 0), tags("added", ["vip-gold"], 1)];
  expect(moves(settled([both, [left(3, 70)]]))).toEqual([]);
  expect(moves(settled([both, [left(3, 70)], [tags("removed", ["vip-gold"], 140)]]))).toEqual([
    "tier_lost: Gold to null",
  ]);
});

test("what names no tier is left out", () => {
  const carillon = settled([
    [joined(9, 0), tags("added", ["other"], 1), tags("added", null, 2), tags("added", [7], 3)],
  ]);
  expect(carillon.leftOut).toEqual(Array(4).fill("no_tier_rule"));
  expect(carillon.stateOf(customerGid(), "loyalty")).toBeNull();
});

test.each([
  "customer.joined_segment",
  "customer.left_segment",
  "customer.tags_added",
  "customer.tags_removed",
])("the documented sample of %s is understood, and left out without a rule", (topic) => {
  const body = sample(topic);
  const bare = open({});
  bare.receive({ topic, body });
  expect(bare.leftOut).toEqual(["no_tier_rule"]);
  const ruled = open({ tiers: [{ name: "A", segment: segmentGid(3), tag: "TAG1" }] });
  ruled.receive({ topic, body });
  const id = topic.includes("segment") ? 2 : 1;
  expect(ruled.stateOf(customerGid(id), "loyalty")).toHaveProperty("tier.signals");
});

const GATHERINGS: Record<string, Webhook[]> = {
  rise: [left(1, 70), joined(2, 71), tags("added", ["VIP Silver"], 71), joined(3, 72)],
  fall: [left(1, 70), tags("removed", ["vip-gold"], 70), joined(2, 70), left(2, 73)],
  "change of mind": [left(1, 70), joined(1, 71), left(1, 72), joined(2, 70), left(2, 70)],
};

test.each(Object.entries(GATHERINGS))(
  "the signals of a %s make the same events in any order",
  (_name, signals) => {
    const run = (order: Webhook[]) => {
      const carillon = settled([
        [joined(1, 0), tags("added", ["vip-gold"], 1)],
        [tags("removed", ["vip-gold"], 60)],
        order,
      ]);
      return carillon.drafts().map(({ key, triggeredAt }) => `${key} ${triggeredAt.toISOString()}`);
    };
    const expected = run(signals);
    expect(expected.length).toBeGreaterThan(1);
    const orders = fc
      .array(fc.constantFrom(...signals), { maxLength: 4 })
      .chain((more) =>
        fc.shuffledSubarray([...signals, ...more], { minLength: signals.length + more.length }),
      );
    fc.assert(
      fc.property(orders, (order) => {
        expect(run(order)).toEqual(expected);
      }),
    );
  },
);

test("one gathering never makes more than one event", () => {
  const signal = fc
    .record({
      segment: fc.integer({ min: 1, max: 3 }),
      isJoin: fc.boolean(),
      second: fc.integer({ min: 70, max: 90 }),
    })
    .map(({ segment, isJoin, second }) => (isJoin ? joined(segment, second) : left(segment, second)));
  fc.assert(
    fc.property(fc.array(signal), (signals) => {
      expect(settled([[joined(2, 0)], signals]).drafts().length).toBeLessThan(2);
    }),
  );
});
