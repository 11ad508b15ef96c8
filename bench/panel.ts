// How long the server takes for the panel's pages of an empty shop, beside /healthz, which does nothing.

import { ensureBuild } from "#sandbox/ensure-build.ts";
import { mintSessionToken } from "#sandbox/shopify/session-token.ts";
import { startStack } from "#sandbox/stack.ts";
import { temporaryData } from "#sandbox/temporary-data.ts";
import { median, round2 } from "./statistics.ts";

const REQUESTS = 30;
const PAGES = ["/healthz", "/app/endpoints", "/app/endpoints/new", "/app/deliveries"];

/** Milliseconds until the whole document is there: median and slowest of each page. */
export async function benchPanel(say: (line: string) => void): Promise<object> {
  await ensureBuild(say);
  const data = await temporaryData("carillon-bench-");
  const stack = await startStack({ dataDir: data.directory, env: { LOG_LEVEL: "warn" } });
  const { shop, app, appUrl } = stack;
  const load = async (page: string) => {
    const host = Buffer.from(`admin.shopify.com/store/${shop.replace(".myshopify.com", "")}`).toString(
      "base64url",
    );
    const query = new URLSearchParams({
      embedded: "1",
      shop,
      host,
      id_token: mintSessionToken(app, shop, new Date()),
    });
    const startedAt = performance.now();
    const response = await fetch(`${appUrl}${page}?${query}`, {
      headers: { "user-agent": "Mozilla/5.0 Chrome/153.0" },
    });
    await response.text();
    if (!response.ok) throw new Error(`${page} was answered ${response.status}`);
    return performance.now() - startedAt;
  };
  try {
    const results: Record<string, object> = {};
    for (const page of PAGES) {
      await load(page); // warm up; the first one installs the app
      const times: number[] = [];
      for (let count = 0; count < REQUESTS; count += 1) times.push(await load(page));
      results[page] = { median_ms: round2(median(times)), slowest_ms: round2(Math.max(...times)) };
      say(`${page.padEnd(20)} ${JSON.stringify(results[page])}`);
    }
    return results;
  } finally {
    await stack.stop();
    await data.remove();
  }
}
