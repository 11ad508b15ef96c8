// Who may frame an answer, over all kinds of routes, with the built panel.
import { afterAll, beforeAll, expect, test } from "vitest";
import { mintSessionToken } from "#sandbox/shopify/session-token.ts";
import { systemClock } from "../../app/config/clock.ts";
import { type Serving, serve, serveHealth } from "../../app/server/serve.ts";
import { buildApp } from "../helpers/build-app.ts";
import { SHOP } from "../helpers/shopify-webhooks.ts";
import { API_SECRET, createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { installShop } from "../panel/panel-request.ts";

const BROWSER = "Mozilla/5.0 Chrome/153.0.0.0 Safari/537.36";
const NOBODY = ["frame-ancestors 'none'"];

let app: TestDeps;
let serving: Serving;

beforeAll(async () => {
  await buildApp();
  app = await createTestDeps({}, { clock: systemClock });
  serving = await serve(app.deps);
  await installShop(app.deps, SHOP);
}, 180_000);
afterAll(() => serving.close());

/** Every directive about frames that an answer has: of several policies a browser obeys all. */
async function framesOf(asked: string, { port } = serving): Promise<[string, string[] | null]> {
  const [method = "", path = ""] = asked.split(" ");
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    ...{ method, redirect: "manual", headers: { "user-agent": BROWSER } },
  });
  await answer.arrayBuffer();
  const policy = answer.headers.get("content-security-policy");
  return [asked, policy?.match(/frame-ancestors [^;,]*/g) ?? null];
}

const shop = `?shop=${SHOP}`;

test.each([
  ["webhooks", ["GET /webhooks", "POST /webhooks"]],
  ["Flow", ["POST /flow/lifecycle", "GET /flow/lifecycle", "POST /flow/actions/send-webhook-event"]],
  ["forms", ["POST /proxy/forms/contact", "GET /proxy/forms/contact"]],
  ["the API", ["GET /api/v1/topics", "GET /api/v1/openapi.json", "GET /api/v1/schemas/order/created"]],
  ["what the API has not", ["GET /api/v1/nothing", "OPTIONS /api/v1/topics"]],
  ["health and metrics", ["GET /healthz", "HEAD /healthz", "GET /readyz", "GET /metrics"]],
  ["the panel's files for merchants", ["GET /app/deliveries/export", "GET /app/settings/privacy/export"]],
  ["what is refused", ["POST /app", "GET /app?id_token=x", "GET /app?host=x"]],
])("answers of %s may be framed by nobody, whichever shop the address names", async (_what, asked) => {
  for (const one of asked)
    for (const address of [one, one + (one.includes("?") ? shop.replace("?", "&") : shop)])
      expect(await framesOf(address)).toEqual([address, NOBODY]);
});

test("a worker's own server may be framed by nobody", async () => {
  const worker = await serveHealth(app.deps);
  for (const asked of ["GET /healthz", "GET /readyz", "GET /metrics", "GET /nothing"])
    expect(await framesOf(asked, worker)).toEqual([asked, NOBODY]);
  await worker?.close();
});

test("a page has one policy, its own, and its shop's admin may frame it", async () => {
  const token = mintSessionToken({ apiKey: "test-api-key", apiSecret: API_SECRET }, SHOP, new Date());
  const host = Buffer.from("admin.shopify.com/store/test-shop").toString("base64url");
  const pages = [
    `GET /app/endpoints${shop}&embedded=1&host=${host}&id_token=${token}`,
    `GET /auth/session-token${shop}&host=${host}`,
    `GET /auth/login${shop}`,
  ];
  for (const asked of pages)
    expect(await framesOf(asked)).toEqual([
      asked,
      [`frame-ancestors https://${SHOP} https://admin.shopify.com`],
    ]);
  for (const asked of ["GET /", "GET /auth/login", "GET /app?shop=evil.example"])
    expect(await framesOf(asked)).toEqual([asked, NOBODY]);
});
