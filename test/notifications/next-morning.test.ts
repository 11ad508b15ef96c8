import fc from "fast-check";
import { expect, test } from "vitest";
import { nextMorning } from "../../app/notifications/next-morning.ts";

const morning = (time: string, zone: string) => nextMorning(new Date(time), zone).toISOString();

test("the next eight o'clock, by the shop's own clock", () => {
  expect(morning("2026-11-20T09:00:00Z", "UTC")).toBe("2026-11-21T08:00:00.000Z");
  expect(morning("2026-11-20T07:59:59.999Z", "UTC")).toBe("2026-11-20T08:00:00.000Z");
  expect(morning("2026-11-20T08:00:00Z", "UTC")).toBe("2026-11-21T08:00:00.000Z");
  expect(morning("2026-11-20T12:00:00Z", "America/Toronto")).toBe("2026-11-20T13:00:00.000Z");
  expect(morning("2026-11-20T12:00:00Z", "Asia/Kathmandu")).toBe("2026-11-21T02:15:00.000Z");
});

test("the night when clocks are changed makes the day shorter or longer, not the hour", () => {
  expect(morning("2026-03-28T07:30:00Z", "Europe/Berlin")).toBe("2026-03-29T06:00:00.000Z");
  expect(morning("2026-10-24T07:00:00Z", "Europe/Berlin")).toBe("2026-10-25T07:00:00.000Z");
});

test("an unknown zone reads as UTC", () => {
  expect(morning("2026-11-20T09:00:00Z", "Moon/Base")).toBe("2026-11-21T08:00:00.000Z");
});

const zones = fc.constantFrom(...Intl.supportedValuesOf("timeZone"));
const times = fc.date({ min: new Date("2024-01-01"), max: new Date("2034-01-01"), noInvalidDate: true });

test("it is always eight there, later than now and within little more than a day", () => {
  fc.assert(
    fc.property(zones, times, (zone, time) => {
      const found = nextMorning(time, zone);
      const clock = new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeStyle: "medium" });
      expect(clock.format(found)).toBe("08:00:00");
      const hours = (found.getTime() - time.getTime()) / 3_600_000;
      expect(hours).toBeGreaterThan(0);
      expect(hours).toBeLessThanOrEqual(25);
    }),
    { numRuns: 300 },
  );
});
