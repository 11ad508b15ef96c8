// The checks of the docs notice what is wrong: a check that says yes to everything would look the same.
import { expect, test } from "vitest";
import { problemsOf } from "./check-call.ts";
import { missingKeys, readHttp, readLenientJson } from "./http-blocks.ts";
import { deadLinks } from "./links.ts";
import { plainPath, unknownVariables } from "./names.ts";
import { blocksOf } from "./pages.ts";
import { runInShell } from "./shell.ts";
import { putIn } from "./stand-in-words.ts";

test.each([
  ["npm run dmeo", "there is no script dmeo in package.json"],
  ["npm run demo -- --twice", "there is no option --twice"],
  ["npm run demo --once", "npm takes --once for itself: write -- before it"],
  ["npx vitest run test/nothing.test.ts", "there is no file test/nothing.test.ts"],
  ["shopify app deplyo", "Shopify CLI has no command app deplyo"],
  ["shopify app deploy --colour", "there is no option --colour"],
  ["docker compose -f compose.other.yaml up", "there is no file compose.other.yaml"],
])("%s is wrong: %s", (call, problem) => {
  expect(problemsOf(call.split(" "))).toContain(problem);
});

test.each(["npm run demo -- --once", "npm ci --omit=dev", "shopify app deploy", "npm test"])(
  "%s is right",
  (call) => {
    expect(problemsOf(call.split(" "))).toEqual([]);
  },
);

test("a shell's page ends where a command is wrong, and what may not run is noted", async () => {
  const steps = [
    { line: 3, script: "npm ci && echo installed | tr a-z A-Z" },
    { line: 9, script: "curll https://carillon.example.com" },
    { line: 12, script: "echo never" },
  ];
  const { code, output, notRun } = await runInShell(steps, {});
  expect([code, output.get(3), output.has(12)]).toEqual([127, "INSTALLED", false]);
  expect(output.get(9)).toContain("curll: command not found");
  expect(notRun).toEqual([["npm", "ci"]]);
});

test("a page's blocks are found wherever they stand", () => {
  const text = "# A\n\n```sh\nls\n```\n\n- b:\n  ```json\n  {}\n  ```\n\n````text\n```\n````\n";
  expect(blocksOf(text).map(({ language, line, text }) => [language, line, text])).toEqual([
    ["sh", 4, "ls\n"],
    ["json", 9, "  {}\n"],
    ["text", 13, "```\n"],
  ]);
});

test("a call and its answer are read from one block or two", () => {
  const block =
    'POST /api/v1/endpoints/ep_…/recover\n{ "since": "x" }\n\n202 { "id": "rcv_…", "more": false }\n';
  expect(readHttp({ text: block })).toEqual({
    request: {
      method: "POST",
      path: "/api/v1/endpoints/ep_…/recover",
      headers: {},
      body: '{ "since": "x" }',
    },
    answer: { status: 202, body: '{ "id": "rcv_…", "more": false }' },
  });
  expect(readHttp({ text: "HTTP/1.1 202 Accepted\n\n{}\n" })).toEqual({
    request: null,
    answer: { status: 202, body: "{}" },
  });
});

test("an answer lacks what the page shows and it does not have", () => {
  const shown = readLenientJson('{ "id": "rcv_…", "list": [{ "a": 1 }, …], "of": { … } }');
  expect(missingKeys(shown, { id: "rcv_1", list: [{ b: 1 }], of: {} })).toEqual(["list[0].a"]);
  expect(missingKeys(shown, { list: [], of: null })).toEqual(["id"]);
});

test("links that lead nowhere and variables that nobody reads are told", () => {
  const prose = "[a](pages.ts) [b](../../README.md#nothing) [c](#here) [d](https://example.com)\n\n# Here\n";
  const page = { file: "test/docs/x.md", text: prose, prose, blocks: [] };
  expect(deadLinks({ ...page, file: "test/docs/not-run.md" })).toContain("../../README.md#nothing");
  expect(unknownVariables("DATABASE_URL=x DATABSE_URL=y")).toEqual(["DATABSE_URL"]);
});

test("what the docs name stands for what is there", () => {
  const standIns = { url: "http://app", hook: "http://hook", domain: "a.myshopify.com", ids: { ep: "ep_1" } };
  const now = new Date("2027-01-01T00:00:00Z");
  const text =
    "https://carillon.example.com/api/v1/endpoints/ep_… https://hooks.example.com/x 2026-11-21T09:00:00Z dlv_…";
  expect(putIn(text, { ...standIns, now })).toBe(
    "http://app/api/v1/endpoints/ep_1 http://hook 2026-12-31T23:00:00.000Z dlv_…",
  );
  expect(plainPath("/api/v1/endpoints/ep_…/test?x=1")).toBe(plainPath("/endpoints/{id}/test"));
});
