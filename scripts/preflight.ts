// `npm run preflight -- [https://the.app --shop example.myshopify.com --config shopify.app.toml]`: what Shopify's
// reviewers check by code, against the running app (docs/preflight.md). The secret comes from the environment.
import { parseArgs } from "node:util";
import { lineOf } from "./preflight/finding.ts";
import { preflight } from "./preflight/preflight.ts";

const USAGE = "npm run preflight -- https://the.app --shop example.myshopify.com --config shopify.app.toml";

const { address, apiKey, secret, shop, config } = readWords();
const findings = await preflight({ address, apiKey, secret, shop }, { config });
for (const found of findings) console.log(lineOf(found));
const count = (kind: string) => findings.filter((found) => found.kind === kind).length;
console.log(`${count("ok")} ok, ${count("failed")} failed, ${count("skipped")} skipped`);
process.exit(count("failed") > 0 ? 1 : 0);

function readWords() {
  const { SHOPIFY_APP_URL, SHOPIFY_API_KEY: apiKey, SHOPIFY_API_SECRET: secret } = process.env;
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { shop: { type: "string" }, config: { type: "string", default: "shopify.app.toml" } },
    });
    const address = positionals[0] ?? SHOPIFY_APP_URL;
    if (!address || !URL.canParse(address)) return giveUp("Name the app's address, or set SHOPIFY_APP_URL.");
    if (!apiKey || !secret) return giveUp("Set SHOPIFY_API_KEY and SHOPIFY_API_SECRET as the app has them.");
    return { address: new URL(address).origin, apiKey, secret, shop: values.shop, config: values.config };
  } catch (error) {
    return giveUp((error as Error).message);
  }
}

function giveUp(sentence: string): never {
  console.error(`${sentence}\n${USAGE}`);
  process.exit(1);
}
