import fc from "fast-check";
import { expect, test } from "vitest";
import { paceOf } from "../../../app/pipeline/deliver/pace.ts";

test("without a rate limit everything may go", () => {
  expect(paceOf(null, 0).allowed).toBe(Number.POSITIVE_INFINITY);
});

test("one request per second goes, and the next a second later", () => {
  const pace = paceOf(1, 0);
  expect(pace.allowed).toBe(1);
  expect(pace.waitAfter(1)).toBe(1_000);
  expect(paceOf(1, pace.lineAfter(1)).allowed).toBe(0);
});

test("after a pause a tenth of a second's requests go at once", () => {
  expect(paceOf(100, 0).allowed).toBe(10);
  expect(paceOf(100, -60_000).allowed).toBe(10);
});

test("whenever it is asked, no second sees more than a tenth too many, and none is kept longer than needed", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000 }),
      fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 40 }),
      (rate, pauses) => {
        const sent: number[] = [];
        let now = 0;
        let end = 0;
        for (const pause of pauses) {
          now += pause;
          const pace = paceOf(rate, end - now);
          end = now + pace.lineAfter(pace.allowed);
          sent.push(...Array.from({ length: pace.allowed }, () => now));
          const wait = pace.waitAfter(pace.allowed);
          expect(paceOf(rate, end - (now + wait)).allowed).toBeGreaterThan(0);
        }
        for (const start of sent) {
          const within = sent.filter((at) => at >= start && at < start + 1_000).length;
          expect(within).toBeLessThanOrEqual(rate + Math.ceil(rate * 0.1));
        }
      },
    ),
  );
});
