import { expect, test } from "vitest";
import { latencies } from "../../bench/end-to-end/latency.ts";
import { percentile, slope } from "../../bench/statistics.ts";

const upTo = (count: number) => Float64Array.from({ length: count }, (_, index) => count - index);

test("a percentile is the value that a share of all do not exceed", () => {
  expect(percentile(upTo(100), 0.95)).toBe(95);
  expect(percentile(upTo(10), 0.95)).toBe(10);
  expect(percentile(upTo(3), 0.5)).toBe(2);
  expect(percentile(upTo(7), 1)).toBe(7);
  expect(percentile(new Float64Array(), 0.5)).toBeNaN();
});

test("the slope tells a backlog that grows from one that goes up and down", () => {
  expect(slope([0, 1, 2, 3].map((x) => ({ x, y: 5 + 20 * x })))).toBeCloseTo(20);
  expect(slope([40, 90, 90, 40].map((y, x) => ({ x, y })))).toBeCloseTo(0);
});

test("latency counts from a webhook's place in the timetable to each of its requests", () => {
  const sent = { first: 10, intended: Float64Array.from([1_000, 1_005, 1_010]) };
  const arrivals = {
    numbers: Float64Array.from([9, 11, 10, 11, 12, 13]),
    times: Float64Array.from([990, 1_009, 1_020, 1_011, 1_012, 1_030]),
  };
  expect([...latencies(sent, arrivals)]).toEqual([4, 20, 6, 2]);
  expect([...latencies(sent, arrivals, (number) => number % 2 === 0)]).toEqual([20, 2]);
});
