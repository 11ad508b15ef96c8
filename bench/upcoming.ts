// The look for upcoming orders among 10,000 contracts of one shop: how long until every one that is due has its
// question to Shopify in the inbox, and how much memory that takes. Twice: on an ordinary day of monthly contracts, and
// with all of them due at once. The questions themselves then go out at the pace of the shop's API budget.
import type pg from "pg";
import { systemClock } from "#app/config/clock.ts";
import { readEnv } from "#app/config/env.ts";
import { createDeps } from "#app/create-deps.ts";
import { startEmbedded } from "#app/db/embedded.ts";
import { migrate } from "#app/db/migrate.ts";
import { createPartitions } from "#app/db/partitions.ts";
import { settleDue } from "#app/pipeline/inbox/settle-due.ts";
import { temporaryData } from "#sandbox/temporary-data.ts";
import { round2 } from "./statistics.ts";

const CONTRACTS = 10_000;

export async function benchUpcoming(say: (line: string) => void): Promise<object> {
  const data = await temporaryData("carillon-bench-");
  const server = await startEmbedded({ dataDir: data.directory, say: () => undefined });
  try {
    await migrate(server.url);
    const env = readEnv({ DATABASE_URL: server.url, ENCRYPTION_KEY: KEY, LOG_LEVEL: "silent" });
    const { deps, close } = await createDeps(env, server.url, { clock: systemClock });
    await createPartitions(deps.pool);
    const results: Record<string, object> = {};
    for (const [name, spreadDays] of [
      ["ordinary_day", 30],
      ["all_at_once", 0],
    ] as const) {
      await addContracts(deps.pool, name, spreadDays);
      results[name] = await scan(deps);
      say(`${name.padEnd(14)} ${JSON.stringify(results[name])}`);
    }
    await close();
    return { contracts: CONTRACTS, ...results };
  } finally {
    await server.stop();
    await data.remove();
  }
}

const KEY = Buffer.alloc(32, 1).toString("base64");

/** Contracts whose announcements were due, evenly, from a day ago to so many days later; made by the database. */
async function addContracts(pool: pg.Pool, shop: string, spreadDays: number): Promise<void> {
  const domain = `${shop.replaceAll("_", "-")}.myshopify.com`;
  await pool.query("insert into shop (id, domain) values ($1, $2)", [`shp_${shop}`, domain]);
  await pool.query("insert into endpoint (id, shop_id, url, all_topics) values ($1, $2, '', true)", [
    `ep_${shop}`,
    `shp_${shop}`,
  ]);
  await pool.query(
    `insert into snapshot (shop_id, resource, state, due_at)
     select $1, 'gid://shopify/SubscriptionContract/' || n,
       replace(replace($2, 'DUE', to_json(due)#>>'{}'), 'ORDER', to_json(due + interval '3 days')#>>'{}'), due
     from (select n, now() - interval '1 day' + n * interval '1 day' * $3 / $4 as due
           from generate_series(0, $4::int - 1) n) contract`,
    [`shp_${shop}`, STATE, spreadDays, CONTRACTS],
  );
}

const price = { amount: "10.50", currency: "CAD" };
const line = {
  ...{ product: "gid://shopify/Product/1", variant: "gid://shopify/ProductVariant/1", quantity: 1 },
  ...{ price, isMembership: false },
};
const STATE = JSON.stringify({
  contract: {
    dueAt: "DUE",
    state: {
      history: { created: null, known: [{ status: "active", revision: "1" }] },
      snapshot: {
        ...{ revision: "1", nextOrderDate: "ORDER" },
        billing: { interval: "month", interval_count: 1 },
        delivery: { interval: "month", interval_count: 1 },
        shipping: { price, title: "Standard" },
        lines: { "gid://shopify/SubscriptionLine/1": line },
      },
      ...{
        kind: "subscription",
        version: 0,
        held: null,
        step: null,
        movers: [],
        activations: [],
        upcoming: null,
      },
    },
  },
});

async function scan(deps: Parameters<typeof settleDue>[0]): Promise<object> {
  const before = process.memoryUsage.rss();
  const startedAt = performance.now();
  let [due, peak] = [0, before];
  for (let count = 1; count > 0; due += count) {
    count = await settleDue(deps);
    peak = Math.max(peak, process.memoryUsage.rss());
  }
  return {
    due,
    seconds: round2((performance.now() - startedAt) / 1_000),
    ...megabytes({ rss_before_mb: before, rss_peak_mb: peak }),
  };
}

const megabytes = (bytes: Record<string, number>) =>
  Object.fromEntries(Object.entries(bytes).map(([name, value]) => [name, Math.round(value / 2 ** 20)]));
