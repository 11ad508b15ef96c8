import fc from "fast-check";
import { expect, test } from "vitest";
import { returnPath } from "../../app/server/return-path.ts";

const sent = { form: "contact", sent: "true" };

test.each([
  ["/", "/?form=contact&sent=true"],
  ["/pages/contact", "/pages/contact?form=contact&sent=true"],
  ["/pages/contact?view=a#form-1", "/pages/contact?view=a&form=contact&sent=true#form-1"],
  ["/pages/contact?sent=false", "/pages/contact?sent=true&form=contact"],
  ["/sidor/om oss", "/sidor/om%20oss?form=contact&sent=true"],
])("%s becomes %s", (path, expected) => {
  expect(returnPath(path, sent)).toBe(expected);
});

test.each([
  "",
  "pages/contact",
  "https://evil.example",
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/.//evil.example",
  "/a/..//evil.example",
  "/%2e//evil.example",
  "javascript:alert(1)",
])("%j leads nowhere", (path) => {
  expect(returnPath(path, sent)).toBeUndefined();
});

test("whatever is asked for, a browser stays in the shop and the header has no line break", () => {
  const part = fc.constantFrom(
    "/",
    "\\",
    ".",
    "..",
    "%2e",
    "%2f",
    "\t",
    "\r\n",
    "evil.example",
    ":",
    "@",
    "?",
    "#",
    "a",
  );
  const path = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(part).map((parts) => `/${parts.join("")}`),
  );
  fc.assert(
    fc.property(path, (asked) => {
      const answer = returnPath(asked, sent);
      if (answer === undefined) return;
      expect(answer).toMatch(/^[\x21-\x7e]+$/);
      expect(new URL(answer, "https://shop.example/apps/carillon/forms/contact").host).toBe("shop.example");
    }),
    { numRuns: 2_000 },
  );
});
