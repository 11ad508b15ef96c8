import fc from "fast-check";
import { expect, test } from "vitest";
import { compareBodies, otherForms } from "../../app/signing/compare-bodies.ts";

const SIGNED = '{"id":"evt_1","data":{"name":"Zoë – “A/B”","amount":12.50,"order":820982911946154508}}';

test.each([
  ["a line break at the end", `${SIGNED}\n`, { kind: "edges" }],
  ["a byte order mark", `\ufeff${SIGNED}`, { kind: "byte_order_mark" }],
  [
    "formatting",
    JSON.stringify(JSON.parse('{"a":[1,{"b":2}]}'), null, 2),
    { kind: "whitespace" },
    '{"a":[1,{"b":2}]}',
  ],
  ["escapes", SIGNED.replace("ë", "\\u00eb").replace("/", "\\/"), { kind: "escapes" }],
  [
    "another order of keys",
    '{"b":1,"a":{"d":1.0,"c":2}}',
    { kind: "key_order" },
    '{"a":{"c":2,"d":1.0},"b":1}',
  ],
  ["numbers written otherwise", SIGNED.replace("12.50", "12.5"), { kind: "numbers" }],
  ["a rounded id", SIGNED.replace("820982911946154508", "820982911946154500"), { kind: "numbers" }],
  ["an end that is missing", SIGNED.slice(0, 40), { kind: "cut_off" }],
  ["what is no JSON", "hello", { kind: "not_json" }],
  ["another value", SIGNED.replace("12.50", "13"), { kind: "content", path: "data.amount" }],
  ["a field more", '{"a":{"b":1,"c":2}}', { kind: "content", path: "a.c" }, '{"a":{"b":1}}'],
  ["an item more", "[1,2]", { kind: "content", path: "1" }, "[1]"],
])("of a body that was changed it is said how: %s", (_name, pasted, difference, signed = SIGNED) => {
  expect(compareBodies(pasted, signed)).toEqual(difference);
});

test("UTF-8 that was read as Windows-1252 or Latin-1 is recognised", () => {
  for (const charset of ["windows-1252", "latin1"]) {
    const bytes = Buffer.from(SIGNED);
    const misread = charset === "latin1" ? bytes.toString("latin1") : new TextDecoder(charset).decode(bytes);
    expect(compareBodies(misread, SIGNED), charset).toEqual({ kind: "charset" });
  }
});

test("a body is never different from itself, and formatting it or writing its texts anew is always undone", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const body = JSON.stringify(value);
      expect(compareBodies(body, body)).toBeUndefined();
      for (const pasted of [JSON.stringify(value, null, 2), `\n ${body}\n`, `\ufeff${body}`]) {
        if (pasted !== body) expect(otherForms(pasted).map((form) => form.body)).toContain(body);
      }
    }),
  );
});

test("whatever two bodies are, something is said and nothing is thrown", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), fc.json(), (pasted, signed) => {
      expect(compareBodies(pasted, signed) === undefined).toBe(pasted === signed);
    }),
  );
  const deep = "[".repeat(100_000) + "]".repeat(100_000);
  expect(compareBodies(deep, SIGNED)).toEqual({ kind: "not_json" });
});
