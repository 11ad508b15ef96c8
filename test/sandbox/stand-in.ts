import { request } from "undici";
import { onTestFinished } from "vitest";
import { mintSessionToken } from "#sandbox/shopify/session-token.ts";
import { type ShopifyOptions, startShopify } from "#sandbox/shopify/start-shopify.ts";

export const SHOP = "sandbox-shop.myshopify.com";
export const APP = { apiKey: "client-id", apiSecret: "client-secret" };
const ID_TOKEN = "urn:ietf:params:oauth:token-type:id_token";
const OFFLINE_TOKEN = "urn:shopify:params:oauth:token-type:offline-access-token";

/** Shopify's stand-in with a clock that the test moves. Ends with the test. */
export async function standIn(options: Partial<ShopifyOptions> = {}) {
  let now = new Date("2026-11-21T10:00:00Z");
  const shopify = await startShopify({
    app: APP,
    appUrl: "http://127.0.0.1:1",
    scopes: ["read_orders", "read_products"],
    clock: { now: () => now },
    ...options,
  });
  onTestFinished(() => shopify.close());

  async function post(path: string, body: unknown, headers: Record<string, string> = {}, host = SHOP) {
    const answer = await request(`${shopify.url}${path}`, {
      method: "POST",
      headers: { host, "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
    const text = await answer.body.text();
    return { status: answer.statusCode, headers: answer.headers, body: JSON.parse(text) };
  }

  const token = (changes: Record<string, unknown>, host?: string) =>
    post(
      "/admin/oauth/access_token",
      { client_id: APP.apiKey, client_secret: APP.apiSecret, ...changes },
      {},
      host,
    );

  return {
    ...shopify,
    now: () => now,
    advance: (seconds: number) => {
      now = new Date(now.getTime() + seconds * 1_000);
    },
    /** a token exchange as the app's library asks for it; `changes` spoil it */
    exchange: (changes: Record<string, unknown> = {}, host?: string) =>
      token(
        {
          grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
          subject_token: mintSessionToken(APP, SHOP, now),
          subject_token_type: ID_TOKEN,
          requested_token_type: OFFLINE_TOKEN,
          expiring: "1",
          ...changes,
        },
        host,
      ),
    refresh: (refreshToken: string, host?: string) =>
      token({ grant_type: "refresh_token", refresh_token: refreshToken }, host),
    graphql: (query: string, accessToken: string, more: { variables?: object; version?: string } = {}) =>
      post(
        `/admin/api/${more.version ?? "2026-10"}/graphql.json`,
        { query, variables: more.variables },
        { "x-shopify-access-token": accessToken },
      ),
  };
}
