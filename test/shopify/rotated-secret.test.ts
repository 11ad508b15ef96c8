// The client secret is being changed: Shopify signs session tokens with the older one until that is revoked.
import { expect, onTestFinished, test } from "vitest";
import { mintSessionToken } from "#sandbox/shopify/session-token.ts";
import { startShopify } from "#sandbox/shopify/start-shopify.ts";
import { authenticatePanel } from "../../app/shopify/authenticate-panel.ts";
import { createConnectedDeps } from "../helpers/installed-app.ts";
import { routeShops } from "../helpers/route-shops.ts";
import { API_SECRET } from "../helpers/test-deps.ts";

const KEY = "test-api-key";
const BEFORE = "the-secret-before";
const SHOP = "rotating.myshopify.com";

async function connect(environment: Record<string, string>) {
  const { deps } = await createConnectedDeps(environment);
  const shopify = await startShopify({
    ...{ app: { apiKey: KEY, apiSecret: API_SECRET, previousSecret: BEFORE }, appUrl: "http://127.0.0.1:1" },
    ...{ scopes: ["read_products"], shops: [SHOP] },
  });
  onTestFinished(() => shopify.close());
  routeShops(shopify.port);
  const open = (secret: string, how: "header" | "address") => {
    const token = mintSessionToken({ apiKey: KEY, apiSecret: secret }, SHOP, new Date());
    const query = new URLSearchParams({
      ...{ embedded: "1", shop: SHOP, host: Buffer.from(`${SHOP}/admin`).toString("base64url") },
      ...(how === "address" && { id_token: token }),
    });
    const headers = {
      "user-agent": "Mozilla/5.0 Chrome/153.0.0.0 Safari/537.36",
      ...(how === "header" && { authorization: `Bearer ${token}` }),
    };
    return authenticatePanel(deps, new Request(`https://carillon.example.com/app?${query}`, { headers }));
  };
  return { deps, open };
}

// The stand-in gives access tokens to the current secret alone.
test("merchants whose tokens are signed with the secret before come in, and access tokens are asked for with the current one", async () => {
  const { deps, open } = await connect({ SHOPIFY_API_SECRET_PREVIOUS: BEFORE });
  expect(await open(BEFORE, "address")).toMatchObject({ domain: SHOP });
  expect(await open(BEFORE, "header")).toMatchObject({ domain: SHOP });
  await deps.pool.query("update session set expires_at = now(), refresh_token = null where shop = $1", [
    SHOP,
  ]);
  expect(await open(BEFORE, "header")).toMatchObject({ domain: SHOP });
  expect(await open(API_SECRET, "address")).toMatchObject({ domain: SHOP });
  expect(await open(API_SECRET, "header")).toMatchObject({ domain: SHOP });
});

test("a secret that is none of the two lets nobody in, nor does the one before when it is not set", async () => {
  const { open } = await connect({ SHOPIFY_API_SECRET_PREVIOUS: BEFORE });
  await expect(open("unknown", "header")).rejects.toMatchObject({ status: 401 });
  const { open: openAfter } = await connect({});
  await expect(openAfter(BEFORE, "header")).rejects.toMatchObject({ status: 401 });
});
