import fc from "fast-check";
import { expect, test } from "vitest";
import { findMistake } from "../../app/ui/json/find-mistake.ts";

const isJson = (text: string) => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

test("a text has a mistake exactly when JSON.parse refuses it", () => {
  const almost = fc
    .tuple(fc.json(), fc.nat(), fc.constantFrom(...'{}[]",:0-.eE\\ \n\tnullabc'))
    .map(([json, at, char]) => {
      const place = at % (json.length + 1);
      return json.slice(0, place) + char + json.slice(place);
    });
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), almost), (text) => {
      expect(findMistake(text) === undefined, text).toBe(isJson(text));
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ['{\n  "a": 1,\n}', { line: 3, column: 1, kind: "comma", found: "}" }],
  ["[1, 2, ]", { line: 1, column: 8, kind: "comma", found: "]" }],
  ['{\n  "a": b\n}', { line: 2, column: 8, kind: "unexpected", found: "b" }],
  ['{ "a" 1 }', { line: 1, column: 7, kind: "unexpected", found: "1" }],
  ["{ 'a': 1 }", { line: 1, column: 3, kind: "quotes", found: "'" }],
  ["{ “a”: 1 }", { line: 1, column: 3, kind: "quotes", found: "“" }],
  ['{ "a": "b', { line: 1, column: 8, kind: "text", found: '"' }],
  ['{ "a": [1', { line: 1, column: 10, kind: "end", found: "" }],
  ["", { line: 1, column: 1, kind: "end", found: "" }],
  ['{"a": 01}', { line: 1, column: 7, kind: "unexpected", found: "0" }],
  ["{} 🙂", { line: 1, column: 4, kind: "unexpected", found: "🙂" }],
])("the place of a mistake is told: %j", (text, mistake) => {
  expect(findMistake(text)).toEqual(mistake);
});
