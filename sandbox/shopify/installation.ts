// What a merchant does to the app in Shopify's admin, and what Shopify tells the app of it. An app that was uninstalled
// is installed again with the next token exchange.
import type { Clock } from "#app/config/clock.ts";
import { type Sent, sendWebhook } from "./send-webhook.ts";
import type { AppCredentials } from "./session-token.ts";
import type { StoreOf } from "./stores.ts";
import type { TokenGrants } from "./token-grants.ts";

export interface Installation {
  /** Every token of the shop is void and its webhook subscriptions are gone; then the app is told. */
  uninstall(shop: string): Promise<Sent>;
  /** What is granted from now on; then the app is told. */
  changeScopes(shop: string, scopes: string[]): Promise<Sent>;
}

interface Needs {
  app: AppCredentials;
  appUrl: string;
  clock: Clock;
  grants: TokenGrants;
  storeOf: StoreOf;
}

export function createInstallation({ app, appUrl, clock, grants, storeOf }: Needs): Installation {
  function tell(shop: string, topic: string, body: object): Promise<Sent> {
    const webhook = { topic, shop, body: JSON.stringify(body), triggeredAt: clock.now() };
    return sendWebhook({ appUrl, secret: app.apiSecret }, webhook);
  }

  return {
    uninstall(shop) {
      grants.revoke(shop);
      storeOf(shop).state.webhookSubscriptions.clear();
      return tell(shop, "app/uninstalled", { id: 1, domain: null, myshopify_domain: shop });
    },
    changeScopes(shop, current) {
      const previous = grants.scopes();
      grants.setScopes(current);
      const updated_at = clock.now().toISOString();
      return tell(shop, "app/scopes_update", { id: 1, shop_id: 1, previous, current, updated_at });
    },
  };
}
