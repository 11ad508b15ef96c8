import fc from "fast-check";
import { expect, test } from "vitest";
import { windowOf } from "../../../app/pipeline/recover/window.ts";

const DAY_MS = 86_400_000;
const NOW = new Date("2026-11-21T10:00:00.000Z");
const before = (ms: number) => new Date(NOW.getTime() - ms);

const after = (time: Date) => new Date(time.getTime() + 1);

test("without an end the window reaches to now, this millisecond included", () => {
  expect(windowOf(before(DAY_MS), undefined, NOW)).toEqual({
    kind: "window",
    window: { since: before(DAY_MS), until: after(NOW) },
  });
});

test("an end that is still to come is now", () => {
  expect(windowOf(before(DAY_MS), before(-DAY_MS), NOW)).toMatchObject({
    window: { until: after(NOW) },
  });
});

test("fourteen days are allowed, also when they were counted a moment ago", () => {
  expect(windowOf(before(14 * DAY_MS), undefined, NOW).kind).toBe("window");
  expect(windowOf(before(14 * DAY_MS + 60_000), undefined, NOW).kind).toBe("window");
  expect(windowOf(before(15 * DAY_MS), before(DAY_MS), NOW).kind).toBe("window");
});

test("what is wrong is said at its field", () => {
  expect(windowOf(before(14 * DAY_MS + 6 * 60_000), undefined, NOW)).toMatchObject({
    errors: { since: [expect.stringContaining("at most 14 days")] },
  });
  expect(windowOf(before(15 * DAY_MS + 1), before(DAY_MS), NOW)).toMatchObject({
    errors: { since: [expect.stringContaining("at most 14 days")] },
  });
  expect(windowOf(NOW, undefined, NOW)).toMatchObject({ errors: { since: ["Must lie in the past."] } });
  expect(windowOf(before(1), before(1), NOW)).toMatchObject({
    errors: { until: ["Must be later than since."] },
  });
});

test("whatever is asked, a window begins before it ends, ends by now, and is no longer than it may be", () => {
  const time = fc.date({
    min: new Date("1960-01-01T00:00:00Z"),
    max: new Date("2100-01-01T00:00:00Z"),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(time, fc.option(time, { nil: undefined }), time, (since, until, now) => {
      const outcome = windowOf(since, until, now);
      if (outcome.kind === "invalid") return;
      const { window } = outcome;
      expect(window.since.getTime()).toBeLessThan(window.until.getTime());
      expect(window.until.getTime()).toBeLessThanOrEqual(now.getTime() + 1);
      expect(window.until.getTime() - window.since.getTime()).toBeLessThan(14 * DAY_MS + 10 * 60_000);
    }),
  );
});
