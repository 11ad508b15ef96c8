// Puts the app together, once per process.
import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "@prisma/client";
import pg from "pg";
import { createLive } from "./api/live/live.ts";
import { systemClock } from "./config/clock.ts";
import type { Deps } from "./config/deps.ts";
import { encryptionKeys } from "./config/encryption-keys.ts";
import type { Env } from "./config/env.ts";
import { createLog } from "./config/log.ts";
import { survivesLostConnections } from "./db/transaction.ts";
import { createPost } from "./http/post.ts";
import { createLimitAMinute } from "./limits/limit-a-minute.ts";
import { createLimitCalls } from "./limits/limit-calls.ts";
import { createTurns } from "./limits/take-turn.ts";
import { createMetrics } from "./metrics/create-metrics.ts";
import { createLoops } from "./metrics/loops.ts";
import { createMailer } from "./notifications/mailer.ts";
import type { AskShopify } from "./pipeline/inbox/ask-shopify.ts";
import { createInbox } from "./pipeline/inbox/store-inbound.ts";
import { createWake } from "./pipeline/wake.ts";
import { createShopify } from "./shopify/app.ts";
import { createAskShopify } from "./shopify/ask/create-ask-shopify.ts";
import { createFireFlowTrigger, neverFires } from "./shopify/flow/fire-flow-trigger.ts";
import { createSeal } from "./signing/seal.ts";
import { createTracing } from "./tracing/create-tracing.ts";

export interface OwnedDeps {
  deps: Deps;
  /** ends every connection */
  close(): Promise<void>;
}

/** Nothing waits for ever on a database that has stopped answering. */
function createPool(env: Env, connectionString: string): pg.Pool {
  return survivesLostConnections(
    new pg.Pool({
      connectionString,
      max: env.DATABASE_POOL_SIZE,
      application_name: "carillon",
      connectionTimeoutMillis: 5_000,
      query_timeout: 60_000,
      keepAlive: true,
    }),
  );
}

const TRIALS_PER_MINUTE = 10;
const CHECKS_PER_MINUTE = 30;

const neverConnected: AskShopify = async () => ({ kind: "not_connected" });

/** `overrides`: for tests, e.g. a clock of their own. */
export async function createDeps(
  env: Env,
  databaseUrl: string,
  overrides: Partial<Deps> = {},
): Promise<OwnedDeps> {
  const log = overrides.log ?? createLog(env);
  const pool = createPool(env, databaseUrl);
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  const seal = createSeal(await encryptionKeys(env));
  const { post, close: closePost } = createPost({
    allowedAddresses: env.ALLOW_DESTINATIONS,
    timeoutMs: env.DELIVERY_TIMEOUT_MS,
  });
  const wake = createWake(databaseUrl, log);
  const clock = overrides.clock ?? systemClock;
  const loops = overrides.loops ?? createLoops();
  const metrics = overrides.metrics ?? createMetrics({ pool, clock, loops, seal });
  const shopify = createShopify({ env, pool, seal, log, databaseUrl, metrics });
  const tracing = await createTracing(env, log);
  const deps: Deps = {
    ...{ env, clock, log, pool, prisma, seal, post, wake, shopify, loops, metrics, tracing },
    random: Math.random,
    inbox: createInbox(pool),
    mailer: createMailer(env),
    limitTrials: createLimitAMinute(TRIALS_PER_MINUTE),
    limitChecks: createLimitAMinute(CHECKS_PER_MINUTE),
    limitCalls: createLimitCalls(),
    takeExport: createTurns(clock),
    live: createLive({ pool, prisma, clock, log }),
    askShopify: shopify ? createAskShopify({ env, clock, log, shopify }) : neverConnected,
    fireFlowTrigger: shopify ? createFireFlowTrigger({ env, clock, log, shopify }) : neverFires,
    ...overrides,
  };
  return {
    deps,
    async close() {
      closePost();
      await Promise.all([tracing.close(), wake.close(), shopify?.tokenLock.close(), prisma.$disconnect()]);
      await pool.end();
    },
  };
}
