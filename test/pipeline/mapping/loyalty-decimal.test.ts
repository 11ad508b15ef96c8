import fc from "fast-check";
import { expect, test } from "vitest";
import {
  formatDecimal,
  jsonNumber,
  parseDecimal,
  subtract,
} from "../../../app/pipeline/mapping/loyalty/decimal.ts";

const parsed = (text: string) => {
  const decimal = parseDecimal(text);
  if (!decimal) throw new Error(`${text} is no number`);
  return decimal;
};

test.each([
  ["57.30", "57.3"],
  ["1.0", "1"],
  ["-0.0", "0"],
  ["1e3", "1000"],
  ["1.5E-3", "0.0015"],
  ["000012", "12"],
  ["123456789012345678.10", "123456789012345678.1"],
])("%s is the number %s", (text, expected) => {
  expect(formatDecimal(parsed(text))).toBe(expected);
});

test.each(["", "-", "1,250", "many", "1e999999999", "0x10", "Infinity", "1.", ".5", "9".repeat(61)])(
  "'%.20s' is no number",
  (text) => {
    expect(parseDecimal(text)).toBeNull();
    expect(jsonNumber(text)).toBeNull();
  },
);

test("differences of decimals are exact", () => {
  expect(formatDecimal(subtract(parsed("0.3"), parsed("0.1")))).toBe("0.2");
  expect(formatDecimal(subtract(parsed("123456789012345678"), parsed("0.5")))).toBe("123456789012345677.5");
});

test("what a double would change is written digit by digit", () => {
  expect(JSON.stringify([jsonNumber("57.30"), jsonNumber("-123456789012345678.5"), jsonNumber("1e21")])).toBe(
    "[57.3,-123456789012345678.5,1000000000000000000000]",
  );
});

test("a difference, added again, is what it was", () => {
  const amounts = fc.tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.nat({ max: 6 }));
  fc.assert(
    fc.property(amounts, amounts, ([a, scaleA], [b, scaleB]) => {
      const [x, y] = [
        { units: a, scale: scaleA },
        { units: b, scale: scaleB },
      ];
      const difference = subtract(x, y);
      const back = subtract(difference, { units: -y.units, scale: y.scale });
      expect(formatDecimal(back)).toBe(formatDecimal(x));
      expect(parseDecimal(formatDecimal(x))).not.toBeNull();
    }),
  );
});
