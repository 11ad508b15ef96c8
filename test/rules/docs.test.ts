import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PRESETS } from "../../app/rules/presets.ts";
import { NO_RULES, rulesSchema } from "../../app/rules/rules-schema.ts";

const page = readFileSync("docs/rules.md", "utf8");

test("the document that docs/rules.md shows is accepted and has every field", () => {
  const [, json = ""] = /```json\n([^`]+)```/.exec(page) ?? [];
  const document: unknown = JSON.parse(json);
  const rules = rulesSchema.parse(document);
  for (const [section, fields] of Object.entries(NO_RULES))
    for (const field of Object.keys(fields)) expect(document).toHaveProperty([section, field]);
  expect(rules.loyalty.tiers.map(({ name }) => name)).toEqual(["Silver", "Gold"]);
});

test("docs/rules.md names every preset and where its app documents it", () => {
  for (const { name, source } of PRESETS) {
    const row = page.split("\n").find((line) => line.startsWith(`| \`${name}\` |`));
    for (const address of source.split(", ")) expect(row, name).toContain(address);
  }
});

test("presets have names that fit an API, each once", () => {
  const names = PRESETS.map(({ name }) => name);
  for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
  expect(new Set(names).size).toBe(names.length);
});
