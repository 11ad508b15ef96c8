// All that can be looked at without changing anything, each within a few seconds. Nothing said holds a secret.
import type pg from "pg";
import type { Clock } from "../../config/clock.ts";
import { existingKeys } from "../../config/encryption-keys.ts";
import { type Env, inspectEnv } from "../../config/env.ts";
import { runningEmbeddedUrl } from "../../db/embedded.ts";
import { lookAtConfiguration } from "./configuration.ts";
import { doctorPool, lookAtClock, lookAtMigrations, lookAtPartitions, lookAtServer } from "./database.ts";
import { type Finding, look } from "./finding.ts";
import { lookAtKeys } from "./keys.ts";
import { lookAtApp, lookAtDisk, lookAtMail, lookAtShopify } from "./reach.ts";
import { lookAtBacklog, lookAtWorker } from "./work.ts";

interface Circumstances {
  /** the environment; the process's own unless tests have another */
  source?: Record<string, string | undefined>;
  clock: Clock;
  /** where Shopify's admin is */
  shopifyAdmin?: string;
}

export async function examine({ source, clock, shopifyAdmin }: Circumstances): Promise<Finding[]> {
  const { env, wrong } = inspectEnv(source);
  const found = await Promise.all([
    lookAtConfiguration(env, wrong),
    lookInside(env, clock),
    lookOutside(env, clock, shopifyAdmin),
  ]);
  return found.flat();
}

async function lookInside(env: Partial<Env>, clock: Clock): Promise<Finding[]> {
  const url = env.DATABASE_URL ?? (env.DATA_DIR && (await runningEmbeddedUrl(env.DATA_DIR)));
  if (!url) {
    const says =
      "The embedded database is not running: it starts with the app. What it holds was not looked at.";
    return [{ check: "database", state: "warning", says }];
  }
  const disk = env.DATABASE_URL ? [] : await look("disk", "warning", () => lookAtDisk(env.DATA_DIR ?? "."));
  const pool = doctorPool(url);
  try {
    return [...(await lookIntoDatabase(pool, env, clock)), ...disk];
  } finally {
    void pool.end().catch(() => undefined);
  }
}

/** What stands on something that is not there is not looked at. */
async function lookIntoDatabase(pool: pg.Pool, env: Partial<Env>, clock: Clock): Promise<Finding[]> {
  const help = "Is the server running, and is DATABASE_URL right?";
  const server = await look("database", "wrong", () => lookAtServer(pool), help);
  if (server.some(({ state }) => state === "wrong")) return server;
  const migrations = await look("migrations", "wrong", () => lookAtMigrations(pool));
  if (migrations.some(({ state }) => state === "wrong")) return [...server, ...migrations];
  const rest = await Promise.all([
    look("partitions", "wrong", () => lookAtPartitions(pool)),
    look("keys", "wrong", () => lookAtStored(pool, env)),
    look("clock", "warning", () => lookAtClock(pool, () => clock.now().getTime())),
    look("worker", "wrong", () => lookAtWorker(pool, clock)),
    look("backlog", "warning", () => lookAtBacklog(pool, clock)),
  ]);
  return [...server, ...migrations, ...rest.flat()];
}

/** Nothing where the key is wrong, which is told of the configuration, or is still to be made. */
async function lookAtStored(pool: pg.Pool, env: Partial<Env>): Promise<Finding[]> {
  const keys = "ENCRYPTION_KEY" in env ? await existingKeys(env as Env) : undefined;
  return keys ? lookAtKeys(pool, keys) : [];
}

async function lookOutside(env: Partial<Env>, clock: Clock, shopifyAdmin?: string): Promise<Finding[]> {
  const { SHOPIFY_APP_URL: url, SMTP_URL: mail } = env;
  const found = await Promise.all([
    url ? look("address", "warning", () => lookAtApp(url)) : [],
    look("Shopify", "warning", () => lookAtShopify(() => clock.now().getTime(), shopifyAdmin)),
    mail ? look("mail", "warning", () => lookAtMail(mail)) : [],
  ]);
  return found.flat();
}
