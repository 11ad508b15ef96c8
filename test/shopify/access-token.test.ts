import { Session } from "@shopify/shopify-api";
import type { MockAgent } from "undici";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { createDeps } from "../../app/create-deps.ts";
import { getAccessToken } from "../../app/shopify/access-token.ts";
import type { Shopify } from "../../app/shopify/app.ts";
import { markUninstalled, storedToken } from "../../app/shopify/installation.ts";
import { mockNetwork } from "../helpers/mock-network.ts";
import { addShop } from "../helpers/pipeline-steps.ts";
import { createTestDeps, fakeClock, type TestDeps } from "../helpers/test-deps.ts";

const SHOP = "a.myshopify.com";
const clock = fakeClock();

let first: TestDeps;
let shopify: Shopify;
let network: MockAgent;

beforeAll(async () => {
  first = await createTestDeps({}, { clock });
  if (!first.deps.shopify) throw new Error("Shopify is not set up");
  shopify = first.deps.shopify;
});

beforeEach(() => {
  network = mockNetwork();
});

const store = (expires: Date) =>
  shopify.sessions.storeSession(
    new Session({
      id: `offline_${SHOP}`,
      shop: SHOP,
      state: "",
      isOnline: false,
      accessToken: "shpat_old",
      refreshToken: "shprt_old",
      expires,
    }),
  );

const soon = () => new Date(clock.now().getTime() + 60_000);

/** Long enough for everybody who asks at the same time to ask before the first has an answer. */
const SLOW_MS = 200;

function shopifyAnswers(status: number, body: object | string): { bodies: string[] } {
  const bodies: string[] = [];
  network
    .get(`https://${SHOP}`)
    .intercept({ path: "/admin/oauth/access_token", method: "POST" })
    .reply((request) => {
      bodies.push(String(request.body));
      return {
        statusCode: status,
        data: body,
        responseOptions: { headers: { "content-type": "application/json" } },
      };
    })
    .delay(SLOW_MS)
    .times(10);
  return { bodies };
}

/** Answers with `body` whatever is sent there, and tells what that was. */
function elsewhere(agent: MockAgent, body: object): { bodies: string[] } {
  const bodies: string[] = [];
  for (const method of ["GET", "POST"])
    agent
      .get("https://elsewhere.example.com")
      .intercept({ path: "/taken", method })
      .reply((request) => {
        bodies.push(String(request.body));
        return { statusCode: 200, data: body };
      });
  return { bodies };
}

const TOKEN = {
  access_token: "shpat_new",
  scope: "read_orders",
  expires_in: 3600,
  refresh_token: "shprt_new",
  refresh_token_expires_in: 7_776_000,
};

test("a token with time left is used as it is", async () => {
  await store(new Date(clock.now().getTime() + 3_600_000));
  expect(await getAccessToken(first.deps, shopify, SHOP)).toEqual({ kind: "token", token: "shpat_old" });
});

test("a token that is about to die is refreshed once, however many ask at the same time", async () => {
  await store(soon());
  const { bodies } = shopifyAnswers(200, TOKEN);
  const outcomes = await Promise.all(
    Array.from({ length: 6 }, () => getAccessToken(first.deps, shopify, SHOP)),
  );
  expect(outcomes).toEqual(Array(6).fill({ kind: "token", token: "shpat_new" }));
  expect(bodies).toHaveLength(1);
  expect(JSON.parse(bodies[0] ?? "")).toMatchObject({
    grant_type: "refresh_token",
    refresh_token: "shprt_old",
  });
  const session = await shopify.sessions.loadSession(`offline_${SHOP}`);
  expect(session).toMatchObject({
    refreshToken: "shprt_new",
    expires: new Date(clock.now().getTime() + 3_600_000),
  });
});

test("however many processes ask for a shop's token, one of them refreshes it", async () => {
  const others = await Promise.all(
    [1, 2].map(() => createDeps(first.deps.env, first.databaseUrl, { clock })),
  );
  await store(soon());
  const { bodies } = shopifyAnswers(200, TOKEN);
  const processes = [first.deps, ...others.map(({ deps }) => deps)];
  const outcomes = await Promise.all(
    processes.flatMap((deps) => [1, 2].map(() => getAccessToken(deps, deps.shopify ?? shopify, SHOP))),
  );
  await Promise.all(others.map(({ close }) => close()));
  expect(outcomes).toEqual(Array(6).fill({ kind: "token", token: "shpat_new" }));
  expect(bodies).toHaveLength(1);
});

test.each([
  [401, { error: "invalid_request" }],
  [400, { error: "invalid_grant" }],
])(
  "a refusal with %i %j is for good: the merchant has to open the app, and Shopify is asked no more",
  async (status, body) => {
    await first.deps.prisma.shop.deleteMany({ where: { domain: SHOP } });
    await addShop(first.deps, SHOP);
    await store(soon());
    const { bodies } = shopifyAnswers(status, body);
    const since = clock.now();
    expect(await getAccessToken(first.deps, shopify, SHOP)).toEqual({ kind: "reconnect" });
    clock.advance(3_600_000);
    expect(await getAccessToken(first.deps, shopify, SHOP)).toEqual({ kind: "reconnect" });
    expect(bodies).toHaveLength(1);
    const shop = () => first.deps.prisma.shop.findUniqueOrThrow({ where: { domain: SHOP } });
    expect((await shop()).reconnectSince).toEqual(since);
    expect(await shopify.sessions.loadSession(`offline_${SHOP}`)).toBeDefined();

    await store(new Date(clock.now().getTime() + 3_600_000));
    expect((await shop()).reconnectSince).toBeNull();
    expect(await getAccessToken(first.deps, shopify, SHOP)).toMatchObject({ kind: "token" });
  },
);

test.each([
  [400, "<html><title>Bad Request</title></html>"],
  [400, { error: "application_cannot_be_found" }],
  [401, "null"],
])("%i %j says nothing of the shop's token: it stays, and is tried again", async (status, body) => {
  await first.deps.prisma.shop.deleteMany({ where: { domain: SHOP } });
  await addShop(first.deps, SHOP);
  await store(soon());
  const { bodies } = shopifyAnswers(status, body);
  for (let times = 0; times < 2; times++)
    await expect(getAccessToken(first.deps, shopify, SHOP)).rejects.toThrow(String(status));
  expect(bodies).toHaveLength(2);
  const shop = await first.deps.prisma.shop.findUniqueOrThrow({ where: { domain: SHOP } });
  expect(shop.reconnectSince).toBeNull();
});

test("the client secret and the refresh token follow no redirect", async () => {
  await store(soon());
  const { bodies } = elsewhere(network, TOKEN);
  const location = "https://elsewhere.example.com/taken";
  network
    .get(`https://${SHOP}`)
    .intercept({ path: "/admin/oauth/access_token", method: "POST" })
    .reply(307, "", { headers: { location } });
  await expect(getAccessToken(first.deps, shopify, SHOP)).rejects.toThrow("307");
  expect(bodies).toEqual([]);
});

test("a refresh that was under way when the shop uninstalled brings no session back", async () => {
  await first.deps.prisma.shop.deleteMany({ where: { domain: SHOP } });
  await addShop(first.deps, SHOP);
  await store(soon());
  const { bodies } = shopifyAnswers(200, TOKEN);
  const refreshed = getAccessToken(first.deps, shopify, SHOP).catch((error: Error) => error.message);
  await expect.poll(() => bodies.length).toBe(1);
  const token = await storedToken(first.deps.pool, SHOP);
  expect(await markUninstalled(first.deps, SHOP, token, clock.now())).toMatchObject({ sessions: 1 });
  expect(await refreshed).toMatch(/while its token was refreshed/);
  expect(await shopify.sessions.loadSession(`offline_${SHOP}`)).toBeUndefined();
  expect(await getAccessToken(first.deps, shopify, SHOP)).toEqual({ kind: "reconnect" });
});

test("a wrong client secret is the operator's to mend: no shop has to open the app for it", async () => {
  await store(soon());
  shopifyAnswers(401, { error: "invalid_client" });
  await expect(getAccessToken(first.deps, shopify, SHOP)).rejects.toThrow("client id and secret");
  expect((await shopify.sessions.loadSession(`offline_${SHOP}`))?.refreshToken).toBe("shprt_old");
});

test("a shop without a session has to open the app", async () => {
  expect(await getAccessToken(first.deps, shopify, "new.myshopify.com")).toEqual({ kind: "reconnect" });
});

test("while Shopify is broken the call fails and the next one tries again", async () => {
  await store(soon());
  shopifyAnswers(500, {});
  await expect(getAccessToken(first.deps, shopify, SHOP)).rejects.toThrow("500");
  network = mockNetwork();
  shopifyAnswers(200, TOKEN);
  expect(await getAccessToken(first.deps, shopify, SHOP)).toMatchObject({
    kind: "token",
    token: "shpat_new",
  });
});

test("an answer without the fields of an expiring token is refused instead of stored", async () => {
  await store(soon());
  shopifyAnswers(200, { access_token: "shpat_new", scope: "" });
  await expect(getAccessToken(first.deps, shopify, SHOP)).rejects.toThrow();
  expect((await shopify.sessions.loadSession(`offline_${SHOP}`))?.accessToken).toBe("shpat_old");
});
