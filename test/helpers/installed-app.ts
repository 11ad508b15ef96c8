// The app's server and Shopify's stand-in, which reach each other over real sockets. The app's clock is the real one:
// Shopify's library, which checks session tokens, has no other.
import { onTestFinished } from "vitest";
import type { Outage } from "#sandbox/shopify/outage.ts";
import { type Sent, sendWebhook } from "#sandbox/shopify/send-webhook.ts";
import { mintSessionToken } from "#sandbox/shopify/session-token.ts";
import { type ShopifyStandIn, startShopify } from "#sandbox/shopify/start-shopify.ts";
import { systemClock } from "../../app/config/clock.ts";
import type { Deps } from "../../app/config/deps.ts";
import { carryOutNext } from "../../app/duties/worker.ts";
import { processInbound } from "../../app/pipeline/inbox/process-inbound.ts";
import { serve } from "../../app/server/serve.ts";
import { authenticatePanel } from "../../app/shopify/authenticate-panel.ts";
import { routeShops } from "./route-shops.ts";
import { API_SECRET, createTestDeps } from "./test-deps.ts";

const APP = { apiKey: "test-api-key", apiSecret: API_SECRET };
const BROWSER = "Mozilla/5.0 Chrome/153.0.0.0 Safari/537.36";

export const createConnectedDeps = (environment: Record<string, string> = {}) =>
  createTestDeps({ SHOPIFY_APP_URL: "https://carillon.example.com", ...environment }, { clock: systemClock });

export interface InstalledApp {
  /** myshopify.com domain; another one in each test */
  shop: string;
  shopify: ShopifyStandIn;
  /** How the Admin API fails from now on; undefined: not at all. */
  fail(outage: Outage | undefined): void;
  /** A webhook that says that the app was uninstalled, signed by Shopify, whether it is true or not. */
  sayUninstalled(triggeredAt?: Date): Promise<Sent>;
  /** The merchant opens the panel. */
  open(deps?: Deps): ReturnType<typeof authenticatePanel>;
  /** Webhooks that have come lay their duties, and those that are due are carried out. Returns what is on record. */
  carryOut(): Promise<Record<string, unknown>[]>;
}

let shops = 0;

/** Until the test ends. */
export async function connectApp(deps: Deps, scopes = ["read_products"]): Promise<InstalledApp> {
  shops += 1;
  const shop = `installed-${shops}.myshopify.com`;
  let outage: Outage | undefined;
  const server = await serve(deps, { withPanel: false });
  const appUrl = `http://127.0.0.1:${server.port}`;
  const shopify = await startShopify({ app: APP, appUrl, scopes, shops: [shop], outageOf: () => outage });
  onTestFinished(async () => {
    await Promise.all([shopify.close(), server.close()]);
  });
  routeShops(shopify.port);
  return {
    shop,
    shopify,
    fail(how) {
      outage = how;
    },
    sayUninstalled(triggeredAt = new Date()) {
      const body = JSON.stringify({ id: 1, domain: null, myshopify_domain: shop });
      const webhook = { topic: "app/uninstalled", shop, body, triggeredAt };
      return sendWebhook({ appUrl, secret: API_SECRET }, webhook);
    },
    open: (by = deps) => authenticatePanel(by, panelRequest(shop)),
    async carryOut() {
      while ((await processInbound(deps)) > 0);
      await deps.pool.query("update duty set due_at = now() - interval '1 s' where status = 'pending'");
      while (await carryOutNext(deps));
      const { rows } = await deps.pool.query<{
        status: string;
        reason: string | null;
        result: string | null;
      }>(
        "select status, reason, result from duty where shop_domain = $1 and kind <> 'map_again' order by id",
        [shop],
      );
      return rows.map(({ status, reason, result }) => ({ status, reason, ...JSON.parse(result ?? "{}") }));
    },
  };
}

const panelRequest = (shop: string): Request =>
  new Request("https://carillon.example.com/app", {
    headers: {
      authorization: `Bearer ${mintSessionToken(APP, shop, new Date())}`,
      "user-agent": BROWSER,
    },
  });
