import { expect, test } from "vitest";
import { isTopic } from "../../app/topics/catalog.ts";
import { REFERENCE_EVENTS } from "../../app/topics/reference-events.ts";
import { READY_SETS, topicsOfSet } from "../../app/ui/sets/ready-sets.ts";

test("there is a set for each system that merchants come from", () => {
  expect(READY_SETS).toEqual(["Smartrr", "Website builder", "Shoprocket", "Subscribfy"]);
});

test.each(READY_SETS)("the set of %s is every topic that its events are here, once", (set) => {
  const topics = topicsOfSet(set);
  const events = REFERENCE_EVENTS.filter(({ system }) => system === set);
  expect(new Set(topics).size).toBe(topics.length);
  expect(topics.every(isTopic)).toBe(true);
  expect(events.every((event) => event.topics.every((topic) => topics.includes(topic)))).toBe(true);
  expect(topics.length).toBeGreaterThanOrEqual(6);
});
