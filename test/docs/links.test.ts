import { expect, test } from "vitest";
import { anchorsOf, deadLinks, reachableFrom } from "./links.ts";
import { ALL_PAGES } from "./pages.ts";

test("every link leads to a file and a heading that there are", () => {
  const dead = ALL_PAGES.flatMap((page) => deadLinks(page).map((link) => `${page.file}: ${link}`));
  expect(dead).toEqual([]);
});

test("anchors are made of headings as GitHub makes them", () => {
  const prose = "# `GET /a`: one, two\n\n## [Übung](x.md)\n\n## Übung\n";
  expect([...anchorsOf({ prose })]).toEqual(["get-a-one-two", "übung", "übung-1"]);
});

test("every page can be found from docs/README.md", () => {
  const reached = reachableFrom("docs/README.md");
  expect(ALL_PAGES.map(({ file }) => file).filter((file) => !reached.has(file))).toEqual([]);
});
