import fc from "fast-check";
import { expect, test } from "vitest";
import { parseExactly } from "../../app/ui/json/exact-json.ts";

test("numbers that JavaScript would change are shown as they were sent", () => {
  expect(parseExactly('{"id":450789469123456789,"price":1.0,"big":1e400,"zero":-0,"plain":42}')).toEqual({
    id: "450789469123456789",
    price: "1.0",
    big: "1e400",
    zero: "-0",
    plain: 42,
  });
});

test("strings keep their quotes and escapes, so that they differ from numbers and words", () => {
  expect(parseExactly(String.raw`{"a":"null","b":"caf\u00e9 \"x\"","c":null,"d":true,"1":""}`)).toEqual({
    1: '""',
    a: '"null"',
    b: String.raw`"caf\u00e9 \"x\""`,
    c: null,
    d: true,
  });
});

test("keys stay as they are, also those that look like values", () => {
  expect(parseExactly('{"1.0" : [1.0, "2"], "a:\\"b" : {}}')).toEqual({ "1.0": ["1.0", '"2"'], 'a:"b': {} });
});

test("what is not JSON, or is no object or list, is left to be shown as text", () => {
  for (const text of ["received", "", "{", '"text"', "12", "null", "<html>"])
    expect(parseExactly(text)).toBeUndefined();
});

test("for any JSON, the leaves are the source's own texts", () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), (value) => {
      const text = JSON.stringify(value); // writes -0 as 0
      expect(leaves(parseExactly(text))).toEqual(leaves(JSON.parse(text)).map(sourceText));
    }),
  );
});

const sourceText = (leaf: unknown) => (typeof leaf === "string" ? JSON.stringify(leaf) : leaf);

function leaves(value: unknown): unknown[] {
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(leaves) : [value];
}
