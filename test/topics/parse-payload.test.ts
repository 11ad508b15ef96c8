import fc from "fast-check";
import { expect, test } from "vitest";
import { idText, parsePayload } from "../../app/topics/parse-payload.ts";

const numberText = fc
  .tuple(
    fc.constantFrom("", "-"),
    fc.oneof(fc.constant("0"), fc.stringMatching(/^[1-9][0-9]{0,30}$/)),
    fc.oneof(fc.constant(""), fc.stringMatching(/^\.[0-9]{1,20}$/)),
    fc.oneof(fc.constant(""), fc.stringMatching(/^[eE][+-]?[0-9]{1,3}$/)),
  )
  .map((parts) => parts.join(""));

test("every number that JSON can write leaves as it came", () => {
  fc.assert(
    fc.property(fc.array(numberText), (numbers) => {
      const text = `{"a":[${numbers.join(",")}]}`;
      expect(JSON.stringify(parsePayload(text))).toBe(text);
    }),
  );
});

test("a number alone among harmless ones leaves as it came", () => {
  fc.assert(
    fc.property(numberText, fc.constantFrom("", " ", "\n  "), (number, space) => {
      const at = `{"a":${space}${number},"b":1}`;
      expect(JSON.stringify(parsePayload(at))).toBe(`{"a":${number},"b":1}`);
      expect(JSON.stringify(parsePayload(`{"b":{"a":${space}${number}${space}}}`))).toBe(
        `{"b":{"a":${number}}}`,
      );
    }),
    { numRuns: 2_000 },
  );
});

test("every other value leaves as it came", () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.string().filter((key) => !/^\d+$/.test(key)),
        fc.jsonValue(),
      ),
      (value) => {
        const text = JSON.stringify(value);
        expect(JSON.parse(JSON.stringify(parsePayload(text)))).toEqual(JSON.parse(text));
      },
    ),
  );
});

test("ids keep all their digits", () => {
  expect(idText(parsePayload('{"id":820982911946154508}')?.id)).toBe("820982911946154508");
  expect(idText(parsePayload('{"id":1}')?.id)).toBe("1");
  expect(idText("123")).toBe("123");
  for (const no of [null, undefined, 1.5, -1, "12a", {}, "gid://shopify/Order/1"])
    expect(idText(no)).toBeNull();
});

test("what is neither text nor a number is no id", () => {
  for (const value of [null, undefined, true, {}, [1], { toString: 1 }, Object.create(null)])
    expect(idText(value)).toBeNull();
});
