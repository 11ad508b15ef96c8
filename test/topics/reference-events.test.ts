import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isTopic } from "../../app/topics/catalog.ts";
import { REFERENCE_EVENTS, REFERENCE_REASONS } from "../../app/topics/reference-events.ts";

test("the four lists have 13, 6, 6 and 30 events, each of them once", () => {
  const counts = Object.entries(Object.groupBy(REFERENCE_EVENTS, ({ system }) => system)).map(
    ([system, events = []]) => [system, new Set(events.map(({ event }) => event)).size],
  );
  expect(Object.fromEntries(counts)).toEqual({
    Smartrr: 13,
    "Website builder": 6,
    Shoprocket: 6,
    Subscribfy: 30,
  });
  expect(REFERENCE_EVENTS).toHaveLength(13 + 6 + 6 + 30);
});

test("there are 8 reasons, and between them they lead to every reason of ours", () => {
  expect(new Set(REFERENCE_REASONS.map(({ reason }) => reason?.name)).size).toBe(8);
  expect(REFERENCE_REASONS).toHaveLength(8);
  expect(new Set(REFERENCE_REASONS.map(({ reason }) => reason?.change)).size).toBe(6);
});

test("every event is one of our topics, or several", () => {
  for (const { event, topics } of [...REFERENCE_EVENTS, ...REFERENCE_REASONS]) {
    expect(topics.length, event).toBeGreaterThan(0);
    for (const topic of topics) expect(isTopic(topic), event).toBe(true);
  }
});

test("the docs have a row for every event and topic, and for every reason", () => {
  const page = readFileSync("docs/generated/reference-events.md", "utf8");
  for (const { event, topics, reason } of [...REFERENCE_EVENTS, ...REFERENCE_REASONS])
    for (const topic of topics) {
      const here = reason ? `\`${topic}\`, \`${reason.change}\`` : `\`${topic}\``;
      expect(page).toContain(`| ${reason?.name ?? event} | ${here} | `);
    }
});
