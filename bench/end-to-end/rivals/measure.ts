// Each rival in turn, in both variants, on an empty database, with the same load as Carillon.
import type { Bench } from "../parts.ts";
import { measureSustained, type Sustained } from "../sustained.ts";
import { startTarget } from "../target.ts";
import { startRedis } from "./redis.ts";

type Rival = "pg_boss" | "graphile_worker" | "bullmq";
type Variant = "readme" | "batched";

/** A sentence where it could not be measured. */
export type Rivals = Record<Rival, Record<Variant, Sustained | string>>;

export async function measureRivals(bench: Bench): Promise<Rivals> {
  return {
    pg_boss: await measureVariants(bench, "pg_boss"),
    graphile_worker: await measureVariants(bench, "graphile_worker"),
    bullmq: await measureBullMq(bench),
  };
}

async function measureBullMq(bench: Bench): Promise<Rivals["bullmq"]> {
  const redis = await startRedis();
  if (typeof redis === "string") return { readme: redis, batched: redis };
  try {
    return await measureVariants(bench, "bullmq", { REDIS_PORT: String(redis.port) });
  } finally {
    await redis.stop();
  }
}

async function measureVariants(
  bench: Bench,
  rival: Rival,
  env: Record<string, string> = {},
): Promise<Record<Variant, Sustained | string>> {
  const measure = (variant: Variant) =>
    measureVariant(bench, rival, variant, env).catch((error: Error) => error.message);
  return { readme: await measure("readme"), batched: await measure("batched") };
}

async function measureVariant(
  { rig, times, say }: Bench,
  rival: Rival,
  variant: Variant,
  env: Record<string, string>,
): Promise<Sustained> {
  const database = `${rival}_${variant}`;
  const url = await rig.server.create(database);
  const file = `bench/end-to-end/rivals/${rival.replace("_", "-")}.ts`;
  const target = await startTarget({
    ...{ server: rig.server, database, url, file, fanOut: 1 },
    env: { ...env, DATABASE_URL: url, RECEIVER_URL: rig.receiverUrl, VARIANT: variant },
  });
  try {
    const result = await measureSustained(rig, target, times.rivals);
    say(`${rival} ${variant}: ${JSON.stringify(result)}`);
    return result;
  } finally {
    await target.stop();
  }
}
