// The pre-flight over the files alone: as they are, and with one thing wrong in each.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checkAppFiles } from "../../scripts/preflight/app-files.ts";
import { type Finding, lineOf } from "../../scripts/preflight/finding.ts";
import type { RunningApp } from "../../scripts/preflight/running-app.ts";

const CONFIG = "shopify.app.toml";
const FLOW = "extensions/flow/shopify.extension.toml";
const toml = readFileSync(CONFIG, "utf8");

const failures = (findings: Finding[]) => findings.filter(({ kind }) => kind === "failed").map(lineOf);

test.each([CONFIG, "shopify.app.vendor.toml"])("%s passes", async (config) => {
  expect(failures(await checkAppFiles(RUNNING, { config }))).toEqual([]);
});

/** As the files have it. */
const RUNNING: RunningApp = {
  ...{ address: "https://example.com", apiKey: "test-api-key", secret: "test-secret", shop: undefined },
};

test.each<[string, RegExp, Record<string, string>]>([
  [
    "a compliance topic is missing",
    /shop\/redact is missing/,
    { [CONFIG]: toml.replace(', "shop/redact"', "") },
  ],
  [
    "the file is another app's",
    /client_id is 0123456789abcdef, and SHOPIFY_API_KEY is test-api-key/,
    { [CONFIG]: toml.replace('client_id = ""', 'client_id = "0123456789abcdef"') },
  ],
  [
    "the file is of an app at another address",
    /application_url is https:\/\/other\.example, and the app that is checked is at https:\/\/example\.com/,
    {
      [CONFIG]: toml
        .replace('client_id = ""', 'client_id = "test-api-key"')
        .replace('application_url = "https://example.com"', 'application_url = "https://other.example"'),
    },
  ],
  [
    "the app is not embedded",
    /embedded is not true/,
    { [CONFIG]: toml.replace("embedded = true", "embedded = false") },
  ],
  [
    "nobody tells of uninstallations",
    /app\/uninstalled is missing/,
    { [CONFIG]: toml.replace('  "app/uninstalled",\n', "") },
  ],
  [
    "the API version is another",
    /webhooks\.api_version .* is 2026-07/,
    { [CONFIG]: toml.replace("2026-10", "2026-07") },
  ],
  [
    "an extension has another API version",
    /api_version of extensions\/flow\/shopify\.extension\.toml is 2025-01/,
    { [FLOW]: `api_version = "2025-01"\n${readFileSync(FLOW, "utf8")}` },
  ],
  [
    "an address is not https",
    /auth\.redirect_urls\.0 of shopify\.app\.toml is http:/,
    { [CONFIG]: toml.replace("https://example.com/auth", "http://example.com/auth") },
  ],
  [
    "an extension's address begins with two slashes",
    /is \/\/flow\/lifecycle/,
    { [FLOW]: readFileSync(FLOW, "utf8").replace('"/flow/lifecycle"', '"//flow/lifecycle"') },
  ],
])("when %s, that check fails", async (_what, sentence, texts) => {
  const found = failures(await checkAppFiles(RUNNING, { config: CONFIG, texts }));
  expect(found.some((line) => sentence.test(line))).toBe(true);
});

test("what Shopify CLI does not take fails, in its words", async () => {
  const found = failures(
    await checkAppFiles(RUNNING, {
      config: CONFIG,
      texts: { [CONFIG]: toml.replace("embedded = true", 'embedded = "yes"') },
    }),
  );
  expect(found.at(-1)).toMatch(/Shopify CLI says: .*embedded.*boolean/i);
});
