import { expect, test } from "vitest";
import { isDueSoon } from "../../app/ui/deliveries/due-soon.ts";

const NOW = new Date("2026-11-19T12:00:00Z");
const after = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);

test("an attempt is waited for while it is due", () => {
  expect(isDueSoon(after(0), NOW)).toBe(true);
  expect(isDueSoon(after(29), NOW)).toBe(true);
  expect(isDueSoon(after(-29), NOW)).toBe(true);
});

test("nothing is waited for where an endpoint is paused, the next attempt far away, or none to come", () => {
  expect(isDueSoon(after(-31), NOW)).toBe(false);
  expect(isDueSoon(after(31), NOW)).toBe(false);
  expect(isDueSoon(null, NOW)).toBe(false);
});
