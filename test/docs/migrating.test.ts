// The tables of docs/migrating have every event of the systems that merchants come from, and lead to topics that there are.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { TOPICS } from "../../app/topics/catalog.ts";
import { REFERENCE_EVENTS, REFERENCE_REASONS } from "../../app/topics/reference-events.ts";

const PAGES = {
  Smartrr: "docs/migrating/smartrr.md",
  Subscribfy: "docs/migrating/subscribfy.md",
  Shoprocket: "docs/migrating/others.md",
  "Website builder": "docs/migrating/others.md",
} as const;

/** First two cells of each row, without the marks of code. */
const rowsOf = (file: string): string[] =>
  [...readFileSync(file, "utf8").matchAll(/^\| ([^|]+) \| ([^|]+) \|/gm)].map(([, there = "", here = ""]) =>
    `${there} → ${here}`.replaceAll("`", ""),
  );

const gradesOf = (topics: readonly string[]): string =>
  [...new Set(TOPICS.filter(({ name }) => topics.includes(name)).map(({ grade }) => grade))].join(", ");

test.each(REFERENCE_EVENTS)("$system's $event stands in its page, with what it is here", (reference) => {
  const { system, event, topics } = reference;
  expect(rowsOf(PAGES[system])).toContain(`${event} → ${topics.join(", ")}`);
  const line = readFileSync(PAGES[system], "utf8")
    .split("\n")
    .find((text) => text.replaceAll("`", "").startsWith(`| ${event} | ${topics.join(", ")} |`));
  expect(line).toMatch(new RegExp(`\\| ${gradesOf(topics)} \\|$`));
});

test.each(REFERENCE_REASONS)("the reason “$reason.name” stands there", ({ reason, topics }) => {
  expect(rowsOf(PAGES.Subscribfy)).toContain(
    `${reason?.name} → ${topics.join(", ")} with the reason ${reason?.change}`,
  );
});
