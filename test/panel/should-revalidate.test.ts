// With the server away an action answers "unavailable". A page that were loaded again then would give way to an error,
// and what was typed would be gone.
import type { RouteConfigEntry } from "@remix-run/route-config";
import { expect, test } from "vitest";
import routes from "../../app/routes.ts";
import { shouldRevalidate } from "../../app/ui/forms/should-revalidate.ts";

const filesOf = (entries: RouteConfigEntry[]): string[] =>
  entries.flatMap(({ file, children = [] }) => [file, ...filesOf(children)]);

/** Neither has a form: a frame around the pages, and the answer to an address that leads nowhere. */
const WITHOUT_FORM = ["routes/app/pages.tsx", "routes/app/not-found.tsx"];

const PAGES = filesOf(routes).filter(
  (file) => /^routes\/app\/.*\.tsx$/.test(file) && !WITHOUT_FORM.includes(file),
);

test("every page keeps what was typed when the server cannot be reached", async () => {
  expect(PAGES.length).toBeGreaterThan(20);
  const modules = await Promise.all(
    PAGES.map(async (file) => ({ file, ...(await import(`../../app/${file}`)) })),
  );
  const exposed = modules.filter((module) => module.shouldRevalidate !== shouldRevalidate);
  expect(exposed.map(({ file }) => file)).toEqual([]);
});

const decide = (actionResult: unknown) =>
  shouldRevalidate({ actionResult, defaultShouldRevalidate: true } as Parameters<typeof shouldRevalidate>[0]);

test("an answer that changed something loads the page again, one that never came does not", () => {
  expect(decide({ kind: "revoked" })).toBe(true);
  expect(decide(undefined)).toBe(true);
  expect(decide({ kind: "unavailable" })).toBe(false);
});
