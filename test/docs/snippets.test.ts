import { expect, test } from "vitest";
import { LANGUAGES, snippet } from "../../app/ui/signatures/snippets.ts";

test.each(LANGUAGES)(
  "the panel's snippet in $name is whole, and names the headers that it reads",
  ({ name }) => {
    for (const style of ["standard", "plain"] as const) {
      const text = snippet(name, style);
      expect(text).toMatch(/carillon/i);
      expect(text).not.toMatch(/snippet:|(?:\/\/|#) end/);
      expect(text).toMatch(style === "standard" ? /webhook.signature/i : /signature.next/i);
      expect(text.length).toBeLessThan(1_500);
    }
  },
);
