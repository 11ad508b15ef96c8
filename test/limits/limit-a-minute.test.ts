import { expect, test } from "vitest";
import { createLimitAMinute } from "../../app/limits/limit-a-minute.ts";

test("of many at once exactly as many are let through as a minute allows, for each shop", async () => {
  const limit = createLimitAMinute(10);
  const ask = (shopId: string) => Promise.all(Array.from({ length: 14 }, () => limit(shopId)));
  const [mine, theirs] = await Promise.all([ask("shp_a"), ask("shp_b")]);
  const expected = [...Array(10).fill(undefined), 60, 60, 60, 60];
  expect(mine).toEqual(expected);
  expect(theirs).toEqual(expected);
});
