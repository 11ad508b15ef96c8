// How long the API takes for each of its lists, by what is asked for, in a shop with a million deliveries; beside /healthz,
// which does nothing.

import pg from "pg";
import type { Deps } from "#app/config/deps.ts";
import { readEnv } from "#app/config/env.ts";
import { createDeps } from "#app/create-deps.ts";
import { startEmbedded } from "#app/db/embedded.ts";
import { newId } from "#app/db/ids.ts";
import { migrate } from "#app/db/migrate.ts";
import { createEndpoint } from "#app/endpoints/create-endpoint.ts";
import { createLimitCalls } from "#app/limits/limit-calls.ts";
import { serve } from "#app/server/serve.ts";
import { createToken } from "#app/tokens/create-token.ts";
import { temporaryData } from "#sandbox/temporary-data.ts";
import { apiLists } from "./api-lists.ts";
import { DELIVERIES, seedDeliveries } from "./api-seed.ts";
import { median, round2 } from "./statistics.ts";

const REQUESTS = 20;
const ENDPOINTS = 10;
/** Seeding writes no log of what it writes. */
const SETTINGS = ["wal_level=minimal", "max_wal_senders=0", "max_wal_size=4GB", "shared_buffers=256MB"];

/** Milliseconds until the whole answer is there: median and slowest of each list. */
export async function benchApi(say: (line: string) => void): Promise<object> {
  const data = await temporaryData("carillon-bench-");
  const server = await startEmbedded({ dataDir: data.directory, say: () => undefined, settings: SETTINGS });
  try {
    await migrate(server.url);
    const { deps, close } = await createDeps(environment(server.url), server.url, {
      limitCalls: createLimitCalls({ most: 1_000_000, windowSeconds: 3_600 }),
    });
    try {
      return await measure(deps, say);
    } finally {
      await close();
    }
  } finally {
    await server.stop();
    await data.remove();
  }
}

const environment = (url: string) =>
  readEnv({
    ...{ DATABASE_URL: url, ENCRYPTION_KEY: Buffer.alloc(32, 1).toString("base64"), LOG_LEVEL: "warn" },
    ...{ ALLOW_DESTINATIONS: "127.0.0.0/8", PORT: "0", HOST: "127.0.0.1" },
  });

async function measure(deps: Deps, say: (line: string) => void): Promise<object> {
  const { id: shopId } = await deps.prisma.shop.create({
    data: { id: newId("shp"), domain: "bench.myshopify.com" },
  });
  const startedAt = performance.now();
  const endpointIds = await addEndpoints(deps, shopId);
  const patient = new pg.Pool({ connectionString: deps.env.DATABASE_URL, max: 1 });
  await seedDeliveries(patient, shopId, endpointIds);
  await patient.end();
  say(`seeded ${DELIVERIES} deliveries in ${Math.round((performance.now() - startedAt) / 1_000)} s`);

  const { token } = await createToken(deps, shopId, "read");
  const { port, close } = await serve(deps, { withPanel: false });
  const results: Record<string, object> = {};
  for (const { name, path } of await apiLists(deps.pool)) {
    results[name] = await timesOf(`http://127.0.0.1:${port}${path}`, token);
    say(`${name.padEnd(64)} ${JSON.stringify(results[name])}`);
  }
  await close();
  return results;
}

async function addEndpoints(deps: Deps, shopId: string): Promise<string[]> {
  const ids: string[] = [];
  for (let number = 1; number <= ENDPOINTS; number += 1) {
    const made = await createEndpoint(deps, shopId, { url: `https://127.0.0.1/${number}`, topics: ["*"] });
    if (made.kind !== "created") throw new Error(`no endpoint: ${JSON.stringify(made)}`);
    ids.push(made.id);
  }
  return ids;
}

async function timesOf(url: string, token: string): Promise<object> {
  await load(url, token);
  const times: number[] = [];
  for (let count = 0; count < REQUESTS; count += 1) times.push(await load(url, token));
  return { median_ms: round2(median(times)), slowest_ms: round2(Math.max(...times)) };
}

async function load(url: string, token: string): Promise<number> {
  const startedAt = performance.now();
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  await response.text();
  if (!response.ok) throw new Error(`${url} was answered ${response.status}`);
  return performance.now() - startedAt;
}
