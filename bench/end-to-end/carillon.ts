// Carillon as production runs it: the built app, role all, default concurrency, on a database of its own.
import { randomBytes } from "node:crypto";
import { readEnv } from "#app/config/env.ts";
import { createDeps } from "#app/create-deps.ts";
import { newId } from "#app/db/ids.ts";
import { migrate } from "#app/db/migrate.ts";
import { createEndpoint } from "#app/endpoints/create-endpoint.ts";
import type { DatabaseServer } from "./database.ts";
import { startTarget, type Target } from "./target.ts";
import { ENDPOINT_SECRET, SHOPIFY_SECRET, SHOPS, shopDomain } from "./webhook.ts";

interface CarillonOptions {
  server: DatabaseServer;
  receiverUrl: string;
  /** a new one each */
  database: string;
  /** endpoints of each shop that get its products/create */
  fanOut?: number;
  env?: Record<string, string>;
}

/** Stops it whatever comes of the work. */
export async function withCarillon<Result>(
  options: CarillonOptions,
  work: (target: Target) => Promise<Result>,
): Promise<Result> {
  const target = await startCarillon(options);
  try {
    return await work(target);
  } finally {
    await target.stop();
  }
}

async function startCarillon(options: CarillonOptions): Promise<Target> {
  const { server, database } = options;
  const url = await server.create(database);
  const env = {
    ROLE: "all",
    DATABASE_URL: url,
    ENCRYPTION_KEY: randomBytes(32).toString("base64"),
    SHOPIFY_API_SECRET: SHOPIFY_SECRET,
    ALLOW_DESTINATIONS: "127.0.0.0/8",
    ALLOW_HTTP_DESTINATIONS: "true",
    LOG_LEVEL: "error",
    ...options.env,
  };
  await migrate(url);
  await connectShops(url, env, options);
  return startTarget({ server, database, url, file: "build/main.js", env, fanOut: options.fanOut ?? 1 });
}

/** Each endpoint has its own path at the receiver. */
async function connectShops(
  url: string,
  env: Record<string, string>,
  { receiverUrl, fanOut = 1 }: CarillonOptions,
): Promise<void> {
  const { deps, close } = await createDeps(readEnv(env), url);
  for (let shop = 0; shop < SHOPS; shop += 1) {
    const id = newId("shp");
    await deps.pool.query("insert into shop (id, domain) values ($1, $2)", [id, shopDomain(shop)]);
    for (let endpoint = 0; endpoint < fanOut; endpoint += 1) {
      const created = await createEndpoint(deps, id, {
        url: `${receiverUrl}${endpointPath(shop, endpoint)}`,
        topics: ["product/created"],
        secret: ENDPOINT_SECRET,
      });
      if (created.kind !== "created")
        throw new Error(`No endpoint could be made: ${JSON.stringify(created)}`);
    }
  }
  await close();
}

export const endpointPath = (shop: number, endpoint = 0): string => `/${shop}/${endpoint}`;
