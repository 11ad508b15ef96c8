// docs/webhooks.md and the panel explain the states of webhooks in the same words.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { STATUSES } from "../../app/ui/webhooks/statuses.ts";

test("the guide has the panel's table of words", () => {
  const guide = readFileSync("docs/webhooks.md", "utf8");
  const table = guide.slice(guide.indexOf("## What the words mean")).split("\n\n")[1] ?? "";
  const rows = table.split("\n").slice(2);
  expect(rows).toEqual(Object.values(STATUSES).map(({ label, meaning }) => `| ${label} | ${meaning} |`));
});
