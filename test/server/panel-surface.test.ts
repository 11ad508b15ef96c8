// What the panel's pages say to browsers, and who gets past its door: over real HTTP, with the built panel.
import { createHmac } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mintSessionToken } from "#sandbox/shopify/session-token.ts";
import { systemClock } from "../../app/config/clock.ts";
import { type Serving, serve } from "../../app/server/serve.ts";
import { buildApp } from "../helpers/build-app.ts";
import { keptLog } from "../helpers/kept-log.ts";
import { metricValue } from "../helpers/metric-value.ts";
import { SHOP } from "../helpers/shopify-webhooks.ts";
import { API_SECRET, createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { installShop } from "../panel/panel-request.ts";

const APP = { apiKey: "test-api-key", apiSecret: API_SECRET };
const BROWSER = "Mozilla/5.0 Chrome/153.0.0.0 Safari/537.36";
const HOST = Buffer.from("admin.shopify.com/store/test-shop").toString("base64url");

let app: TestDeps;
let serving: Serving;
const { log, lines } = keptLog();

beforeAll(async () => {
  await buildApp();
  app = await createTestDeps({ TRUST_PROXY: "1" }, { clock: systemClock, log });
  serving = await serve(app.deps);
  await installShop(app.deps, SHOP);
}, 180_000);
afterAll(() => serving.close());

const token = (now = new Date(), { shop = SHOP, app: by = APP } = {}) => mintSessionToken(by, shop, now);

/** Every test is another visitor. */
let visitors = 0;

interface Visit {
  method?: string;
  bearer?: string;
  parameters?: Record<string, string>;
  from?: string;
}

async function visit(path: string, { method, bearer, parameters, from }: Visit = {}) {
  visitors += 1;
  const answer = await fetch(`http://127.0.0.1:${serving.port}${path}?${new URLSearchParams(parameters)}`, {
    method: method ?? "GET",
    redirect: "manual",
    headers: {
      "user-agent": BROWSER,
      "x-forwarded-for": from ?? `203.0.113.${visitors}`,
      ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
    },
    ...(method === "POST" && { body: new URLSearchParams({ topic: "order/paid" }) }),
  });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

const framed = (idToken: string, shop = SHOP) => ({ embedded: "1", shop, host: HOST, id_token: idToken });
const page = (idToken = token()) => visit("/app/endpoints", { parameters: framed(idToken) });

const refused = async (reason: string) =>
  (await metricValue(app.deps, `carillon_refused_requests_total{surface="panel",reason="${reason}"}`)) ?? 0;

const policyOf = (headers: Headers) =>
  new Map(
    (headers.get("content-security-policy") ?? "").split("; ").map((directive) => {
      const [name = "", ...sources] = directive.split(" ");
      return [name, sources];
    }),
  );

test("a page may be framed by its own shop's admin and by nobody else", async () => {
  const { status, headers } = await page();
  expect(status).toBe(200);
  expect(policyOf(headers).get("frame-ancestors")).toEqual([`https://${SHOP}`, "https://admin.shopify.com"]);
  for (const shop of ["evil.example", "a.myshopify.com evil.example", ""]) {
    const { headers } = await visit("/auth/login", { parameters: { shop } });
    expect([shop, policyOf(headers).get("frame-ancestors")]).toEqual([shop, ["'none'"]]);
  }
});

test("the page that fetches a session token has one policy, the app's own", async () => {
  const { status, headers, text } = await visit("/auth/session-token", {
    parameters: { shop: SHOP, host: HOST },
  });
  expect([status, text]).toEqual([200, expect.stringContaining("app-bridge.js")]);
  expect(headers.get("content-security-policy")?.match(/frame-ancestors [^;,]*/g)).toEqual([
    `frame-ancestors https://${SHOP} https://admin.shopify.com`,
  ]);
});

test("an address that cannot be read is answered with a line of text that nobody may frame", async () => {
  for (const path of ["/%E0%A4%A", "/app/%E0%A4%A", "/assets/%E0%A4%A", "/app/endpoints/%00"]) {
    const { status, headers, text } = await visit(path);
    expect([path, status]).toEqual([path, expect.toSatisfy((code) => code >= 300 && code < 500)]);
    expect([path, policyOf(headers).get("frame-ancestors")]).toEqual([path, ["'none'"]]);
    expect(text).not.toMatch(/node_modules|\bat .*\(/);
  }
});

test("every inline script of a page has the page's own nonce, another one each time", async () => {
  const [first, second] = [await page(), await page()];
  const nonces = [first, second].map(({ headers, text }) => {
    const scripts = policyOf(headers).get("script-src") ?? [];
    expect(scripts).not.toContain("'unsafe-inline'");
    expect(scripts).not.toContain("'unsafe-eval'");
    const nonce = scripts.find((source) => source.startsWith("'nonce-"))?.slice(7, -1) ?? "";
    const inline = text.match(/<script(?![^>]* src=)[^>]*>/g) ?? [];
    expect(inline.length).toBeGreaterThan(2);
    for (const script of inline) expect(script).toContain(`nonce="${nonce}"`);
    expect(text).not.toMatch(/<[a-z]+[^>]* on[a-z]+="/);
    return nonce;
  });
  expect(nonces[0]).toMatch(/^[A-Za-z0-9+/]{22}==$/);
  expect(nonces[0]).not.toBe(nonces[1]);
});

test("whatever a policy does not name comes from the app itself", async () => {
  const policy = policyOf((await page()).headers);
  expect(policy.get("default-src")).toEqual(["'self'"]);
  for (const name of ["object-src"]) expect(policy.get(name)).toEqual(["'none'"]);
  for (const name of ["form-action", "base-uri"]) expect(policy.get(name)).toEqual(["'self'"]);
  for (const sources of policy.values())
    expect(sources.filter((source) => source === "*" || source === "https:")).toEqual([]);
});

test("every answer is for HTTPS alone and is what it says it is", async () => {
  const answers = [
    page(),
    visit("/auth/login"),
    visit("/webhooks"),
    visit("/api/v1/topics"),
    visit("/healthz"),
  ];
  for (const { headers } of await Promise.all(answers)) {
    expect(headers.get("strict-transport-security")).toBe("max-age=31536000");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  }
});

test("App Bridge is the first script of the head, and the meta tag names the app", async () => {
  const { text } = await page();
  const head = text.slice(text.indexOf("<head>"), text.indexOf("</head>"));
  expect(head).toContain('<meta name="shopify-api-key" content="test-api-key"/>');
  expect(/<script[^>]*>/.exec(text)?.[0]).toBe(
    '<script src="https://cdn.shopify.com/shopifycloud/app-bridge.js">',
  );
  expect(head).toContain("app-bridge.js");
  expect(text.split("app-bridge.js").length).toBe(2);
});

test("the token of the first address stands nowhere in the page, and no request tells that address", async () => {
  const idToken = token();
  const { text, headers } = await page(idToken);
  expect(text).not.toContain(idToken);
  expect(text).not.toContain("id_token");
  expect(headers.get("referrer-policy")).toBe("strict-origin");
});

test("no token and no secret is in the log, whatever became of the request", async () => {
  const tokens = [token(), token(new Date(0)), `${token()}x`];
  for (const each of tokens) {
    await page(each);
    await visit("/app/endpoints.data", { bearer: each });
    await visit("/app/endpoints/ep_1/test.data", { method: "POST", bearer: each });
    await visit("/app/nowhere", { parameters: framed(each) });
  }
  app.deps.log.info("the log is read");
  const log = lines.join("");
  expect(log).toContain("the log is read");
  for (const each of [...tokens, API_SECRET, "shpat_test", "id_token"]) expect(log).not.toContain(each);
});

test("nothing is changed without a session token in a header, even when the address has one", async () => {
  const before = await refused("no_token");
  const paths = [
    "/app/endpoints/new",
    "/app/endpoints/ep_1/delete",
    "/app/endpoints/new.data",
    "/auth/x",
    "/",
  ];
  for (const path of paths) {
    const answer = await visit(path, { method: "POST", parameters: framed(token()) });
    expect([path, answer.status]).toEqual([path, 401]);
  }
  expect(await refused("no_token")).toBe(before + paths.length);
  const asked = await visit("/app/endpoints/ep_1/delete.data", { method: "POST", bearer: token() });
  expect(asked.status).toBe(404); // past the door: this shop has no such endpoint
});

test.each<[string, string, string]>([
  ["forged", "another secret's", token(new Date(), { app: { ...APP, apiSecret: "wrong" } })],
  [
    "forged",
    "an unsigned",
    `${Buffer.from('{"alg":"none"}').toString("base64url")}.${token().split(".")[1]}.`,
  ],
  ["forged", "a changed", changed(token())],
  ["malformed", "a half", token().slice(0, 50)],
  ["malformed", "an empty address's", ""],
  ["other_app", "another app's", token(new Date(), { app: { ...APP, apiKey: "another-app" } })],
])(
  "%s: %s session token is refused with 401 and counted, in a header and in an address",
  async (reason, _what, bad) => {
    const before = await refused(reason);
    const inAddress = await page(bad);
    expect([inAddress.status, inAddress.headers.get("location")]).toEqual([401, null]);
    if (bad === "") return expect(await refused(reason)).toBe(before + 1);
    for (const path of ["/app", "/app/endpoints.data"])
      expect((await visit(path, { bearer: bad })).status).toBe(401);
    expect(await refused(reason)).toBe(before + 3);
  },
);

test.each([
  ["expired", -75_000],
  ["expired", -86_400_000 * 365],
  ["not_yet_valid", 15_000],
  ["not_yet_valid", 86_400_000 * 365 * 50],
])(
  "%s: a session token that is off by %i ms is refused with 401, App Bridge is asked for another, and it is counted",
  async (reason, ms) => {
    const before = await refused(reason);
    const stale = token(new Date(Date.now() + ms));
    const answer = await visit("/app/endpoints.data", { bearer: stale });
    expect([answer.status, answer.headers.get("x-shopify-retry-invalid-session-request")]).toEqual([
      401,
      "1",
    ]);
    // A page that is opened again gets a fresh one, and until then shows nothing.
    const again = await page(stale);
    expect([again.status, again.text]).toEqual([302, ""]);
    expect(again.headers.get("location")).toMatch(/^\/auth\/session-token\?/);
    expect(again.headers.get("location")).not.toContain(stale);
    expect(await refused(reason)).toBe(before + 2);
  },
);

test("wrong session tokens are limited by address, right ones are not", async () => {
  const [from, bad] = ["198.51.100.1", token().slice(0, 50)];
  for (let count = 0; count < 60; count += 1)
    expect((await visit("/app.data", { bearer: bad, from })).status).toBe(401);
  const limited = await visit("/app.data", { bearer: bad, from });
  expect([limited.status, limited.headers.get("retry-after")]).toEqual([429, "60"]);
  expect((await visit("/app/endpoints", { parameters: framed(token()), from })).status).toBe(200);
});

test("the pages of /auth are limited by address", async () => {
  const from = "198.51.100.2";
  const answers = await Promise.all(Array.from({ length: 300 }, () => visit("/auth/login", { from })));
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  const limited = await visit("/auth/login", { from });
  expect([limited.status, limited.headers.get("retry-after"), limited.text]).toEqual([
    ...[429, "60"],
    "Too many visits from this address. Try again in a minute.\n",
  ]);
  expect(await metricValue(app.deps, 'carillon_limited_requests_total{surface="auth"}')).toBe(1);
  expect((await visit("/auth/login")).status).toBe(200);
});

/** The same signature over claims of another shop. */
function changed(original: string): string {
  const [head, body, proof] = original.split(".");
  const claims = Buffer.from(body ?? "", "base64url")
    .toString()
    .replaceAll(SHOP, "other-shop.myshopify.com");
  expect(createHmac("sha256", API_SECRET).update(`${head}.${body}`).digest("base64url")).toBe(proof);
  return [head, Buffer.from(claims).toString("base64url"), proof].join(".");
}
