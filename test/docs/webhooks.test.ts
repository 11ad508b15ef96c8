// docs/webhooks.md and the panel explain the states of webhooks in the same words.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import texts from "../../app/locales/en/webhooks.json" with { type: "json" };
import { SHOWN_STATUSES } from "../../app/ui/webhooks/statuses.ts";

test("the guide has the panel's table of words", () => {
  const guide = readFileSync("docs/webhooks.md", "utf8").replaceAll("'", "’");
  const table = guide.slice(guide.indexOf("## What the words mean")).split("\n\n")[1] ?? "";
  const rows = table.split("\n").slice(2);
  const shown = SHOWN_STATUSES.map((status) => texts.statuses[status]);
  expect(rows).toEqual(shown.map(({ label, meaning }) => `| ${label} | ${meaning} |`));
});
