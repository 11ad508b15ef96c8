// Shopify's library, set up once. Every call it makes goes through a fetch with a time limit that
// follows no redirect.
import "@shopify/shopify-app-remix/adapters/node";
import { setAbstractFetchFunc } from "@shopify/shopify-api/runtime";
import { AppDistribution, LogSeverity, shopifyApp } from "@shopify/shopify-app-remix/server";
import type pg from "pg";
import { clientSecrets } from "../config/client-secrets.ts";
import type { Env } from "../config/env.ts";
import { missingForShopify } from "../config/env.ts";
import type { Log } from "../config/log.ts";
import type { CallMetrics } from "../metrics/metrics.ts";
import type { Seal } from "../signing/seal.ts";
import { isSignedWith } from "../signing/verify-session-token.ts";
import { API_VERSION } from "./api-version.ts";
import { libraryWords } from "./library-words.ts";
import { createSessionStorage, type Sessions } from "./session-storage.ts";
import { createTokenLock, type TokenLock } from "./token-lock.ts";

export interface Shopify {
  /** The library with the client secret that this session token is signed with; else, and without one, the current. */
  appFor(sessionToken: string | undefined): ReturnType<typeof createApp>;
  sessions: Sessions;
  tokenLock: TokenLock;
  metrics: CallMetrics;
}

interface Needs {
  env: Env;
  pool: pg.Pool;
  seal: Seal;
  log: Log;
  databaseUrl: string;
  metrics: CallMetrics;
}

/** How long Shopify may take to answer. */
export const SHOPIFY_TIMEOUT_MS = 10_000;

/** undefined while the app's own settings at Shopify are missing. */
export function createShopify(needs: Needs): Shopify | undefined {
  if (missingForShopify(needs.env).length > 0) return undefined;
  const sessions = createSessionStorage(needs.pool, needs.seal);
  const [secret = "", previous] = clientSecrets(needs.env);
  setAbstractFetchFunc((url, init) =>
    fetch(url, {
      ...(String(url).endsWith(TOKEN_ENDPOINT) ? withSecret(init, secret) : init),
      redirect: "manual",
      signal: AbortSignal.timeout(SHOPIFY_TIMEOUT_MS),
    }),
  );
  const current = createApp(needs, sessions, secret);
  const before = previous && { secret: previous, app: createApp(needs, sessions, previous) };
  return {
    appFor: (token = "") => (before && isSignedWith(token, before.secret) ? before.app : current),
    sessions,
    tokenLock: createTokenLock(needs.databaseUrl),
    metrics: needs.metrics,
  };
}

const TOKEN_ENDPOINT = "/admin/oauth/access_token";

/** Access tokens are asked for with the current secret alone: what the one before it is given may end with it. */
function withSecret(init: RequestInit | undefined, secret: string): RequestInit {
  const body: object = JSON.parse(String(init?.body));
  return { ...init, body: JSON.stringify({ ...body, client_secret: secret }) };
}

function createApp({ env, log }: Needs, sessionStorage: Sessions, apiSecretKey: string) {
  return shopifyApp({
    apiKey: env.SHOPIFY_API_KEY ?? "",
    apiSecretKey,
    appUrl: env.SHOPIFY_APP_URL ?? "",
    scopes: env.SCOPES,
    apiVersion: API_VERSION,
    authPathPrefix: "/auth",
    distribution: AppDistribution.AppStore,
    sessionStorage,
    // Its debug lines hold session tokens.
    logger: {
      level: LogSeverity.Warning,
      log: async (_severity, message) => log.warn({ message: libraryWords(message) }, "shopify.sdk"),
    },
    future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
  });
}
