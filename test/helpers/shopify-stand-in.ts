// Shopify's stand-in inside a test: fetch to the shop reaches it, and the shop has an offline session that it accepts.
import { Session } from "@shopify/shopify-api";
import { onTestFinished } from "vitest";
import type { Outage } from "#sandbox/shopify/outage.ts";
import type { CallLimits } from "#sandbox/shopify/query-cost.ts";
import { startShopify } from "#sandbox/shopify/start-shopify.ts";
import type { Store } from "#sandbox/shopify/store/create-store.ts";
import type { Deps } from "../../app/config/deps.ts";
import { routeShops } from "./route-shops.ts";

export const ALL_SCOPES = [
  "read_customers",
  "read_discounts",
  "read_orders",
  "read_own_subscription_contracts",
  "read_products",
  "read_store_credit_account_transactions",
  "read_store_credit_accounts",
];

export interface StandInOptions {
  /** what the merchant has granted; every scope unless told */
  scopes?: string[];
  limits?: CallLimits;
  /** told of each operation that Shopify is about to carry out */
  onOperation?: (name: string) => void;
}

export interface TestShopify {
  /** myshopify.com domain; another one for each stand-in */
  shop: string;
  store: Store;
  /** names of the operations that Shopify carried out, in order */
  operations: string[];
  /** The merchant grants these scopes from now on; the app's session does not know. */
  grant(scopes: string[]): void;
  /** The access token is void before its time. */
  revokeAccess(): void;
  /** What uninstalling does to the shop's tokens. */
  revoke(): void;
  /** How the Admin API fails from now on; undefined: not at all. */
  fail(outage: Outage | undefined): void;
}

let started = 0;

/** Until the test ends. */
export async function connectShopify(deps: Deps, options: StandInOptions = {}): Promise<TestShopify> {
  const shop = `shop-${++started}.myshopify.com`;
  const operations: string[] = [];
  let outage: Outage | undefined;
  const { SHOPIFY_API_KEY: apiKey = "", SHOPIFY_API_SECRET: apiSecret = "" } = deps.env;
  const standIn = await startShopify({
    ...{ app: { apiKey, apiSecret }, appUrl: "http://127.0.0.1:1", clock: deps.clock, shops: [shop] },
    scopes: options.scopes ?? ALL_SCOPES,
    limits: options.limits,
    onOperation(_shop, name) {
      operations.push(name);
      options.onOperation?.(name);
    },
    outageOf: () => outage,
  });
  onTestFinished(() => standIn.close());
  routeShops(standIn.port);
  await deps.shopify?.sessions.storeSession(sessionOf(deps, shop, standIn.grants.exchange(shop, true)));
  return {
    shop,
    operations,
    store: standIn.storeOf(shop),
    grant: standIn.grants.setScopes,
    revokeAccess: () => standIn.grants.revokeAccess(shop),
    revoke: () => standIn.grants.revoke(shop),
    fail(how) {
      outage = how;
    },
  };
}

interface Granted {
  access_token: string;
  refresh_token?: string;
  scope: string;
  expires_in?: number;
  refresh_token_expires_in?: number;
}

function sessionOf({ clock }: Deps, shop: string, granted: Granted): Session {
  const inSeconds = (seconds = 0) => new Date(clock.now().getTime() + seconds * 1_000);
  const expires = inSeconds(granted.expires_in);
  return new Session({
    ...{ id: `offline_${shop}`, shop, state: "", isOnline: false, expires, scope: granted.scope },
    ...{ accessToken: granted.access_token, refreshToken: granted.refresh_token },
    refreshTokenExpires: inSeconds(granted.refresh_token_expires_in),
  });
}
