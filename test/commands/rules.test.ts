import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inboxMapAgain, inboxSummary } from "../../app/commands/inbox.ts";
import { rulesSet, rulesShow } from "../../app/commands/rules.ts";
import { NO_RULES } from "../../app/rules/rules-schema.ts";
import { leaveWebhook } from "../helpers/left-webhooks.ts";
import { addShop } from "../helpers/pipeline-steps.ts";
import { SHOP } from "../helpers/shopify-webhooks.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";

const shop = SHOP;

let app: TestDeps;
let folder: string;

beforeAll(async () => {
  app = await createTestDeps();
  await addShop(app.deps);
  folder = await mkdtemp(path.join(tmpdir(), "carillon-rules-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileWith(text: string): Promise<string> {
  const file = path.join(folder, "rules.json");
  await writeFile(file, text);
  return file;
}

test("rules come from a file and are shown as they can be set again", async () => {
  const file = await fileWith('{"membership":{"tags":["club"]}}');
  const rules = { ...NO_RULES, membership: { ...NO_RULES.membership, tags: ["club"] } };
  expect(await rulesSet.run(app.deps, { shop, file })).toEqual({
    json: rules,
    text: `The rules of ${SHOP} are saved.`,
  });
  const shown = await rulesShow.run(app.deps, { shop });
  expect(shown.json).toEqual(rules);
  expect(JSON.parse(shown.text)).toEqual(rules);
});

test("every wrong field has a line of its own, and nothing is saved", async () => {
  const before = await rulesShow.run(app.deps, { shop });
  const file = await fileWith('{"gift":{"tags":[""]},"colour":"red"}');
  await expect(rulesSet.run(app.deps, { shop, file })).rejects.toThrow(
    /^The rules were not saved\.\n(gift\.tags\.0: Must not be empty\.\ncolour: There is no such field\.)$/,
  );
  expect(await rulesShow.run(app.deps, { shop })).toEqual(before);
});

test("a file that is missing, a folder, no JSON or not named is refused with a sentence", async () => {
  const set = (file?: string) => expect(rulesSet.run(app.deps, { shop, file })).rejects;
  await set().toThrow("Name the file with the rules as: --file rules.json");
  await set(`${folder}/none.json`).toThrow(`${folder}/none.json cannot be read: there is no such file.`);
  await set(folder).toThrow(`${folder} cannot be read: it is a folder.`);
  const file = await fileWith("{");
  await set(file).toThrow(`${file} is not JSON.`);
});

test("a shop that is not registered is refused with the way to register it", async () => {
  const unknown = { shop: "unknown.myshopify.com" };
  for (const command of [rulesShow, rulesSet, inboxSummary, inboxMapAgain])
    await expect(command.run(app.deps, unknown)).rejects.toThrow(
      "carillon shop add --shop unknown.myshopify.com",
    );
});

test("the inbox is summed up, mapped again by reason, and then empty", async () => {
  expect((await inboxSummary.run(app.deps, { shop })).text).toBe("Everything that came in was mapped.");
  await leaveWebhook(app.deps);
  await leaveWebhook(app.deps);
  await leaveWebhook(app.deps, { topic: "themes/publish", reason: "no_mapper" });
  const summary = await inboxSummary.run(app.deps, { shop });
  expect(summary.text).toMatch(
    /^ +2 {2}discounts\/create +Not mapped: this shop has no coupon rule\. \(no_coupon_rule\)\n/,
  );
  expect(summary.json).toMatchObject([
    { count: 2 },
    { count: 1, topic: "themes/publish", status: "unmapped" },
  ]);

  const again = (reason?: string) => inboxMapAgain.run(app.deps, { shop, reason });
  expect((await again("no_mapper")).text).toBe("1 webhook is mapped again.");
  expect(await again()).toEqual({ json: { count: 2 }, text: "2 webhooks are mapped again." });
  expect((await again()).text).toContain("nothing to map again");
});
