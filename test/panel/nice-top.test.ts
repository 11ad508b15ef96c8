import fc from "fast-check";
import { expect, test } from "vitest";
import { niceTop } from "../../app/ui/home/nice-top.ts";

test("a scale ends at a number that people count with", () => {
  expect([0, 1, 2, 3, 7, 10, 11, 63, 450, 3_214].map(niceTop)).toEqual([
    ...[2, 2, 2, 4, 8, 10, 20, 80, 600, 4_000],
  ]);
});

test("everything has its place on the scale, and more than a third of it is used", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e9 }), (most) => {
      expect(niceTop(most)).toBeGreaterThanOrEqual(most);
      expect(most / niceTop(most)).toBeGreaterThan(1 / 3);
    }),
  );
});
