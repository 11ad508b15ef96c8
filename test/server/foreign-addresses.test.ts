// Addresses of the panel that Shopify never made, asked for by anybody, in production and with the built panel: none breaks
// anything, and none writes into the log.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { systemClock } from "../../app/config/clock.ts";
import { type Serving, serve } from "../../app/server/serve.ts";
import { buildApp } from "../helpers/build-app.ts";
import { keptLog } from "../helpers/kept-log.ts";
import { metricValue } from "../helpers/metric-value.ts";
import { SHOP } from "../helpers/shopify-webhooks.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";

const BROWSER = "Mozilla/5.0 Chrome/153.0.0.0 Safari/537.36";
const PLAIN = "The host in the address is none of Shopify's admin. Open Carillon in the Shopify admin.\n";

let app: TestDeps;
let serving: Serving;
const { log, lines } = keptLog();

beforeAll(async () => {
  await buildApp();
  app = await createTestDeps({ TRUST_PROXY: "1" }, { clock: systemClock, log });
  serving = await serve({ ...app.deps, env: { ...app.deps.env, NODE_ENV: "production" } });
}, 180_000);
afterAll(() => serving.close());
beforeEach(() => {
  lines.length = 0;
});

let visitors = 0;

async function visit(path: string, { agent = BROWSER, from = "" } = {}) {
  visitors += 1;
  const address = from || `203.0.113.${visitors}`;
  const answer = await fetch(`http://127.0.0.1:${serving.port}${path}`, {
    redirect: "manual",
    headers: { "user-agent": agent, "x-forwarded-for": address },
  });
  return { status: answer.status, location: answer.headers.get("location"), text: await answer.text() };
}

const base64 = (text: string) => encodeURIComponent(Buffer.from(text, "latin1").toString("base64"));
const HOST = base64("admin.shopify.com/store/test-shop");
const logged = () =>
  lines.filter((line) => /"level":[4-6]0/.test(line) || /evil|SECRET|shopify\.sdk/.test(line));

test.each([
  "",
  `?shop=${SHOP}`,
  `?shop=${SHOP}&host=${HOST}&exitIframe=%2Fapp`,
  `?shop=${SHOP}&exitIframe=https%3A%2F%2Fadmin.shopify.com%2Fstore`,
  `?shop=${SHOP}&exitIframe=https%3A%2F%2Fevil.example%2F%3Fid_token%3DSECRET`,
  `?shop=${SHOP}&exitIframe=https%253A%252F%252Fevil.example%252F%253Fid_token%253DSECRET`,
  `?shop=${SHOP}&exitIframe=javascript%3Aalert(1)`,
])("there is no way out of the frame: /auth/exit-iframe%s is 404 and logs nothing", async (query) => {
  for (const path of ["/auth/exit-iframe", "/auth/exit-iframe/", "/auth/exit-iframe.data"]) {
    const answer = await visit(path + query);
    expect([path, answer.status, answer.text]).toEqual([
      path,
      expect.toSatisfy(isNoFailure),
      expect.anything(),
    ]);
    expect(answer.text + answer.location).not.toMatch(/evil|SECRET|alert/);
  }
  expect((await visit(`/auth/exit-iframe${query}`)).status).toBe(404);
  expect(logged()).toEqual([]);
});

const isNoFailure = (status: number) => status < 500;

test.each([
  ["no address", base64("a b%")],
  ["half a character of base64", "a"],
  ["no base64", "%25%25%25"],
  ["nothing", ""],
  ["another's address", base64("evil.example/admin.shopify.com")],
  ["an address that only looks like it", base64("admin.shopify.com.evil.example/store/a")],
  ["an address behind another's name", base64("admin.shopify.com@evil.example/store/a")],
  ["bytes", base64("\xff\xfe\x00")],
])("a host that is %s is refused with 400, counted, and logs nothing", async (_what, host) => {
  const series = 'carillon_refused_requests_total{surface="panel",reason="wrong_host"}';
  const before = (await metricValue(app.deps, series)) ?? 0;
  const paths = [
    `/app?shop=${SHOP}&host=${host}&embedded=1`,
    `/app?shop=${SHOP}&host=${HOST}&host=${host}&embedded=1`,
    `/app/endpoints?shop=${SHOP}&host=${host}`,
    `/auth/session-token?shop=${SHOP}&host=${host}`,
    `/auth?shop=${SHOP}&host=${host}`,
  ];
  for (const path of paths) {
    const { status, text } = await visit(path);
    expect([path, status, text]).toEqual([path, 400, PLAIN]);
  }
  expect(await metricValue(app.deps, series)).toBe(before + paths.length);
  expect(logged()).toEqual([]);
});

test("whoever sends wrong hosts all the time is limited", async () => {
  const from = "198.51.100.7";
  for (let count = 0; count < 60; count += 1) expect((await visit("/app?host=x", { from })).status).toBe(400);
  expect((await visit("/app?host=x", { from })).status).toBe(429);
});

test.each([
  ["admin.shopify.com/store/test-shop", "as Shopify writes it"],
  ["test-shop.myshopify.com/admin", "as Shopify wrote it before"],
  ["admin.shopify.com/store/a?>", "with characters of which base64 has two forms"],
])("the host %s, %s, goes on to the page that fetches a token", async (address) => {
  const bytes = Buffer.from(address);
  for (const host of [bytes.toString("base64").replace(/=+$/, ""), bytes.toString("base64url")]) {
    const path = `/app?shop=${SHOP}&host=${encodeURIComponent(host)}&embedded=1`;
    expect((await visit(path)).location).toMatch(/^\/auth\/(session-token\?|login$)/);
  }
  expect(logged()).toEqual([]);
});

test.each([BROWSER, "Googlebot", "Shopify Mobile/iOS", "x"])(
  "%s gets no failure from any of these",
  async (agent) => {
    const paths = [
      `/auth/login?shop=${SHOP}`,
      "/auth/login?shop=%00",
      `/auth?shop=${SHOP}`,
      `/auth/callback?shop=${SHOP}&code=1&hmac=1&timestamp=1`,
      `/auth/session-token?shop=${SHOP}&shopify-reload=javascript:alert(1)//`,
      `/app?shop=${SHOP}&host=${HOST}`,
      `/app?shop=${SHOP}&host=${HOST}&locale=%F0%28`,
      "/app?embedded=1",
      "/app?id_token=",
      `/app?shop=${"a".repeat(7_000)}`,
    ];
    for (const path of paths)
      expect([path, (await visit(path, { agent })).status]).toEqual([path, expect.toSatisfy(isNoFailure)]);
    expect(logged()).toEqual([]);
  },
);
