// Every command and every call in the docs, in the order of its page, against a running app.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { problemsOf } from "./check-call.ts";
import { asCurl, missingKeys, readHttp, readLenientJson } from "./http-blocks.ts";
import { NOT_RUN } from "./not-run.ts";
import { type Block, PAGES, type Page } from "./pages.ts";
import { type DocsApp, startDocsApp } from "./running-app.ts";
import { missingPrograms, runInShell, type ShellResult, type ShellStep } from "./shell.ts";
import { putIn } from "./stand-in-words.ts";

const SHELLS = ["sh", "bash"];

let app: DocsApp;
let compileCache: string;

beforeAll(async () => {
  app = await startDocsApp();
  compileCache = await mkdtemp(path.join(tmpdir(), "carillon-compiled-"));
});

afterAll(() => rm(compileCache, { recursive: true, force: true }));

/** What a block is to be answered, and what it says of the answer. */
interface Expected {
  statuses: number[];
  body: string | null;
}

const isAnswer = (block: Block | undefined): block is Block =>
  block?.before.trim() === "" && ["http", "json"].includes(block.language);

/** Statuses stand behind # in a shell's block, or at the head of the answer below it; what says none is to succeed. */
function expectedOf({ blocks }: Page, index: number): Expected {
  const [block, next] = [blocks[index], blocks[index + 1]];
  if (!block) return { statuses: [], body: null };
  const own = SHELLS.includes(block.language)
    ? { statuses: [...block.text.matchAll(/# (\d{3})$/gm)].map(([, status]) => Number(status)), body: null }
    : answerIn(block);
  if (own.statuses.length > 0 && own.body !== null) return own;
  if (!isAnswer(next)) return own;
  return next.language === "json" ? { statuses: own.statuses, body: next.text } : answerIn(next);
}

function answerIn(block: Block): Expected {
  const { answer } = readHttp(block);
  return { statuses: answer ? [answer.status] : [], body: answer?.body || null };
}

function stepOf(block: Block): ShellStep[] {
  const { line, text, language } = block;
  if (SHELLS.includes(language)) return [{ line, script: text }];
  const { request } = language === "http" ? readHttp(block) : { request: null };
  return request?.path.startsWith("/api/") ? [{ line, script: asCurl(request) }] : [];
}

async function runSteps(steps: ShellStep[]): Promise<ShellResult> {
  const shop = await app.makeShop(steps.map(({ script }) => script).join());
  const standIns = { ...shop, url: app.url, hook: app.receiver.url, now: new Date() };
  const scripts = steps.map(({ line, script }) => ({ line, script: putIn(script, standIns) }));
  const reader = { CARILLON_URL: app.url, CARILLON_TOKEN: shop.token };
  return runInShell(scripts, { ...app.env, ...reader, NODE_COMPILE_CACHE: compileCache });
}

function checkBlock(page: Page, index: number, { output, statuses }: ShellResult) {
  const { line = 0 } = page.blocks[index] ?? {};
  const where = `${page.file}:${line}`;
  const said = output.get(line) ?? "";
  const expected = expectedOf(page, index);
  const came = statuses.get(line) ?? [];
  const wanted = came.map((status, nth) => expected.statuses[nth] ?? (status < 300 ? status : "2xx"));
  expect(came, `${where}\n${said}`).toEqual(wanted);
  const shown = expected.body === null ? undefined : readLenientJson(expected.body);
  const real = readLenientJson(said);
  if (shown !== undefined && came.length === 1)
    expect(missingKeys(shown, real), `${where}\n${said}`).toEqual([]);
}

describe("the docs", () => {
  const withCommands = PAGES.map((page) => {
    const steps = page.blocks.flatMap(stepOf);
    return { page, file: page.file, steps, lacks: missingPrograms(steps.map(({ script }) => script)).join() };
  }).filter(({ steps }) => steps.length > 0);

  const lacking = withCommands.filter(({ lacks }) => lacks !== "");
  if (lacking.length > 0) test.skip.each(lacking)("$file is not run: this machine has no $lacks", () => {});

  test.concurrent.each(withCommands.filter(({ lacks }) => lacks === ""))(
    "every command and call of $file does what the page says",
    { timeout: 120_000 },
    async ({ page, steps }) => {
      const result = await runSteps(steps);
      const last = [...result.output].at(-1);
      expect(result.code, `${page.file}:${last?.[0]}\n${last?.[1]}`).toBe(0);
      for (const [index, { line }] of page.blocks.entries())
        if (steps.some((step) => step.line === line)) checkBlock(page, index, result);
      for (const call of result.notRun) {
        expect(reasonOf(call), `${page.file}: ${call.join(" ")}`).toBeDefined();
        expect(problemsOf(call), `${page.file}: ${call.join(" ")}`).toEqual([]);
      }
    },
  );

  test("the shell runs the command that package.json calls carillon", () => {
    expect(packageJson.scripts.carillon).toMatch(/&& node app\/carillon\.ts$/);
  });
});

/** Why a call is not run. */
const reasonOf = (call: string[]): string | undefined =>
  Object.entries(NOT_RUN).find(([start]) => `${call.join(" ")} `.startsWith(`${start} `))?.[1];
