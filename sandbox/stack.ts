// Everything that runs in the sandbox, started and stopped as one: Shopify's stand-in, the proxy, the merchant's
// server and the app as a process of its own.
import { randomBytes } from "node:crypto";
import { systemClock } from "#app/config/clock.ts";
import { runningEmbeddedUrl, startEmbedded } from "#app/db/embedded.ts";
import { type AppProcess, startApp } from "./app-process.ts";
import { carillon } from "./carillon-command.ts";
import { freePort } from "./free-port.ts";
import { createMerchant } from "./proxy/merchant.ts";
import { startProxy } from "./proxy/start-proxy.ts";
import { type Receiver, startReceiver } from "./receiver/start-receiver.ts";
import { startReloadingApp } from "./reloading-app.ts";
import { type Sent, sendWebhook, type Webhook } from "./shopify/send-webhook.ts";
import type { AppCredentials } from "./shopify/session-token.ts";
import { SANDBOX_SHOP, type ShopData } from "./shopify/shop-data.ts";
import { type ShopifyStandIn, startShopify } from "./shopify/start-shopify.ts";

export interface StackOptions {
  /** `build`: build/main.js as in production. `dev`: app/main.ts, reloaded when it changes. */
  mode?: "build" | "dev";
  dataDir: string;
  /** a server on this machine instead of the embedded one */
  databaseUrl?: string;
  /** 0 or absent: a free one. Fixed ones keep addresses over restarts. */
  ports?: { app?: number; admin?: number; receiver?: number };
  /** on top of the app's environment */
  env?: Record<string, string>;
  shops?: string[];
  dataOf?: (shop: string, scopes: string[]) => ShopData;
  log?: (line: string) => void;
  readyTimeoutMs?: number;
  /** gives up starting */
  signal?: AbortSignal;
}

export interface Stack {
  /** the app as the world sees it: the proxy */
  appUrl: string;
  /** the fake admin with the panel in it. `path`: of the panel, e.g. `/app/deliveries` */
  adminUrl(path?: string): string;
  /** Flow's page in the fake admin */
  flowUrl: string;
  app: AppCredentials;
  shop: string;
  shopify: ShopifyStandIn;
  receiver: Receiver;
  /** resolves when the app ends by itself */
  appEnded: Promise<void>;
  /** `retries`: pauses in ms before further tries */
  send(webhook: Omit<Webhook, "shop"> & { shop?: string }, retries?: number[]): Promise<Sent>;
  /** the `carillon` command on the app's data */
  carillon(...words: string[]): Promise<unknown>;
  stop(): Promise<void>;
}

/** What shopify.app.toml requires. */
const REQUIRED_SCOPES = [
  "read_customer_merge",
  "read_customers",
  "read_orders",
  "read_products",
  "write_app_proxy",
];

/** Of its optional ones those that the merchant has granted, so that there is one to ask for. */
const GRANTED_SCOPES = [
  ...REQUIRED_SCOPES,
  "read_customer_payment_methods",
  "read_discounts",
  "read_metaobjects",
  "read_own_subscription_contracts",
  "read_store_credit_account_transactions",
  "read_store_credit_accounts",
];

/** Ten times what Shopify gives its largest shops: in the demo a year of questions is asked in seconds. */
const LIMITS = { size: 400_000, restoreRate: 20_000 };

/** Seals nothing of worth: it is here for everybody to read. */
const SANDBOX_ENCRYPTION_KEY = Buffer.alloc(32, "sandbox").toString("base64");

/** Throws SandboxError when the app does not start; then nothing is left running. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const app = { apiKey: "sandbox-client-id", apiSecret: `sandbox_${randomBytes(24).toString("hex")}` };
  const shops = options.shops ?? [SANDBOX_SHOP];
  const shop = shops[0] ?? SANDBOX_SHOP;
  const appPort = await freePort();
  const proxyPort = options.ports?.app || (await freePort());
  const appUrl = `http://127.0.0.1:${proxyPort}`;

  const opened: { close(): Promise<void> }[] = [];
  const closeAll = async () => {
    for (const server of opened.reverse()) await server.close();
  };
  let child: AppProcess;
  let receiver: Receiver;
  let shopify: ShopifyStandIn;
  let env: NodeJS.ProcessEnv;
  try {
    receiver = await startReceiver(options.ports?.receiver);
    opened.push(receiver);
    const receiverUrl = receiver.url;
    const { dataOf } = options;
    shopify = await startShopify({
      app,
      appUrl,
      scopes: GRANTED_SCOPES,
      limits: LIMITS,
      shops,
      receiverUrl,
      dataOf,
      port: options.ports?.admin,
    });
    opened.push(shopify);
    const adminUrl = shopify.url;
    const merchant = createMerchant(shopify);
    opened.push(
      await startProxy({ app, appPort, clock: systemClock, shops, adminUrl, merchant, port: proxyPort }),
    );
    env = appEnvironment(options, app, { appPort, appUrl, shopifyPort: shopify.port });
    const start = options.mode === "dev" ? startReloadingApp : startApp;
    child = await start({
      mode: options.mode ?? "build",
      env,
      port: appPort,
      log: options.log ?? (() => undefined),
      readyTimeoutMs: options.readyTimeoutMs ?? 60_000,
      signal: options.signal,
    });
  } catch (error) {
    await stopOrphanedDatabase(options);
    await closeAll();
    throw error;
  }

  let stopped: Promise<void> | undefined;
  async function stop(): Promise<void> {
    await child.stop();
    await stopOrphanedDatabase(options);
    await closeAll();
  }

  const storeUrl = `${shopify.url}/store/${shop.replace(".myshopify.com", "")}`;
  return {
    appUrl,
    adminUrl: (path = "") => `${storeUrl}/apps/carillon${path}`,
    flowUrl: `${storeUrl}/flow`,
    app,
    shop,
    shopify,
    receiver,
    appEnded: child.ended,
    send: (webhook, retries) => sendWebhook({ appUrl, secret: app.apiSecret, retries }, { shop, ...webhook }),
    carillon: (...words) => carillon(env, words),
    stop() {
      stopped ??= stop();
      return stopped;
    },
  };
}

/** Nothing of the starter's environment reaches the app but what a process needs to run at all. */
function appEnvironment(
  options: StackOptions,
  app: AppCredentials,
  at: { appPort: number; appUrl: string; shopifyPort: number },
): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) =>
    ["PATH", "HOME", "TMPDIR", "LANG", "TZ"].includes(name),
  );
  return {
    ...Object.fromEntries(inherited),
    NODE_ENV: options.mode === "dev" ? "development" : "production",
    DATA_DIR: options.dataDir,
    ...(options.databaseUrl && { DATABASE_URL: options.databaseUrl, ENCRYPTION_KEY: SANDBOX_ENCRYPTION_KEY }),
    HOST: "127.0.0.1",
    PORT: String(at.appPort),
    TRUST_PROXY: "1",
    SHOPIFY_API_KEY: app.apiKey,
    SHOPIFY_API_SECRET: app.apiSecret,
    SHOPIFY_APP_URL: at.appUrl,
    SCOPES: REQUIRED_SCOPES.join(","),
    ALLOW_DESTINATIONS: "127.0.0.0/8",
    ALLOW_HTTP_DESTINATIONS: "true",
    SANDBOX_SHOPIFY_PORT: String(at.shopifyPort),
    ...options.env,
  };
}

/** An app that was killed leaves its PostgreSQL running: it is adopted, and stopped in order. */
async function stopOrphanedDatabase({ databaseUrl, dataDir }: StackOptions): Promise<void> {
  if (databaseUrl || !(await runningEmbeddedUrl(dataDir))) return;
  const database = await startEmbedded({ dataDir, say: () => undefined }).catch(() => undefined);
  await database?.stop(); // undefined: it belongs to another app, which is why ours did not start
}
