// Reconciliation of a shop in which 50,000 orders have changed within two hours, one in five of them without a webhook:
// how long it takes, how many calls and points of Shopify's budget, and how much memory the process needs that does it
// and takes what was found out of the inbox: once with the heap that V8 gives itself in a container of 512 MB, once with
// the one that it gives itself on this machine. The stand-in gives 200 times an ordinary shop's points, or it would be
// measured how slowly they come back.
import { build } from "vite";
import { systemClock } from "#app/config/clock.ts";
import type { Deps } from "#app/config/deps.ts";
import { readEnv } from "#app/config/env.ts";
import { createDeps } from "#app/create-deps.ts";
import { newId } from "#app/db/ids.ts";
import { migrate } from "#app/db/migrate.ts";
import { createPartitions } from "#app/db/partitions.ts";
import { createEndpoint } from "#app/endpoints/create-endpoint.ts";
import { ROOT } from "#sandbox/app-process.ts";
import { SANDBOX_SHOP as SHOP } from "#sandbox/shopify/shop-data.ts";
import { type ShopifyStandIn, startShopify } from "#sandbox/shopify/start-shopify.ts";
import { startChild } from "./end-to-end/child.ts";
import { startDatabaseServer } from "./end-to-end/database.ts";
import { memoryMb } from "./end-to-end/proc.ts";
import { round2 } from "./statistics.ts";

const ORDERS = 50_000;
const MISSED_EVERY = 5;
const WINDOW_MS = 2 * 60 * 60_000;
const GRACE_MS = 10 * 60_000;
const LIMITS = { size: 40_000, restoreRate: 20_000 };
const ORDINARY_RATE = 100;
const APP = { apiKey: "bench", apiSecret: "bench-secret" };

/** Node's options. 259 MB is what V8 takes for its limit where the system says that there are 512. */
const HEAPS = { container_of_512_mb: "--max-heap-size=259", this_machine: "" };

export async function benchReconcile(say: (line: string) => void): Promise<object> {
  const script = await buildChild();
  const results: Record<string, object> = {};
  for (const [heap, options] of Object.entries(HEAPS)) {
    results[heap] = await reconcileOnce(script, options);
    say(JSON.stringify({ [heap]: results[heap] }));
  }
  return results;
}

async function reconcileOnce(script: string, nodeOptions: string): Promise<object> {
  const calls = new Map<string, number>();
  let points = 0;
  const shopify = await startShopify({
    ...{ app: APP, appUrl: "http://127.0.0.1:1", shops: [SHOP], limits: LIMITS },
    scopes: ["read_orders"],
    onOperation(_shop, name, cost) {
      calls.set(name, (calls.get(name) ?? 0) + 1);
      points += cost;
    },
  });
  const server = await startDatabaseServer();
  const env = environment(await server.create("reconcile"));
  const port = { SANDBOX_SHOPIFY_PORT: String(shopify.port) };
  const child = startChild(script, { ...env, ...port, NODE_OPTIONS: nodeOptions });
  try {
    await prepare(env, shopify);
    await child.ask("open");
    const before = await memoryMb(child.pid);
    const startedAt = performance.now();
    const { looked, found, events } = await child.ask<Counts>("reconcile");
    const seconds = (performance.now() - startedAt) / 1_000;
    const { highest } = await memoryMb(child.pid);
    return {
      ...{
        orders: ORDERS,
        looked,
        found,
        events,
        seconds: round2(seconds),
        calls: Object.fromEntries(calls),
      },
      memory_mb: { before: round2(before.now), highest: round2(highest) },
      points, // by the sandbox's estimate of what a call costs
      ordinary_shop_minutes: round2(points / ORDINARY_RATE / 60),
    };
  } finally {
    await child.stop();
    await server.stop();
    await shopify.close();
  }
}

/** As `npm run build` builds the app: Node's own TypeScript takes 30 MB. */
async function buildChild(): Promise<string> {
  const outDir = "build/bench";
  await build({
    root: ROOT,
    configFile: false,
    logLevel: "error",
    build: {
      ...{ ssr: "bench/reconcile-child.ts", outDir, target: "node22" },
      rollupOptions: { output: { entryFileNames: "reconcile-child.js" } },
    },
  });
  return `${outDir}/reconcile-child.js`;
}

export interface Counts {
  looked: number;
  found: number;
  events: number;
}

const environment = (databaseUrl: string): Record<string, string> => ({
  DATABASE_URL: databaseUrl,
  ENCRYPTION_KEY: Buffer.alloc(32, 1).toString("base64"),
  LOG_LEVEL: "warn",
  SHOPIFY_API_KEY: APP.apiKey,
  SHOPIFY_API_SECRET: APP.apiSecret,
  SHOPIFY_APP_URL: "http://127.0.0.1:1",
  SCOPES: "read_orders",
});

async function prepare(environment: Record<string, string>, shopify: ShopifyStandIn): Promise<void> {
  await migrate(environment.DATABASE_URL ?? "");
  const { deps, close } = await createDeps(readEnv(environment), environment.DATABASE_URL ?? "", {
    clock: systemClock,
  });
  await createPartitions(deps.pool);
  const shopId = newId("shp");
  await deps.prisma.shop.create({ data: { id: shopId, domain: SHOP } });
  const topics = ["order/created", "order/updated", "order/paid"];
  const endpoint = await createEndpoint(deps, shopId, { url: "https://example.com/hooks", topics });
  if (endpoint.kind !== "created") throw new Error("the endpoint was not created");
  await storeToken(deps, shopify);
  await addOrders(deps, shopId, shopify);
  await close();
}

async function storeToken({ shopify: app }: Deps, shopify: ShopifyStandIn): Promise<void> {
  const granted = shopify.grants.exchange(SHOP, true);
  const { Session } = await import("@shopify/shopify-api");
  await app?.sessions.storeSession(
    new Session({
      ...{ id: `offline_${SHOP}`, shop: SHOP, state: "", isOnline: false, scope: granted.scope },
      ...{ accessToken: granted.access_token, refreshToken: granted.refresh_token },
      expires: new Date(Date.now() + 3_600_000),
    }),
  );
}

/** Older orders that were changed lately; of four in five a webhook told the change. */
async function addOrders({ pool }: Deps, shopId: string, { storeOf }: ShopifyStandIn): Promise<void> {
  const store = storeOf(SHOP);
  const now = Date.now();
  const known: { id: string; updatedAt: number }[] = [];
  for (let made = 0; made < ORDERS; made += 1) {
    const createdAt = new Date(now - 48 * 60 * 60_000).toISOString();
    const updatedAt = now - WINDOW_MS + Math.floor((made / ORDERS) * (WINDOW_MS - GRACE_MS));
    const order = store.addOrder();
    Object.assign(order, { createdAt, paidAt: createdAt, updatedAt: new Date(updatedAt).toISOString() });
    if (made % MISSED_EVERY > 0) known.push({ id: order.id, updatedAt });
  }
  const states = known.map(({ updatedAt }) =>
    JSON.stringify({
      content: { state: { hash: "of-a-webhook", updatedAt, told: { created: 0, paid: 0 } } },
    }),
  );
  await pool.query(
    `insert into snapshot (shop_id, resource, state) select $1, * from unnest($2::text[], $3::text[])`,
    [shopId, known.map(({ id }) => id), states],
  );
  await pool.query("insert into reconciliation (shop_id, resource, cursor) values ($1, 'order', $2)", [
    shopId,
    new Date(now - WINDOW_MS),
  ]);
}
