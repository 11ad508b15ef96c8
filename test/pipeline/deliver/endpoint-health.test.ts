import { expect, test } from "vitest";
import { type HealthFact, judgeHealth, type Streak } from "../../../app/pipeline/deliver/endpoint-health.ts";

const DAY_MS = 86_400_000;
const START = new Date("2026-11-20T10:00:00Z");
const after = (ms: number) => new Date(START.getTime() + ms);

const failure = (changes: Partial<HealthFact> = {}): HealthFact => ({
  succeeded: false,
  automatic: true,
  gone: false,
  exhausted: false,
  eventId: "evt_1",
  ...changes,
});
const success = failure({ succeeded: true });

const kinds = (before: Streak | null, facts: HealthFact[], now = START) =>
  judgeHealth(before, facts, now).notices.map(({ kind }) => kind);

const streak = (changes: Partial<Streak> = {}): Streak => ({
  failures: 9,
  firstAt: START,
  events: ["evt_1", "evt_2", "evt_3"],
  failing: true,
  ...changes,
});

test("the first failure and the fourth in a row are news, of whichever events", () => {
  expect(kinds(null, [failure()])).toEqual(["first_failure"]);
  const three = judgeHealth(null, [failure(), failure({ eventId: "evt_2" }), failure()], START);
  expect(three.streak).toMatchObject({ failures: 3, failing: false });
  expect(kinds(three.streak, [failure()])).toEqual(["failing"]);
  expect(kinds(streak(), [failure(), failure()])).toEqual([]);
});

test("a success ends the count, and of a failing endpoint it is news", () => {
  expect(judgeHealth(streak({ failures: 3, failing: false }), [success], START)).toMatchObject({
    streak: null,
    notices: [],
  });
  expect(kinds(streak(), [success])).toEqual(["recovered"]);
  expect(kinds(null, [failure(), failure(), failure(), success, failure(), failure(), failure()])).toEqual([
    "first_failure",
    "first_failure",
  ]);
});

test("attempts that a person or a recovery made never count as failures, but their success counts", () => {
  const byHand = failure({ automatic: false });
  expect(judgeHealth(null, [byHand, byHand, byHand, byHand], START)).toMatchObject({
    streak: null,
    notices: [],
  });
  expect(kinds(streak(), [{ ...success, automatic: false }])).toEqual(["recovered"]);
});

test("five days of failures of three events disable, and not a moment or an event less", () => {
  const three = streak({ events: ["evt_1", "evt_2"] });
  const disables = (before: Streak, fact: HealthFact, ms: number) =>
    judgeHealth(before, [fact], after(ms)).disable?.reason;
  expect(disables(three, failure({ eventId: "evt_3" }), 5 * DAY_MS)).toBe("failing");
  expect(disables(three, failure({ eventId: "evt_3" }), 5 * DAY_MS - 1)).toBeUndefined();
  expect(disables(three, failure({ eventId: "evt_2" }), 9 * DAY_MS)).toBeUndefined();
  expect(disables(three, failure({ eventId: "evt_3", automatic: false }), 9 * DAY_MS)).toBeUndefined();
});

test("410 disables at once", () => {
  expect(judgeHealth(null, [failure({ gone: true })], START).disable?.reason).toBe("gone");
});

test("a delivery that used up its attempts is news, and says whether its endpoint is known to be failing", () => {
  expect(kinds(null, [failure({ exhausted: true })])).toEqual(["first_failure", "exhausted"]);
  const exhausted = { kind: "exhausted", whileFailing: true };
  expect(judgeHealth(streak(), [failure({ exhausted: true })], START).notices).toMatchObject([exhausted]);
});
