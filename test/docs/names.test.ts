// No page names a variable, script, command, topic, call, page of the panel, metric or line of the log that is not there.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { matchRoutes } from "@remix-run/react";
import { beforeAll, expect, test } from "vitest";
import { type Described, describeCommands } from "../../app/commands/usage.ts";
import routes from "../../app/routes.ts";
import { TOPICS } from "../../app/topics/catalog.ts";
import { CATEGORIES } from "../../app/topics/categories.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { problemsOf } from "./check-call.ts";
import { apiCalls, dottedTexts, logPrefixes, plainPath, unknownVariables } from "./names.ts";
import { READERS_FILES } from "./not-run.ts";
import { codeWords, PAGES, type Page, WRITTEN_PAGES } from "./pages.ts";

let app: TestDeps;

beforeAll(async () => {
  app = await createTestDeps();
});

const OWN_FILE =
  /^(?:app|bench|deploy|docs|extensions|prisma|sandbox|scripts|test)\/[\w./-]*$|^[\w.-]+\.(?:toml|ya?ml|md)$|^Dockerfile$/;

const SHOPIFYS_TOPICS = ["app/uninstalled", "app/scopes_update"];

/** What a page says and `isWrong` finds fault with, with its page. CHANGELOG.md and decisions tell of the past. */
const found = (words: (page: Page) => string[], isWrong: (word: string) => boolean): string[] =>
  WRITTEN_PAGES.filter(({ file }) => file !== "CHANGELOG.md" && !file.startsWith("docs/decisions/")).flatMap(
    (page) =>
      words(page)
        .filter(isWrong)
        .map((word) => `${page.file}: ${word}`),
  );

test("every variable is one that somebody reads", () => {
  expect(
    found(
      ({ file, text, prose }) => unknownVariables(file.startsWith("docs/receivers/") ? prose : text),
      () => true,
    ),
  ).toEqual([]);
});

test("every npm command has its script, its options and its files", () => {
  const calls = (page: Page) => codeWords(page).filter((word) => /(^|&& |=\S+ )np[mx] (?!view)/.test(word));
  const problems = (word: string) =>
    word
      .split(" && ")
      .map((call) => call.replace(/^(?:[A-Z_]+=\S+ )+/, "").split(/\s+/))
      .flatMap(problemsOf);
  expect(
    found(
      (page) => calls(page).filter((word) => problems(word).length > 0),
      () => true,
    ),
  ).toEqual([]);
});

test("every carillon command is there, with its options", async () => {
  const commands = await describeCommands();
  const named = (page: Page) =>
    codeWords(page).flatMap(
      (word) => /^(?:npm run -s carillon -- |carillon )([a-z].*)$/.exec(word)?.[1] ?? [],
    );
  expect(found(named, (call) => !commands.some((one) => isCallOf(one, call)))).toEqual([]);
});

/** Whether the call's words are the command's, or the first of them, and the command knows its options. */
function isCallOf({ name, command }: Described, call: string): boolean {
  const words = call.split(/\s+/);
  const first = words.findIndex((word) => word.startsWith("-"));
  const verbs = words.slice(0, first < 0 ? undefined : first).join(" ");
  const options = words.flatMap((word) => /^--([\w-]+)/.exec(word)?.[1] ?? []);
  const known = [...Object.keys(command.options), "json", "help"];
  return (
    (name === verbs || name.startsWith(`${verbs} `)) && options.every((option) => known.includes(option))
  );
}

test("every topic is in the catalogue", () => {
  const names = new Set<string>(TOPICS.map(({ name }) => name));
  const topic = new RegExp(`^(?:${Object.keys(CATEGORIES).join("|")})/[a-z_]+$`);
  expect(
    found(
      (page) => codeWords(page).filter((word) => topic.test(word)),
      (word) => !names.has(word),
    ),
  ).toEqual([]);
});

test("every file and folder of the project is there", () => {
  const named = (page: Page) =>
    codeWords(page).filter((word) => OWN_FILE.test(word) && !SHOPIFYS_TOPICS.includes(word));
  const near = (file: string, word: string) => [word, path.join(path.dirname(file), word)];
  const missing = PAGES.flatMap((page) =>
    named(page)
      .filter((word) => !READERS_FILES.includes(word))
      .filter((word) => !near(page.file, word).some((place) => existsSync(place)))
      .map((word) => `${page.file}: ${word}`),
  );
  expect(missing).toEqual([]);
});

test("the README's table has every folder", () => {
  const readme = PAGES.find(({ file }) => file === "README.md")?.prose ?? "";
  const folders = readdirSync("app", { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => `\`app/${name}/\``).filter((name) => !readme.includes(name))).toEqual([]);
});

test("the number of topics is that of the catalogue", () => {
  const named = ({ prose }: Page) =>
    [...prose.matchAll(/(\d+) topics|\bThere are (\d+); \[each has/g)].map(([, a, b]) => a ?? b ?? "");
  expect(found(named, (number) => Number(number) !== TOPICS.length)).toEqual([]);
});

/** Addresses that are not the API's: other doors, and those of receivers. */
const OTHER_DOORS = /^\/(?:webhooks|flow|proxy|healthz|readyz|metrics|hook|auth)\b/;

test("every call of the API is one that it answers", () => {
  const calls = apiCalls();
  expect(calls.size).toBeGreaterThan(25);
  const named = (page: Page) =>
    codeWords(page).flatMap((word) => {
      const [, methods = "", address = ""] = /^((?:[A-Z]+)(?: and [A-Z]+)?) (\/\S*)/.exec(word) ?? [];
      if (address === "" || OTHER_DOORS.test(address)) return [];
      return methods.split(" and ").map((method) => `${method} ${plainPath(address)}`);
    });
  expect(found(named, (call) => !calls.has(call))).toEqual([]);
});

test("every page of the panel is there", () => {
  const named = (page: Page) => codeWords(page).filter((word) => /^\/app(\/[\w:/-]+)?$/.test(word));
  const isThere = (address: string) =>
    matchRoutes(routes as never, address)?.every(({ route }) => route.path !== "*") ?? false;
  expect(found(named, (address) => !isThere(address))).toEqual([]);
});

/** A field of forms, and compose's network. */
const NO_METRICS = ["carillon_website", "carillon_default"];

test("every metric is one that /metrics gives", async () => {
  const text = await app.deps.metrics.text();
  const names = new Set([...text.matchAll(/^# TYPE (\w+)/gm)].map(([, name = ""]) => name));
  const named = ({ text }: Page) => [...text.matchAll(/\bcarillon_[a-z_]+\b/g)].map(([name]) => name);
  const isKnown = (name: string) => names.has(name.replace(/_(?:bucket|sum|count)$/, "")) || names.has(name);
  expect(found(named, (name) => !isKnown(name) && !NO_METRICS.includes(name))).toEqual([]);
});

test("every line of the log is one that is written, or a column of a table", () => {
  const [texts, prefixes] = [dottedTexts(), logPrefixes()];
  const schema = readFileSync("prisma/schema.prisma", "utf8");
  const isColumn = (word: string) => schema.includes(`@map("${word.split(".")[1]}")`);
  const named = (page: Page) => codeWords(page).filter((word) => /^[a-z_]+\.[a-z_]+$/.test(word));
  const isLine = (word: string) => prefixes.has(word.split(".")[0] ?? "");
  expect(
    found(
      (page) => named(page).filter(isLine),
      (word) => !texts.has(word) && !isColumn(word),
    ),
  ).toEqual([]);
});
