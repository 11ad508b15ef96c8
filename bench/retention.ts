// What pruning costs those who work meanwhile: 10 million attempts, 8 million of them past their time, with a million old
// deliveries and events and two million keys. Deliveries are claimed and recorded, and webhooks taken in, at a steady
// pace before, while and after all of it is deleted, in the same process and on the same database.
import { setTimeout as pause } from "node:timers/promises";
import type { Deps } from "#app/config/deps.ts";
import { readEnv } from "#app/config/env.ts";
import { createDeps } from "#app/create-deps.ts";
import { startEmbedded } from "#app/db/embedded.ts";
import { migrate } from "#app/db/migrate.ts";
import { createPartitions } from "#app/db/partitions.ts";
import { deleteExpired, deleteExpiredKeys } from "#app/db/retention.ts";
import { createEndpoint } from "#app/endpoints/create-endpoint.ts";
import { attemptDelivery } from "#app/pipeline/deliver/attempt-delivery.ts";
import { claimDeliveries } from "#app/pipeline/deliver/claim.ts";
import { recordAttempts } from "#app/pipeline/deliver/record-attempts.ts";
import { temporaryData } from "#sandbox/temporary-data.ts";
import { seedLog, seedPending } from "./retention-seed.ts";
import { percentile, round2 } from "./statistics.ts";

const ENDPOINTS = 50;
const PENDING = 120_000;
const SLOTS = 50;
const ROUND_MS = 40;
const QUIET_MS = 15_000;
/** Seeding writes no log of what it writes; what is measured is as durable as ever. */
const SETTINGS = ["wal_level=minimal", "max_wal_senders=0", "max_wal_size=4GB", "shared_buffers=256MB"];

export async function benchRetention(say: (line: string) => void): Promise<object> {
  const data = await temporaryData("carillon-bench-");
  const server = await startEmbedded({
    dataDir: data.directory,
    say: () => undefined,
    settings: SETTINGS,
  });
  try {
    await migrate(server.url);
    const { deps, close } = await createDeps(environment(server.url), server.url, { post: answered });
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
    ...{ DATABASE_URL: url, ENCRYPTION_KEY: Buffer.alloc(32, 1).toString("base64"), LOG_LEVEL: "silent" },
    ...{ ALLOW_DESTINATIONS: "127.0.0.0/8", ALLOW_HTTP_DESTINATIONS: "true" },
  });

const answered: Deps["post"] = async () => ({
  ...{ kind: "answered", statusCode: 200, headers: {}, body: "", truncated: false },
  ...{ durationMs: 1, remoteAddress: "127.0.0.1" },
});

async function measure(deps: Deps, say: (line: string) => void): Promise<object> {
  await createPartitions(deps.pool);
  const seedStart = performance.now();
  const seeded = await seedLog(deps.pool);
  await seedPending(deps.pool, await addEndpoints(deps), PENDING);
  await deps.pool.query("analyze");
  const seed_s = secondsSince(seedStart);
  say(`seeded ${JSON.stringify(seeded)} in ${seed_s} s`);

  const before = await during(deps, pause(QUIET_MS));
  const pruning = await during(deps, prune(deps));
  const after = await during(deps, pause(QUIET_MS));
  const { pruned, ...latencies } = { ...pruning.latencies, pruned: pruning.result };
  say(`pruned ${JSON.stringify(pruned)}`);
  return { seeded, seed_s, pruned, before: before.latencies, pruning: latencies, after: after.latencies };
}

async function addEndpoints(deps: Deps): Promise<{ shopId: string; endpointIds: string[] }> {
  const shopId = "shp_bench";
  await deps.prisma.shop.create({ data: { id: shopId, domain: "bench.myshopify.com" } });
  const endpointIds: string[] = [];
  for (let number = 0; number < ENDPOINTS; number += 1) {
    const input = { url: `http://127.0.0.1:9/${number}`, topics: ["order/paid"] };
    const made = await createEndpoint(deps, shopId, input);
    if (made.kind !== "created") throw new Error(`no endpoint: ${made.kind}`);
    endpointIds.push(made.id);
  }
  return { shopId, endpointIds };
}

async function prune({ pool, env }: Deps): Promise<object> {
  const startedAt = performance.now();
  const { rows, partitions } = await deleteExpired(pool, env, new Date());
  const log_s = secondsSince(startedAt);
  const keysStart = performance.now();
  const keys = await deleteExpiredKeys(pool, env, new Date());
  return { rows: { ...rows, ...keys }, partitions, log_s, keys_s: secondsSince(keysStart) };
}

interface Times {
  claim: number[];
  record: number[];
  insert: number[];
}

/** Works at a steady pace until `job` has ended. */
async function during<T>(deps: Deps, job: Promise<T>): Promise<{ latencies: object; result: T }> {
  const times: Times = { claim: [], record: [], insert: [] };
  let ended = false;
  const result = job.finally(() => {
    ended = true;
  });
  while (!ended) await Promise.all([round(deps, times), pause(ROUND_MS)]);
  return {
    latencies: {
      claim_ms: summary(times.claim),
      record_ms: summary(times.record),
      insert_ms: summary(times.insert),
    },
    result: await result,
  };
}

async function round(deps: Deps, times: Times): Promise<void> {
  const { pool, env, inbox } = deps;
  const cap = env.ENDPOINT_CONCURRENCY;
  const { deliveries } = await timed(times.claim, () =>
    claimDeliveries(pool, { ...LIMITS, endpointCap: cap }),
  );
  const attempts = await Promise.all(deliveries.map((delivery) => attemptDelivery(deps, delivery)));
  await timed(times.record, () => recordAttempts(pool, attempts, cap));
  await timed(times.insert, () =>
    inbox.store({
      ...{ shopDomain: "bench.myshopify.com", topic: "orders/paid", webhookId: crypto.randomUUID() },
      ...{ eventId: null, apiVersion: null, triggeredAt: new Date(), body: "{}" },
    }),
  );
}

const LIMITS = { slots: SLOTS, slowSlots: SLOTS, shopSlots: () => SLOTS, fullShops: [], slowEndpoints: [] };

async function timed<T>(times: number[], work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const result = await work();
  times.push(performance.now() - startedAt);
  return result;
}

function summary(times: number[]): object {
  const all = Float64Array.from(times);
  const at = (share: number) => round2(percentile(all, share));
  return { count: times.length, p50: at(0.5), p99: at(0.99), max: at(1) };
}

const secondsSince = (startedAt: number): number => round2((performance.now() - startedAt) / 1_000);
