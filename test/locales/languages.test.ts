import { expect, test } from "vitest";
import { languageOf } from "../../app/locales/languages.ts";

const of = (query: string, accepts?: string) =>
  languageOf(
    new Request(
      `https://app.example/app${query}`,
      accepts ? { headers: { "accept-language": accepts } } : {},
    ),
  );

test("the admin's language comes before the browser's", () => {
  expect(of("?locale=fr-FR", "en-US,en;q=0.9")).toBe("fr");
  expect(of("?locale=en", "fr")).toBe("en");
});

test("without one the browser's best language that Carillon speaks counts", () => {
  expect(of("", "de-CH, fr-CH;q=0.8, en;q=0.9")).toBe("en");
  expect(of("", "fr-CA,fr;q=0.9")).toBe("fr");
});

test("who reads none of them reads English", () => {
  expect([of(""), of("?locale=ja", "de"), of("?locale=%00", ";;,q=,")]).toEqual(["en", "en", "en"]);
});
