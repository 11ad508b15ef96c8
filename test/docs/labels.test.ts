// What the guides set in italics are the panel's own labels.
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readPage } from "./pages.ts";

const GUIDES = [
  "docs/quick-start.md",
  "docs/troubleshooting.md",
  "docs/recovery.md",
  "docs/verifying-signatures.md",
];

/** Part of a label, or stressed. */
const NO_LABELS = ["Detail", "same"];

const FOLDER = "app/locales/en";

const textsIn = (value: unknown): string[] =>
  typeof value === "string"
    ? [value.replaceAll("’", "'")]
    : Object.values(value as Record<string, unknown>).flatMap(textsIn);

const PANEL = new Set(
  readdirSync(FOLDER).flatMap((file) => textsIn(JSON.parse(readFileSync(`${FOLDER}/${file}`, "utf8")))),
);

test.each(GUIDES)("the labels in %s are those of the panel", (file) => {
  const prose = readPage(file).prose.replace(/`[^`]*`|\*\*/g, "");
  const labels = [...prose.matchAll(/\*([^*|]+)\*/g)].map(([, label = ""]) => label.replace(/\s+/g, " "));
  expect(labels.filter((label) => !PANEL.has(label) && !NO_LABELS.includes(label))).toEqual([]);
});
