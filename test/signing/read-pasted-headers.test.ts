import fc from "fast-check";
import { expect, test } from "vitest";
import { readPastedHeaders, SIGNATURE_HEADERS } from "../../app/signing/read-pasted-headers.ts";

const HEADERS = {
  "webhook-id": "evt_1",
  "webhook-timestamp": "1780000000",
  "webhook-signature":
    "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4= v1,AAoZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=",
  signature: "ab".repeat(32),
};
const pairs = Object.entries(HEADERS);
const phpName = (name: string) => `HTTP_${name.toUpperCase().replaceAll("-", "_")}`;

test.each([
  ["lines", pairs.map(([name, value]) => `${name}: ${value}`).join("\n")],
  ["lines of a browser", pairs.map(([name, value]) => `${name.toUpperCase()}:${value}\r`).join("\n")],
  ["lines of curl -v", pairs.map(([name, value]) => `> ${name}: ${value}`).join("\n")],
  ["a table", pairs.map(([name, value]) => `${name}\t${value}`).join("\n")],
  ["JSON", JSON.stringify(HEADERS, null, 2)],
  ["JSON with lists", JSON.stringify(Object.fromEntries(pairs.map(([name, value]) => [name, [value]])))],
  ["JSON of a whole request", JSON.stringify({ method: "POST", headers: HEADERS, body: "{}" })],
  ["JSON of pairs", JSON.stringify(pairs)],
  ["JSON of names and values", JSON.stringify(pairs.map(([name, value]) => ({ name, value })))],
  [
    "a curl command",
    `curl -X POST https://example.com/ \\\n${pairs.map(([name, value]) => `  -H '${name}: ${value}'`).join(" \\\n")}`,
  ],
  ["a curl command in one line", pairs.map(([name, value]) => `--header "${name}: ${value}"`).join(" ")],
  ["print_r of PHP", pairs.map(([name, value]) => `    [${phpName(name)}] => ${value}`).join("\n")],
  ["an array of PHP", pairs.map(([name, value]) => `  '${phpName(name)}' => '${value}',`).join("\n")],
  ["variables", pairs.map(([name, value]) => `${phpName(name)}=${value}`).join("\n")],
])("the signature headers are found in %s", (_name, text) => {
  expect(readPastedHeaders(text)).toEqual(HEADERS);
});

test("other headers are left out", () => {
  expect(readPastedHeaders("authorization: Bearer x\nhost: example.com\n__proto__: 1")).toEqual({});
  expect(readPastedHeaders('{"__proto__":{"signature":"x"},"constructor":"y"}')).toEqual({});
});

test("whatever is pasted, texts of signature headers come out or nothing", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      for (const [name, value] of Object.entries(readPastedHeaders(text))) {
        expect(SIGNATURE_HEADERS).toContain(name);
        expect(value).toBeTypeOf("string");
      }
    }),
  );
});

const RUNS = [
  "\t",
  " ",
  "'",
  "]",
  "a",
  "-H",
  ' -H "',
  " -H '",
  ' -H "\\\n',
  "\u2028",
  "{",
  '"id" :',
  "=",
  ">",
];

test("long texts are read to the end, whatever is repeated in them", () => {
  const run = fc.tuple(fc.constantFrom(...RUNS), fc.constantFrom("", "a", "x\u2028", "signature"));
  fc.assert(
    fc.property(run, run, ([one, before], [other, after]) => {
      const text = before + one.repeat(16_000 / one.length) + after + other.repeat(16_000 / other.length);
      expect(Object.keys(readPastedHeaders(`${text}x\u2028`)).length).toBeLessThan(2);
    }),
  );
});

test("a line ends wherever an editor ends it", () => {
  const text = pairs.map(([name, value]) => `${name}: ${value}`).join("\u2028");
  expect(readPastedHeaders(text)).toEqual(HEADERS);
});
