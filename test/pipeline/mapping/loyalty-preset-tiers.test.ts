import { expect, test } from "vitest";
import { customerGid } from "../../helpers/run-mapper.ts";
import { facts, MINUTE, moves, settled, smile, TIERS, time } from "../../helpers/tier-signals.ts";

test("a preset's tier takes its place in the merchant's list", () => {
  const loyalty = { tiers: TIERS, presets: ["smile"] };
  const carillon = settled(
    [[smile("bronze", 0)], [smile("GOLD", 70)], [smile("Silver", 140)], [smile("-", 210)]],
    loyalty,
  );
  expect(moves(carillon)).toEqual([
    "tier_changed: Bronze to Gold",
    "tier_lost: Gold to Silver",
    "tier_lost: Silver to null",
  ]);
});

test("a tier that is not in the list is below all that are", () => {
  const loyalty = { tiers: TIERS, presets: ["smile"] };
  const carillon = settled([[smile("Wood", 0)], [smile("Bronze", 70)], [smile("Wood", 140)]], loyalty);
  expect(moves(carillon)).toEqual(["tier_changed: Wood to Bronze", "tier_lost: Bronze to Wood"]);
});

test("without a list any other name is a change, and none is a loss", () => {
  const carillon = settled([[smile("B", 0)], [smile("A", 70)], [smile("-", 140)], [smile("C", 210)]], {
    presets: ["smile"],
  });
  expect(moves(carillon)).toEqual([
    "tier_changed: B to A",
    "tier_lost: A to null",
    "tier_changed: null to C",
  ]);
});

test("an app that has not said anything yet is not taken for one that says there is none", () => {
  const carillon = settled([[smile("", 0)], [smile("Gold", 70)]], { presets: ["smile"] });
  expect(moves(carillon)).toEqual([]);
});

test("a preset's tier that cannot be read changes nothing", () => {
  const broken = (value: string, second: number) => {
    const metafield = { namespace: "custom", key: "rivo", value };
    const body = { data: { customer: { id: customerGid(), metafield } } };
    return { topic: "Customer", body, triggeredAt: time(second) };
  };
  const groups = [[broken('{"vip_tier":"Gold"}', 0)], [broken("{", 70)], [broken('{"vip_tier":[]}', 140)]];
  expect(moves(settled(groups, { presets: ["rivo_legacy"] }))).toEqual([]);
  const named = [...groups, [broken('{"vip_tier":{"name":"Ruby"}}', 210)]];
  expect(moves(settled(named, { presets: ["rivo_legacy"] }))).toEqual(["tier_changed: Gold to Ruby"]);
});

test("a look at the customer tells the tier as an Event does", () => {
  const carillon = settled([[smile("Gold", 0)]], { presets: ["smile"], tiers: TIERS });
  const metafield = {
    namespace: "smile",
    key: "vip_tier_name",
    type: "single_line_text_field",
    value: "Silver",
  };
  const check = { topic: "carillon/loyalty_check", body: { customer: customerGid() }, triggeredAt: time(70) };
  carillon.receive({ ...check, answers: facts([metafield]) });
  carillon.wait(MINUTE);
  expect(moves(carillon)).toEqual(["tier_lost: Gold to Silver"]);
});
