import { expect, test } from "vitest";
import { libraryWords } from "../../app/shopify/library-words.ts";

test("what Shopify's library says is logged without what a sender gave it, and without queries", () => {
  const rejected = "[shopify-app/WARNING] Rejected exit-iframe redirect to an untrusted destination";
  expect(libraryWords(`${rejected} | {shop: a.myshopify.com, destination: https://x/?id_token=a.b}`)).toBe(
    rejected,
  );
  expect(libraryWords("Redirecting to https://x/?id_token=a.b now")).toBe("Redirecting to https://x/ now");
  expect(libraryWords("[Deprecated | 13.0.0] Use another call")).toBe(
    "[Deprecated | 13.0.0] Use another call",
  );
  expect(libraryWords("x".repeat(10_000))).toHaveLength(300);
});
