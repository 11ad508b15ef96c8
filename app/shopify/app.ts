// Shopify's library, set up once. Every call it makes goes through a fetch with a time limit that
// follows no redirect.
import "@shopify/shopify-app-remix/adapters/node";
import { setAbstractFetchFunc } from "@shopify/shopify-api/runtime";
import { AppDistribution, LogSeverity, shopifyApp } from "@shopify/shopify-app-remix/server";
import type pg from "pg";
import type { Env } from "../config/env.ts";
import { missingForShopify } from "../config/env.ts";
import type { Log } from "../config/log.ts";
import type { Seal } from "../signing/seal.ts";
import { API_VERSION } from "./api-version.ts";
import { createSessionStorage, type Sessions } from "./session-storage.ts";
import { createTokenLock, type TokenLock } from "./token-lock.ts";

export interface Shopify {
  app: ReturnType<typeof createApp>;
  sessions: Sessions;
  tokenLock: TokenLock;
}

interface Needs {
  env: Env;
  pool: pg.Pool;
  seal: Seal;
  log: Log;
  databaseUrl: string;
}

/** How long Shopify may take to answer. */
export const SHOPIFY_TIMEOUT_MS = 10_000;

/** undefined while the app's own settings at Shopify are missing. */
export function createShopify(needs: Needs): Shopify | undefined {
  if (missingForShopify(needs.env).length > 0) return undefined;
  const sessions = createSessionStorage(needs.pool, needs.seal);
  setAbstractFetchFunc((input, init) =>
    fetch(input, { ...init, redirect: "manual", signal: AbortSignal.timeout(SHOPIFY_TIMEOUT_MS) }),
  );
  return { app: createApp(needs, sessions), sessions, tokenLock: createTokenLock(needs.databaseUrl) };
}

function createApp({ env, log }: Needs, sessionStorage: Sessions) {
  return shopifyApp({
    apiKey: env.SHOPIFY_API_KEY ?? "",
    apiSecretKey: env.SHOPIFY_API_SECRET ?? "",
    appUrl: env.SHOPIFY_APP_URL ?? "",
    scopes: env.SCOPES,
    apiVersion: API_VERSION,
    authPathPrefix: "/auth",
    distribution: AppDistribution.AppStore,
    sessionStorage,
    // Its debug lines hold session tokens.
    logger: {
      level: LogSeverity.Warning,
      log: async (_severity, message) => log.warn({ message }, "shopify.library"),
    },
    future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
  });
}
