import { beforeAll, expect, test } from "vitest";
import { en } from "../../app/locales/en.ts";
import { fr } from "../../app/locales/fr.ts";
import { startTexts, texts } from "../../app/locales/i18n.ts";
import {
  absoluteDate,
  absoluteTime,
  clockTime,
  dayAndMonth,
  durationText,
} from "../../app/ui/time/format-time.ts";
import { relativeText } from "../../app/ui/time/use-time-text.ts";

beforeAll(() => startTexts("en", { en, fr }));

const TIME = new Date("2026-11-20T10:00:05.123Z");

const ago = (seconds: number, language = "en") =>
  relativeText(texts.getFixedT(language), new Date(TIME.getTime() - seconds * 1_000), TIME);

test("times are shown in the shop's zone, with its offset on that day", () => {
  expect(absoluteTime(TIME, "America/Toronto")).toBe("20 Nov 2026, 05:00:05 (UTC-05:00)");
  expect(absoluteTime(new Date("2026-07-01T00:00:00Z"), "Europe/Berlin")).toBe(
    "1 Jul 2026, 02:00:00 (UTC+02:00)",
  );
  expect(absoluteDate(new Date("2026-11-20T23:30:00Z"), "Asia/Tokyo")).toBe("21 Nov 2026");
  expect(absoluteDate(TIME, "UTC", "fr")).toBe("20 nov. 2026");
});

test("a day and an hour are named shortly, as the zone's clocks show them", () => {
  expect([dayAndMonth(TIME, "UTC"), dayAndMonth(TIME, "UTC", "fr")]).toEqual(["20 Nov", "20 nov."]);
  expect(clockTime(TIME, "America/New_York")).toBe("05:00");
});

test("midnight is hour 00", () => {
  expect(absoluteTime(new Date("2026-11-20T00:00:00Z"), "UTC")).toBe("20 Nov 2026, 00:00:00 (UTC)");
});

test("an unknown time zone reads as UTC", () => {
  expect(absoluteTime(TIME, "Mars/Olympus")).toBe("20 Nov 2026, 10:00:05 (UTC)");
});

test("a lapse of time is told by its largest whole unit", () => {
  expect([ago(0), ago(59), ago(60), ago(3_599), ago(7_200), ago(90_000)]).toEqual([
    "just now",
    "just now",
    "1 minute ago",
    "59 minutes ago",
    "2 hours ago",
    "1 day ago",
  ]);
  expect([ago(-1), ago(-30), ago(-300)]).toEqual(["in 1 second", "in 30 seconds", "in 5 minutes"]);
  expect([ago(60, "fr"), ago(7_200, "fr"), ago(-300, "fr")]).toEqual([
    ...["il y a 1 minute", "il y a 2 heures", "dans 5 minutes"],
  ]);
});

test("durations turn from milliseconds to seconds", () => {
  expect([durationText(999), durationText(15_000)]).toEqual(["999 ms", "15.0 s"]);
  expect(durationText(15_000, "fr")).toBe("15,0 s");
});
