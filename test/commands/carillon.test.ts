// The command as an operator runs it: a process, its output and its exit code.
import { execFile } from "node:child_process";
import { beforeAll, expect, test } from "vitest";
import { findCaller } from "../../app/tokens/find-caller.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";

let app: TestDeps;

beforeAll(async () => {
  app = await createTestDeps();
});

function carillon(...words: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = {
    PATH: process.env.PATH,
    DATABASE_URL: app.databaseUrl,
    ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
  } as unknown as NodeJS.ProcessEnv;
  return new Promise((resolve) =>
    execFile(process.execPath, ["app/carillon.ts", ...words], { env }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr }),
    ),
  );
}

test("a shop is added once, listed, and given a token that the API accepts", async () => {
  const added = JSON.parse((await carillon("shop", "add", "--shop", "a.myshopify.com", "--json")).stdout);
  const again = JSON.parse((await carillon("shop", "add", "--shop", "a.myshopify.com", "--json")).stdout);
  expect(again).toEqual(added);
  const list = JSON.parse((await carillon("shop", "list", "--json")).stdout);
  expect(list).toMatchObject([{ id: added.id, shop: "a.myshopify.com" }]);
  const made = JSON.parse(
    (await carillon("token", "create", "--shop", "a.myshopify.com", "--scope", "write", "--json")).stdout,
  );
  expect(await findCaller(app.deps, made.token)).toEqual({ shopId: added.id, scope: "write" });
});

test("without --json a token is printed alone, ready for a script", async () => {
  await carillon("shop", "add", "--shop", "b.myshopify.com");
  const { stdout } = await carillon("token", "create", "--shop", "b.myshopify.com");
  expect(stdout).toMatch(/^car_[\w-]{43}\n$/);
});

test.each([
  [["shop", "add"], /Name the shop as/],
  [["shop", "add", "--shop", "example.com"], /Name the shop as/],
  [["token", "create", "--shop", "unknown.myshopify.com"], /is not registered/],
  [["token", "create", "--shop", "unknown.myshopify.com", "--scope", "all"], /read or write/],
  [["dance"], /^Usage/],
  [["shop", "list", "--colour"], /Usage/],
])("%j is refused with a sentence and no stack trace", async (words, message) => {
  const { code, stderr, stdout } = await carillon(...words);
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/^\s+at /m);
});
