// Shops at Shopify's stand-in whose webhook subscriptions are kept in order, over real HTTP.
import { Session } from "@shopify/shopify-api";
import { onTestFinished } from "vitest";
import type { Outage } from "#sandbox/shopify/outage.ts";
import { type CallLimits, HIGHEST_LIMITS } from "#sandbox/shopify/query-cost.ts";
import { type ShopifyStandIn, startShopify } from "#sandbox/shopify/start-shopify.ts";
import type { Deps } from "../../../app/config/deps.ts";
import type { Env } from "../../../app/config/env.ts";
import { saveRules } from "../../../app/rules/save-rules.ts";
import { createCallBudget } from "../../../app/shopify/ask/call-budget.ts";
import { syncWebhookSubscriptions } from "../../../app/shopify/webhook-subscriptions/sync-webhook-subscriptions.ts";
import { addShop } from "../../helpers/pipeline-steps.ts";
import { routeShops } from "../../helpers/route-shops.ts";
import { createTestDeps, type FakeClock, fakeClock } from "../../helpers/test-deps.ts";

export const URI = "https://carillon.example.com/webhooks";
/** What the public app requires of every shop. */
export const REQUIRED = "read_customer_merge,read_customers,read_orders,read_products,write_app_proxy".split(
  ",",
);
export const CONTRACTS = "read_own_subscription_contracts";

/** What came of a sync that had nothing to do. */
export const NOTHING = { kind: "synced", created: 0, updated: 0, deleted: 0, problems: [] };

export const COUPONS = { coupons: { code_prefixes: ["LOY"] } };

interface Options {
  /** what the merchant has granted; the required scopes unless told */
  scopes?: string[];
  limits?: CallLimits;
  /** how many shops are installed; `open` is about the first */
  shops?: number;
}

let opened = 0;

/** Once per file. `required`: the app's required scopes. */
export async function syncTests(required = REQUIRED) {
  const clock: FakeClock = fakeClock("2026-11-20T10:00:00.000Z");
  const env = { SHOPIFY_APP_URL: "https://carillon.example.com", SCOPES: required.join(",") };
  const { deps } = await createTestDeps(env, { clock });

  /** Until the test ends. */
  async function open({ scopes = REQUIRED, limits = HIGHEST_LIMITS, shops: count = 1 }: Options = {}) {
    opened += 1;
    const shops = Array.from({ length: count }, (_, index) => `shop-${opened}-${index}.myshopify.com`);
    const shop = shops[0] ?? "";
    const operations: string[] = [];
    let outageOf: (shop: string) => Outage | undefined = () => undefined;
    const standIn = await startShopify({
      ...{ app: { apiKey: "test-api-key", apiSecret: "test-api-secret" }, appUrl: "http://127.0.0.1:1" },
      ...{ clock, scopes, limits, shops },
      onOperation: (_shop, name) => operations.push(name),
      outageOf: (domain) => outageOf(domain),
    });
    onTestFinished(() => standIn.close());
    routeShops(standIn.port);
    const ids: string[] = [];
    for (const domain of shops) ids.push(await install(deps, standIn, domain));
    const [shopId = ""] = ids;
    const waits: number[] = [];
    const budget = createCallBudget({
      clock,
      metrics: deps.metrics,
      async wait(ms) {
        waits.push(ms);
        clock.advance(ms);
      },
    });
    const store = standIn.storeOf(shop);
    const stored = () => [...store.state.webhookSubscriptions.values()];
    return {
      ...{ shop, shops, shopId, ids, store, stored, operations, waits, budget },
      grant: standIn.grants.setScopes,
      revoke: () => standIn.grants.revoke(shop),
      /** How the Admin API fails from now on. */
      fail(how: (shop: string) => Outage | undefined) {
        outageOf = how;
      },
      save: (rules: object, id = shopId) => saveRules(deps, id, rules),
      sync: (other: Partial<Env> = {}) =>
        syncWebhookSubscriptions({ ...deps, env: { ...deps.env, ...other } }, shop, budget),
      topics: () => stored().map(({ topic }) => topic),
      /** the words of webhook_state, by topic */
      async states(id = shopId): Promise<Record<string, string>> {
        const { rows } = await deps.pool.query<{ topic: string; said: string }>(
          "select topic, concat_ws(': ', status, words) as said from webhook_state where shop_id = $1",
          [id],
        );
        return Object.fromEntries(rows.map(({ topic, said }) => [topic, said]));
      },
    };
  }

  return { clock, deps, open };
}

/** Returns the shop's id. */
async function install(deps: Deps, { grants }: ShopifyStandIn, shop: string): Promise<string> {
  const granted = grants.exchange(shop, true);
  await deps.shopify?.sessions.storeSession(
    new Session({
      ...{ id: `offline_${shop}`, shop, state: "", isOnline: false, scope: granted.scope },
      expires: new Date(deps.clock.now().getTime() + (granted.expires_in ?? 0) * 1_000),
      ...{ accessToken: granted.access_token, refreshToken: granted.refresh_token },
    }),
  );
  return addShop(deps, shop);
}
