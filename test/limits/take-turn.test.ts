import { expect, test } from "vitest";
import { createTurns } from "../../app/limits/take-turn.ts";
import { fakeClock } from "../helpers/test-deps.ts";

test("a shop has one turn at a time, and the next when it has ended", () => {
  const take = createTurns(fakeClock());
  const end = take("shp_a");
  expect(take("shp_a")).toBeUndefined();
  expect(take("shp_b")).toBeDefined();
  end?.();
  expect(take("shp_a")).toBeDefined();
  end?.();
  expect(take("shp_a")).toBeUndefined();
});

test("a turn that nothing ends is over after ten minutes", () => {
  const clock = fakeClock();
  const take = createTurns(clock);
  take("shp_a");
  clock.advance(10 * 60_000 - 1);
  expect(take("shp_a")).toBeUndefined();
  clock.advance(1);
  expect(take("shp_a")).toBeDefined();
});
