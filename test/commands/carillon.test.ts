// The command as an operator runs it: a process, its output and its exit code.
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeAll, expect, test, vi } from "vitest";
import { COMMANDS } from "../../app/commands/catalogue.ts";
import { findCaller } from "../../app/tokens/find-caller.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { type Ran, runCarillon } from "./command-process.ts";

vi.setConfig({ testTimeout: 120_000 }); // every command is a process, and the machine may be busy

let app: TestDeps;

beforeAll(async () => {
  app = await createTestDeps();
});

const carillon = (...words: string[]): Promise<Ran> =>
  runCarillon(words, {
    DATABASE_URL: app.databaseUrl,
    ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
  });

test("a shop is added once, listed, and given a token that the API accepts", async () => {
  const added = JSON.parse((await carillon("shop", "add", "--shop", "a.myshopify.com", "--json")).stdout);
  const again = JSON.parse((await carillon("shop", "add", "--shop", "a.myshopify.com", "--json")).stdout);
  expect(again).toEqual(added);
  const list = JSON.parse((await carillon("shop", "list", "--json")).stdout);
  expect(list).toMatchObject([{ id: added.id, shop: "a.myshopify.com" }]);
  const made = JSON.parse(
    (await carillon("token", "create", "--shop=a.myshopify.com", "--scope", "write", "--json")).stdout,
  );
  expect(await findCaller(app.deps, made.token)).toEqual({ shopId: added.id, scope: "write" });
});

test("without --json a token is printed alone, ready for a script", async () => {
  await carillon("shop", "add", "--shop", "b.myshopify.com");
  const { stdout } = await carillon("token", "create", "--shop", "b.myshopify.com");
  expect(stdout).toMatch(/^car_[\w-]{43}\n$/);
});

test.each([
  [["shop", "add"], /^carillon shop add needs --shop example\.myshopify\.com\n$/],
  [["shop", "add", "--shop"], /^--shop must be followed by its value: --shop example\.myshopify\.com\n$/],
  [["shop", "add", "--shop", "--json"], /^--shop must be followed by its value/],
  [["shop", "add", "--shop", "example.com"], /^Name the shop as/],
  [["token", "create", "--shop", "unknown.myshopify.com"], /is not registered/],
  [["token", "create", "--shop", "unknown.myshopify.com", "--scope", "all"], /read or write/],
  [["dance"], /^There is no command "dance"\. There are: shop add, /],
  [
    ["token", "dance"],
    /^There is no command "token dance"\. There are: token create, token list, token revoke\./,
  ],
  [["--json"], /^A command comes first\./],
  [["shop", "list", "--colour"], /^carillon shop list has no option --colour\. It has: --json, --help\n$/],
  [["shop", "list", "-s"], /^carillon shop list has no option -s\./],
  [["shop", "list", "--json=yes"], /^--json takes no value\.\n$/],
  [["shop", "list", "--json", "all"], /^carillon shop list does not understand "all"\.\n$/],
])("%j is refused with a sentence and no stack trace", async (words, message) => {
  const { code, stderr, stdout } = await carillon(...words);
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/^\s+at /m);
});

test("wrong configuration is told by variable, and help needs none", async () => {
  const wrong = await runCarillon(["shop", "list"], { PORT: "many", ROLE: "king" });
  expect([wrong.code, wrong.stdout]).toEqual([1, ""]);
  expect(wrong.stderr).toMatch(/^PORT \(.*\) must be a number from 0 to 65535\.\nROLE /);
  const help = await runCarillon(["--help"], { PORT: "many" });
  expect([help.code, help.stderr]).toEqual([0, ""]);
  for (const name of Object.keys(COMMANDS)) expect(help.stdout).toContain(`carillon ${name} `);
});

test("without the app's environment a command says so, and makes no database of its own", async () => {
  const DATA_DIR = await mkdtemp(path.join(tmpdir(), "carillon-command-"));
  try {
    const { code, stderr } = await runCarillon(["shop", "list"], { DATA_DIR });
    expect([code, stderr]).toEqual([
      1,
      `There is no database in ${DATA_DIR} (DATA_DIR), and DATABASE_URL is not set. Run the command with the app's environment, or start the app first.\n`,
    ]);
    expect(await readdir(DATA_DIR)).toEqual([]);
  } finally {
    await rm(DATA_DIR, { recursive: true });
  }
});

test("help of a command has its options, and of a group its commands", async () => {
  const { stdout } = await carillon("token", "create", "--help");
  expect(stdout).toMatch(
    /^Makes an API token of a shop and prints it, this once\.\n\ncarillon token create --shop /,
  );
  expect(stdout).toMatch(/--scope read\|write\s+what it may do/);
  const group = await carillon("rules", "-h");
  expect(group.stdout).toMatch(/carillon rules show .*\n.*carillon rules set /);
  expect(group.stdout).not.toContain("carillon token");
});
