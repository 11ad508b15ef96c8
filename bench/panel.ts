// How long the server takes for each page of the panel in a shop with a month's log (sandbox/seed), beside /healthz,
// which does nothing.
import pg from "pg";
import { runningEmbeddedUrl } from "#app/db/embedded.ts";
import { managementApi } from "#sandbox/demo/management-api.ts";
import { ensureBuild } from "#sandbox/ensure-build.ts";
import { fillLog, SEEDED } from "#sandbox/seed/fill-log.ts";
import { mintSessionToken } from "#sandbox/shopify/session-token.ts";
import { type Stack, startStack } from "#sandbox/stack.ts";
import { temporaryData } from "#sandbox/temporary-data.ts";
import { panelPages } from "./panel-pages.ts";
import { median, round2 } from "./statistics.ts";

const REQUESTS = 20;
const ENDPOINTS = 10;
const TOPICS = ["order/created", "order/paid", "customer/updated", "product/updated"];

/** Milliseconds until the whole document is there: median and slowest of each page. */
export async function benchPanel(say: (line: string) => void): Promise<object> {
  await ensureBuild(say);
  const data = await temporaryData("carillon-bench-");
  const stack = await startStack({ dataDir: data.directory, env: { LOG_LEVEL: "warn" } });
  const pool = new pg.Pool({ connectionString: await runningEmbeddedUrl(data.directory), max: 2 });
  try {
    await load(stack, "/app"); // the first visit installs the app
    await addEndpoints(stack);
    const startedAt = performance.now();
    await fillLog(pool, stack.shop);
    say(`seeded ${JSON.stringify(SEEDED)} in ${Math.round((performance.now() - startedAt) / 1_000)} s`);
    const results: Record<string, object> = {};
    for (const { name, path } of await panelPages(pool)) {
      results[name] = await timesOf(stack, path);
      say(`${name.padEnd(32)} ${JSON.stringify(results[name])}`);
    }
    return results;
  } finally {
    await pool.end();
    await stack.stop();
    await data.remove();
  }
}

async function addEndpoints(stack: Stack): Promise<void> {
  const { token } = (await stack.carillon(
    ...["token", "create", "--shop", stack.shop, "--scope", "write"],
  )) as { token: string };
  const api = managementApi(stack.appUrl, token);
  for (let number = 1; number <= ENDPOINTS; number += 1)
    await api.post("/endpoints", { url: `${stack.receiver.url}/${number}`, topics: TOPICS });
}

async function timesOf(stack: Stack, path: string): Promise<object> {
  await load(stack, path);
  const times: number[] = [];
  for (let count = 0; count < REQUESTS; count += 1) times.push(await load(stack, path));
  return { median_ms: round2(median(times)), slowest_ms: round2(Math.max(...times)) };
}

async function load({ shop, app, appUrl }: Stack, path: string): Promise<number> {
  const url = new URL(path, appUrl);
  const own = {
    embedded: "1",
    shop,
    host: Buffer.from(`admin.shopify.com/store/${shop.replace(".myshopify.com", "")}`).toString("base64url"),
    id_token: mintSessionToken(app, shop, new Date()),
  };
  for (const [name, value] of Object.entries(own)) url.searchParams.set(name, value);
  const startedAt = performance.now();
  const response = await fetch(url, { headers: { "user-agent": "Mozilla/5.0 Chrome/153.0" } });
  await response.text();
  if (!response.ok) throw new Error(`${path} was answered ${response.status}`);
  return performance.now() - startedAt;
}
