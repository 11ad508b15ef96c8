// What pruning costs those who work meanwhile: 10 million attempts, 8 million of them past their time, with a million old
// deliveries and events and two million keys. Deliveries are claimed and recorded, and webhooks taken in, at a steady
// pace while slices of pruning and of quiet alternate.
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
import { ATTEMPTS_A_DAY, seedLog, seedPending } from "./retention-seed.ts";
import { percentile, round2 } from "./statistics.ts";

const ENDPOINTS = 50;
const PENDING = 120_000;
const SLOTS = 50;
const ROUND_MS = 40;
const SLICE_MS = 4_000;
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
  await deps.pool.query("vacuum analyze");
  await deps.pool.query("checkpoint");
  const seed_s = secondsSince(seedStart);
  say(`seeded ${JSON.stringify(seeded)} in ${seed_s} s`);

  const [quiet, pruning] = [noTimes(), noTimes()];
  const pruned: Record<string, number> = {};
  let prune_s = 0;
  for (let more = true; more; ) {
    await workDuring(deps, quiet, pause(SLICE_MS));
    const startedAt = performance.now();
    more = await workDuring(deps, pruning, pruneSlice(deps, pruned));
    prune_s += secondsSince(startedAt);
  }
  say(`pruned ${JSON.stringify(pruned)} in ${round2(prune_s)} s`);
  return {
    seeded,
    seed_s,
    pruned,
    prune_s: round2(prune_s),
    quiet: summary(quiet),
    pruning: summary(pruning),
  };
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

/** Prunes until the slice is over, as a job does until it is told to stop; returns whether something is left. */
async function pruneSlice({ pool, env }: Deps, pruned: Record<string, number>): Promise<boolean> {
  const over = AbortSignal.timeout(SLICE_MS);
  const { rows, partitions } = await deleteExpired(pool, env, new Date(), over);
  const keys = over.aborted ? {} : await deleteExpiredKeys(pool, env, new Date(), over);
  const attempts = partitions.dropped * ATTEMPTS_A_DAY;
  for (const [table, count] of Object.entries({ attempt: attempts, ...rows, ...keys }))
    if (count > 0) pruned[table] = (pruned[table] ?? 0) + count;
  return over.aborted;
}

interface Times {
  claim: number[];
  record: number[];
  insert: number[];
}

const noTimes = (): Times => ({ claim: [], record: [], insert: [] });

/** Works at a steady pace until `job` has ended. */
async function workDuring<T>(deps: Deps, times: Times, job: Promise<T>): Promise<T> {
  let ended = false;
  const result = job.finally(() => {
    ended = true;
  });
  while (!ended) await Promise.all([round(deps, times), pause(ROUND_MS)]);
  return result;
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

function summary(times: Times): object {
  const of = (values: number[]) => {
    const at = (share: number) => round2(percentile(Float64Array.from(values), share));
    return { count: values.length, p50: at(0.5), p99: at(0.99), max: at(1) };
  };
  return { claim_ms: of(times.claim), record_ms: of(times.record), insert_ms: of(times.insert) };
}

const secondsSince = (startedAt: number): number => round2((performance.now() - startedAt) / 1_000);
