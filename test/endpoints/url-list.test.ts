import fc from "fast-check";
import { expect, test } from "vitest";
import { urlField } from "../../app/endpoints/endpoint-fields.ts";
import {
  credentialIn,
  holdsAnother,
  splitUrls,
  urlKey,
  withoutDoubles,
} from "../../app/endpoints/url-list.ts";

/** As merchants have them: with commas in the path and in the query, but none at the end. */
const url = fc
  .tuple(
    fc.constantFrom("https://", "http://", "HTTPS://"),
    fc.domain(),
    fc.array(fc.constantFrom("a", ",b", "/c", ";d=1,2", "/httpd", ",www.x.y"), { maxLength: 5 }),
    fc.constantFrom("", "?ids=1,2,3", "?to=a,b&c=d", "#x,y"),
  )
  .map(([scheme, host, path, query]) => `${scheme}${host}/${path.join("")}${query}`);

const between = fc.constantFrom(",", ", ", "\n", "\r\n", ",\n", " ,\r\n  ", "\n\n");

test("a list comes apart into the URLs that it was made of, with all their commas", () => {
  const lists = fc.array(fc.tuple(url, between), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(lists, (parts) => {
      expect(splitUrls(parts.flat().join(""))).toEqual(parts.map(([one]) => one));
    }),
  );
});

test.each([
  ["", []],
  [" \n, ", []],
  ["https://a.example/x,", ["https://a.example/x"]],
  ["  https://a.example/1,2 ", ["https://a.example/1,2"]],
  ["a.example, https://b.example", ["a.example", "https://b.example"]],
  ["https://a.example https://b.example", ["https://a.example https://b.example"]],
])("%j is read as %j", (text, urls) => {
  expect(splitUrls(text)).toEqual(urls);
});

test("what nobody sees is no part of a URL, in a list and alone", () => {
  const pasted = "\u200fhttps://a.example/zero\u200b,\u2068https://b.example/\ufeff";
  expect(splitUrls(pasted)).toEqual(["https://a.example/zero", "https://b.example/"]);
  expect(urlField.parse(" \u200b\u2069 https://a.example/\u00adx ")).toBe("https://a.example/x");
});

test("URLs that only look different are the same", () => {
  expect(urlKey("HTTPS://Example.com:443")).toBe(urlKey("https://example.com/"));
  expect(urlKey("https://example.com./a?#top")).toBe(urlKey("https://example.com/a"));
  expect(urlKey("https://example.com/a?b=1#top")).toBe(urlKey("https://example.com/a?b=1"));
  expect(urlKey("https://example.com/a?b=1")).not.toBe(urlKey("https://example.com/a?b=2"));
  expect(urlKey("https://example.com/a")).not.toBe(urlKey("https://example.com/a/"));
  expect(urlKey(" nonsense ")).toBe("nonsense");
  expect(withoutDoubles(["https://a.example", "https://b.example", "https://A.example/"])).toEqual([
    "https://a.example",
    "https://b.example",
  ]);
});

test.each([
  ["https://a.example/?access_token=1", "access_token"],
  ["https://a.example/?x=1&apiKey=2", "apiKey"],
  ["https://a.example/?token=", undefined],
  ["https://a.example/token?keyboard=1", undefined],
  ["token=1", undefined],
])("in %s the parameter that looks like a key is %s", (text, name) => {
  expect(credentialIn(text)).toBe(name);
});

test.each([
  ["https://a.example;https://b.example", true],
  ["https://a.example HTTP://b.example", true],
  ["https://a.examplehttps://b.example", true],
  ["https://a.example/web/https://b.example", true],
  ["https://a.example/?to=https://b.example", false],
  ["https://a.example/#https://b.example", false],
  ["https://a.example/https/http", false],
])("that %s holds another URL is %s", (text, holds) => {
  expect(holdsAnother(text)).toBe(holds);
});

test("long lists are read to the end, whatever is repeated in them", () => {
  const run = fc.constantFrom("\n", ",", " ", "\r\n", "https://", ",\n ", "a");
  fc.assert(
    fc.property(run, run, (one, other) => {
      const text = `a${one.repeat(16_000)}x${other.repeat(16_000)}x`;
      expect(splitUrls(text).join("").length).toBeLessThanOrEqual(text.length);
    }),
    { numRuns: 60 },
  );
});
