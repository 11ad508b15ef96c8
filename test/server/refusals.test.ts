// What proves nothing: refused, counted, and limited from one address. What proves something is never in its way.
import { createHmac } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Serving, serve } from "../../app/server/serve.ts";
import { createToken } from "../../app/tokens/create-token.ts";
import { proxyQuery } from "../helpers/app-proxy.ts";
import { metricValue } from "../helpers/metric-value.ts";
import { addShop } from "../helpers/pipeline-steps.ts";
import { SHOP, shopifyHeaders } from "../helpers/shopify-webhooks.ts";
import { API_SECRET, createTestDeps, type TestDeps } from "../helpers/test-deps.ts";

let app: TestDeps;
let serving: Serving;
let token: string;

beforeAll(async () => {
  app = await createTestDeps({ TRUST_PROXY: "1", METRICS_TOKEN });
  serving = await serve(app.deps, { withPanel: false });
  const shopId = await addShop(app.deps);
  token = (await createToken(app.deps, shopId, "read")).token;
});
afterAll(() => serving.close());

const METRICS_TOKEN = "a-token-of-sixteen";

interface Call {
  path: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

async function call(address: string, { path, method = "POST", headers, body }: Call) {
  const answer = await fetch(`http://127.0.0.1:${serving.port}${path}`, {
    method,
    headers: { "x-forwarded-for": address, ...headers },
    ...(body !== undefined && { body }),
  });
  const retryAfter = answer.headers.get("retry-after");
  return { status: answer.status, retryAfter, text: await answer.text() };
}

const signed = (body: string) => ({
  "x-shopify-hmac-sha256": createHmac("sha256", API_SECRET).update(body).digest("base64"),
});

const count = async (surface: string, reason: string) =>
  (await metricValue(app.deps, `carillon_refused_requests_total{surface="${surface}",reason="${reason}"}`)) ??
  0;

const LIFECYCLE = JSON.stringify({
  ...{ flow_trigger_definition_id: "1", has_enabled_flow: false, shopify_domain: SHOP },
  timestamp: "2026-11-20T10:00:00Z",
});

const wrong = { "x-shopify-hmac-sha256": `${"A".repeat(43)}=` };
const SURFACES: { surface: string; reason: string; bad: Call; good: Call; status: number }[] = [
  {
    ...{ surface: "webhooks", reason: "unsigned", status: 200 },
    bad: { path: "/webhooks", body: "{}", headers: { ...shopifyHeaders("orders/create", "{}"), ...wrong } },
    good: { path: "/webhooks", body: "{}", headers: shopifyHeaders("orders/create", "{}") },
  },
  {
    ...{ surface: "flow", reason: "unsigned", status: 200 },
    bad: { path: "/flow/lifecycle", body: LIFECYCLE, headers: wrong },
    good: { path: "/flow/lifecycle", body: LIFECYCLE, headers: signed(LIFECYCLE) },
  },
  {
    ...{ surface: "flow", reason: "unsigned", status: 404 },
    bad: { path: "/flow/actions/send-webhook-event", body: "{}" },
    good: { path: "/flow/actions/send-webhook-event", body: "{}", headers: signed("{}") },
  },
  {
    ...{ surface: "proxy", reason: "forged", status: 400 },
    bad: { path: `/proxy/forms/contact?shop=${SHOP}` },
    good: {
      path: `/proxy/forms/contact?${proxyQuery()}`,
      body: "[]",
      headers: { "content-type": "application/json" },
    },
  },
  {
    ...{ surface: "api", reason: "no_token", status: 200 },
    bad: { path: "/api/v1/topics", method: "GET" },
    good: { path: "/api/v1/topics", method: "GET", headers: { authorization: "Bearer @" } },
  },
  {
    ...{ surface: "api", reason: "unknown_token", status: 200 },
    bad: { path: "/api/v1/topics", method: "GET", headers: { authorization: "Bearer car_unknown" } },
    good: { path: "/api/v1/topics", method: "GET", headers: { authorization: "Bearer @" } },
  },
  {
    ...{ surface: "metrics", reason: "unknown_token", status: 200 },
    bad: { path: "/metrics", method: "GET", headers: { authorization: "Bearer wrong" } },
    good: { path: "/metrics", method: "GET", headers: { authorization: `Bearer ${METRICS_TOKEN}` } },
  },
  {
    ...{ surface: "metrics", reason: "no_token", status: 200 },
    bad: { path: "/metrics", method: "GET" },
    good: { path: "/metrics", method: "GET", headers: { authorization: `Bearer ${METRICS_TOKEN}` } },
  },
];

/** The token is not known yet when the table is made. */
const withToken = (good: Call): Call =>
  good.headers?.authorization === "Bearer @"
    ? { ...good, headers: { authorization: `Bearer ${token}` } }
    : good;

test.each(SURFACES)(
  "$bad.path ($reason): 60 refusals of an address in a minute are 401, then 429; what is right goes on",
  async ({ surface, reason, bad, good, status }) => {
    const address = `203.0.113.${SURFACES.findIndex((entry) => entry.bad === bad) + 1}`;
    const before = await count(surface, reason);
    for (let refused = 0; refused < 60; refused += 1) expect((await call(address, bad)).status).toBe(401);
    expect(await count(surface, reason)).toBe(before + 60);

    const limited = await call(address, bad);
    expect(limited).toMatchObject({ status: 429, retryAfter: "60" });
    expect(limited.text).toContain(
      "Too many requests from this address were refused. Try again in a minute.",
    );
    expect(
      await metricValue(app.deps, `carillon_limited_requests_total{surface="${surface}"}`),
    ).toBeGreaterThan(0);

    expect((await call(address, withToken(good))).status).toBe(status);
    expect((await call("198.51.100.77", bad)).status).toBe(401);
  },
);

test("addresses of one IPv6 network count together", async () => {
  const bad: Call = { path: "/api/v1/topics", method: "GET" };
  for (let host = 1; host <= 60; host += 1) await call(`2001:db8:7:7::${host}`, bad);
  expect((await call("2001:db8:7:7::ffff", bad)).status).toBe(429);
});

test("what a sender says of its address beyond our own proxies is not believed", async () => {
  const bad: Call = { path: "/api/v1/topics", method: "GET" };
  for (let host = 1; host <= 60; host += 1) await call(`192.0.2.${host}, 198.51.100.9`, bad);
  expect((await call("192.0.2.99, 198.51.100.9", bad)).status).toBe(429);
});

test.each(["shop", "timestamp", "signature", "path_prefix", "logged_in_customer_id"])(
  "a form through the App Proxy that repeats %s is refused with 401 and counted",
  async (name) => {
    const before = await count("proxy", "repeated");
    const query = proxyQuery({ customer: "7" });
    const value = new URLSearchParams(query).get(name) ?? "";
    for (const again of [value, "other"]) {
      const path = `/proxy/forms/contact?${query}&${name}=${encodeURIComponent(again)}`;
      const answer = await call("198.51.100.40", { path, body: "a=1" });
      expect(answer).toMatchObject({
        status: 401,
        text: `The ${name} parameter stands in the address more than once.\n`,
      });
    }
    expect(await count("proxy", "repeated")).toBe(before + 2);
  },
);

test.each([
  ["shop", { shop: [SHOP, "b.myshopify.com"] }],
  ["timestamp", { timestamp: ["1795168800", "1795168801"] }],
  ["path_prefix", { path_prefix: ["/apps/carillon", "/apps/other"] }],
  ["logged_in_customer_id", { logged_in_customer_id: ["1", "2"] }],
])("also when Shopify signed both values of %s", async (_name, more) => {
  const path = `/proxy/forms/contact?${proxyQuery({ more })}`;
  expect((await call("198.51.100.41", { path, body: "a=1" })).status).toBe(401);
});

test.each([-91, 91, -86_400, 86_400 * 365 * 100])(
  "a form through the App Proxy whose time is off by %i seconds is refused with 401 and counted",
  async (seconds) => {
    const before = await count("proxy", "stale");
    const query = proxyQuery({ timestamp: 1_795_168_800 + seconds });
    const answer = await call("198.51.100.42", { path: `/proxy/forms/contact?${query}`, body: "a=1" });
    expect([answer.status, await count("proxy", "stale")]).toEqual([401, before + 1]);
  },
);
