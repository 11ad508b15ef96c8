// The panel's door over real HTTP, with a page of one word behind it.
import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mintSessionToken } from "#sandbox/shopify/session-token.ts";
import { createApp } from "../../app/server/express-app.ts";
import { limitSignIn } from "../../app/server/limit-sign-in.ts";
import { panelGuard } from "../../app/server/panel-guard.ts";
import { securityHeaders } from "../../app/server/security-headers.ts";
import { metricValue } from "../helpers/metric-value.ts";
import { SHOP } from "../helpers/shopify-webhooks.ts";
import { API_SECRET, createTestDeps, type TestDeps } from "../helpers/test-deps.ts";

const OTHER = "other-shop.myshopify.com";
const APP = { apiKey: "test-api-key", apiSecret: API_SECRET };

let app: TestDeps;
let base: string;
const server = createServer();

beforeAll(async () => {
  app = await createTestDeps({ TRUST_PROXY: "1" });
  const listener = await createApp(app.deps, (express) => {
    express.use(limitSignIn(app.deps), panelGuard(app.deps), securityHeaders(app.deps));
    express.use((_request, response) => void response.send("panel"));
  });
  server.on("request", listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

const token = (shop = SHOP) => mintSessionToken(APP, shop, app.deps.clock.now());

/** Signed by Shopify, with other claims. */
function tokenWith(claims: Record<string, unknown>): string {
  const [head = "", body = ""] = token().split(".");
  const all = { ...JSON.parse(Buffer.from(body, "base64url").toString()), ...claims };
  const signed = `${head}.${Buffer.from(JSON.stringify(all)).toString("base64url")}`;
  return `${signed}.${createHmac("sha256", API_SECRET).update(signed).digest("base64url")}`;
}

let visitors = 0;

function newAddress(): string {
  visitors += 1;
  return `203.0.${visitors >> 8}.${visitors & 255}`;
}

async function visit(path: string, authorization?: string, from = newAddress()) {
  const answer = await fetch(base + path, {
    headers: { "x-forwarded-for": from, ...(authorization && { authorization }) },
  });
  const policies = answer.headers.get("content-security-policy")?.match(/frame-ancestors [^;,]*/g);
  const retries = answer.headers.get("x-shopify-retry-invalid-session-request");
  return { status: answer.status, frames: policies, retries, text: await answer.text() };
}

const framedBy = (shop: string) => [`frame-ancestors https://${shop} https://admin.shopify.com`];
const NOBODY = ["frame-ancestors 'none'"];

const refused = async (reason: string) =>
  (await metricValue(app.deps, `carillon_refused_requests_total{surface="panel",reason="${reason}"}`)) ?? 0;

test.each(["Bearer ", "bearer ", "BEARER ", "Basic ", "Bearer  ", ""])(
  "whatever stands in the authorization header is a session token: %jand a forged one is refused, counted and limited",
  async (scheme) => {
    const forged = scheme + mintSessionToken({ ...APP, apiSecret: "wrong" }, SHOP, app.deps.clock.now());
    const from = newAddress();
    const [path, before] = [`/app?shop=${SHOP}`, (await refused("forged")) + (await refused("malformed"))];
    for (let count = 0; count < 60; count += 1)
      expect(await visit(path, forged, from)).toMatchObject({ status: 401, frames: NOBODY });
    expect((await visit(path, forged, from)).status).toBe(429);
    expect((await refused("forged")) + (await refused("malformed"))).toBe(before + 61);
  },
);

test.each([
  ["expired", { exp: 1_000, nbf: 940 }],
  ["not_yet_valid", { exp: 4_000_000_000, nbf: 3_999_999_940 }],
])(
  "%s: a token that Shopify did sign is counted and never limited, whatever else its address sent",
  async (reason, claims) => {
    const from = newAddress();
    const [path, stale, before] = [`/app?shop=${SHOP}`, tokenWith(claims), await refused(reason)];
    const forged = mintSessionToken({ ...APP, apiSecret: "wrong" }, SHOP, app.deps.clock.now());
    for (let count = 0; count < 61; count += 1) {
      expect(await visit("/app.data", `Bearer ${stale}`, from)).toMatchObject({ status: 401, retries: "1" });
      expect((await visit(`${path}&id_token=${stale}`, undefined, from)).status).toBe(200);
    }
    expect(await refused(reason)).toBe(before + 122);
    for (let count = 0; count < 60; count += 1)
      expect((await visit(path, `Bearer ${forged}`, from)).status).toBe(401);
    expect((await visit(path, `Bearer ${forged}`, from)).status).toBe(429);
    expect((await visit("/app.data", `Bearer ${stale}`, from)).status).toBe(401);
  },
);

test("a token is found in an address however many parameters stand before it", async () => {
  const forged = mintSessionToken({ ...APP, apiSecret: "wrong" }, SHOP, app.deps.clock.now());
  const many = "a=&".repeat(1_500);
  const before = await refused("forged");
  expect((await visit(`/app?${many}shop=${SHOP}&id_token=${forged}`)).status).toBe(401);
  expect(await refused("forged")).toBe(before + 1);
  const right = await visit(`/app?${many}shop=${SHOP}&id_token=${token()}`);
  expect(right).toMatchObject({ status: 200, frames: framedBy(SHOP) });
});

test("two tokens in an address are none", async () => {
  expect((await visit(`/app?id_token=${token()}&id_token=${token()}`)).status).toBe(401);
});

test("the shop that the token names may frame the page, whether the address names it or not", async () => {
  for (const path of ["/app?", `/app?shop=${SHOP}&`])
    expect(await visit(`${path}id_token=${token()}`)).toMatchObject({ status: 200, frames: framedBy(SHOP) });
  expect(await visit("/app", `Bearer ${token()}`)).toMatchObject({ status: 200, frames: framedBy(SHOP) });
});

test("without a token, the shop of the address may frame the page that fetches one, and nobody else", async () => {
  expect(await visit(`/auth/session-token?shop=${SHOP}`)).toMatchObject({
    status: 200,
    frames: framedBy(SHOP),
  });
  for (const query of ["", "?shop=evil.example", `?shop[]=${SHOP}`, `?shop=${SHOP}.evil.example`])
    expect(await visit(`/app${query}`)).toMatchObject({ status: 200, frames: NOBODY });
});

test("an address of another shop than the token's is refused with 401 and counted", async () => {
  const before = await refused("other_shop");
  const paths = [`/app?shop=${OTHER}`, `/app?shop=${SHOP}&shop=${OTHER}`, "/app?shop="];
  for (const path of paths) {
    expect(await visit(`${path}&id_token=${token()}`)).toMatchObject({ status: 401, frames: NOBODY });
    expect((await visit(path, `Bearer ${token()}`)).status).toBe(401);
  }
  expect(await refused("other_shop")).toBe(before + 2 * paths.length);
  expect((await visit(`/app?shop=${OTHER}&id_token=${token(OTHER)}`)).status).toBe(200);
});

test.each<[string, Record<string, unknown>]>([
  ["no_shop", { dest: undefined }],
  ["no_shop", { dest: SHOP }],
  ["no_shop", { iss: `https://${OTHER}/admin` }],
  ["no_shop", { sub: "gid://shopify/Customer/1" }],
  ["long_lived", { exp: 4_000_000_000 }],
])(
  "%s: a token that Shopify signed for something else is refused with 401 and counted: %j",
  async (reason, claims) => {
    const before = await refused(reason);
    expect((await visit(`/app?shop=${SHOP}&id_token=${tokenWith(claims)}`)).status).toBe(401);
    expect((await visit("/app.data", `Bearer ${tokenWith(claims)}`)).status).toBe(401);
    expect(await refused(reason)).toBe(before + 2);
  },
);

test.each([
  "/auth/login",
  "/%61uth/login",
  "/AUTH/login",
  "/auth/%6Cogin",
  "//auth/login",
  "/auth.data",
  "/auth/session-token.data",
  "/%61uth/session-token",
])("%s counts as a page of /auth, of which an address gets 300 a minute", async (path) => {
  const from = newAddress();
  const answers = await Promise.all(Array.from({ length: 301 }, () => visit(path, undefined, from)));
  expect(answers.map(({ status }) => status).sort()).toEqual([...Array(300).fill(200), 429]);
});

test("the page that fetches a session token is for everybody, however many come from one address", async () => {
  const from = newAddress();
  for (let round = 0; round < 2; round += 1) {
    const path = round === 0 ? "/auth/login" : `/auth/session-token?shop=${SHOP}`;
    const answers = await Promise.all(Array.from({ length: 301 }, () => visit(path, undefined, from)));
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(round === 0 ? 1 : 0);
  }
});
