import { expect, test } from "vitest";
import { bucketStarts } from "../../app/queries/figures-buckets.ts";

const starts = (...request: Parameters<typeof bucketStarts>) =>
  bucketStarts(...request).map((start) => start.toISOString());

const NOW = new Date("2026-11-20T10:20:30.123Z");

test("a day is 24 hours, of which the last one is going on", () => {
  const hours = starts("24h", NOW, "UTC");
  expect(hours).toHaveLength(24);
  expect([hours[0], hours[23]]).toEqual(["2026-11-19T11:00:00.000Z", "2026-11-20T10:00:00.000Z"]);
});

test("hours begin when the shop's clocks strike", () => {
  expect(starts("24h", NOW, "Asia/Kolkata").at(-1)).toBe("2026-11-20T09:30:00.000Z");
  expect(starts("24h", NOW, "America/St_Johns").at(-1)).toBe("2026-11-20T09:30:00.000Z");
});

test("days begin at midnight in the shop", () => {
  const days = starts("7d", NOW, "America/New_York");
  expect(days).toHaveLength(7);
  expect([days[0], days[6]]).toEqual(["2026-11-14T05:00:00.000Z", "2026-11-20T05:00:00.000Z"]);
  expect(starts("30d", NOW, "Pacific/Auckland").at(-1)).toBe("2026-11-19T11:00:00.000Z");
});

test("a day on which clocks change is an hour longer or shorter", () => {
  const lengths = (now: string, timezone: string) => {
    const days = bucketStarts("7d", new Date(now), timezone);
    return days.slice(1).map((day, index) => (day.getTime() - (days[index] as Date).getTime()) / 3_600_000);
  };
  expect(lengths("2026-11-04T12:00:00Z", "America/New_York")).toEqual([24, 24, 24, 25, 24, 24]);
  expect(lengths("2026-03-11T12:00:00Z", "America/New_York")).toEqual([24, 24, 24, 23, 24, 24]);
  expect(lengths("2026-04-07T12:00:00Z", "Pacific/Auckland")).toEqual([24, 24, 24, 25, 24, 24]);
  // There midnight itself is left out.
  expect(lengths("2026-09-09T12:00:00Z", "America/Santiago")).toEqual([24, 24, 24, 23, 24, 24]);
  expect(lengths("2026-04-01T12:00:00Z", "Asia/Beirut")).toEqual([24, 24, 24, 23, 24, 24]);
});

test("a zone that nobody knows reads as UTC", () => {
  expect(starts("30d", NOW, "Mars/Olympus")).toEqual(starts("30d", NOW, "UTC"));
});
