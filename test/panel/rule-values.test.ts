import { expect, test } from "vitest";
import { splitTyped } from "../../app/ui/rules/rule-values.ts";

test("what is typed with commas is several entries where no entry holds a comma", () => {
  expect(splitTyped("membership.tags", " club, gold ,, ")).toEqual(["club", "gold"]);
  expect(splitTyped("coupons.apps", "1,2")).toEqual(["1", "2"]);
});

test("texts that may hold commas themselves stay whole", () => {
  for (const path of ["gift.attributes", "coupons.code_prefixes", "coupons.title_prefixes"] as const)
    expect(splitTyped(path, " Gift for you, with love ")).toEqual(["Gift for you, with love"]);
  expect(splitTyped("coupons.title_prefixes", "  ")).toEqual([]);
});
