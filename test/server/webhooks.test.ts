import { request } from "node:http";
import { beforeAll, expect, test } from "vitest";
import { serve } from "../../app/server/serve.ts";
import { addShop } from "../helpers/pipeline-steps.ts";
import { sample, shopifyHeaders } from "../helpers/shopify-webhooks.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";

let app: TestDeps;
let port: number;

beforeAll(async () => {
  app = await createTestDeps({ SHOPIFY_API_SECRET_PREVIOUS: "the-secret-before" });
  ({ port } = await serve(app.deps, { withPanel: false }));
  await addShop(app.deps);
});

const body = sample("orders/create");

async function post(headers: Record<string, string>, content: string | Buffer = body) {
  const response = await fetch(`http://127.0.0.1:${port}/webhooks`, {
    method: "POST",
    headers,
    body: content as BodyInit,
  });
  return { status: response.status, text: await response.text() };
}

const stored = (webhookId: string) => app.deps.prisma.inboundWebhook.count({ where: { webhookId } });

test("a signed webhook is stored before it is answered", async () => {
  expect(await post(shopifyHeaders("orders/create", body, { webhookId: "w-1" }))).toEqual({
    status: 200,
    text: "stored\n",
  });
  const row = await app.deps.prisma.inboundWebhook.findFirstOrThrow({ where: { webhookId: "w-1" } });
  expect(row).toMatchObject({ topic: "orders/create", apiVersion: "2026-10", status: "pending" });
  expect(row.triggeredAt.toISOString()).toBe("2026-11-20T10:00:00.123Z");
  const kept = await app.deps.prisma.inboundBody.findFirstOrThrow({ where: { id: row.id } });
  expect(kept.body).toBe(body);
});

test("the same webhook again is answered 200 and stored once, also when both come at once", async () => {
  const headers = shopifyHeaders("orders/create", body, { webhookId: "w-2" });
  const answers = await Promise.all(Array.from({ length: 8 }, () => post(headers)));
  expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
  expect(answers.filter(({ text }) => text === "stored\n")).toHaveLength(1);
  expect(await stored("w-2")).toBe(1);
});

test("the same webhook id of another shop is another webhook", async () => {
  const shop = "second-shop.myshopify.com";
  await post(shopifyHeaders("orders/create", body, { webhookId: "w-3" }));
  expect((await post(shopifyHeaders("orders/create", body, { webhookId: "w-3", shop }))).text).toBe(
    "stored\n",
  );
  expect(await stored("w-3")).toBe(2);
});

test("a signature by the secret before a rotation is accepted", async () => {
  const headers = shopifyHeaders("orders/create", body, { secret: "the-secret-before" });
  expect((await post(headers)).status).toBe(200);
});

test.each([
  ["no proof", { "x-shopify-hmac-sha256": "" }],
  ["a proof that is no base64", { "x-shopify-hmac-sha256": "%%%" }],
  [
    "another body's proof",
    { "x-shopify-hmac-sha256": shopifyHeaders("orders/create", "{}")["x-shopify-hmac-sha256"] ?? "" },
  ],
])("%s is answered 401 and nothing is stored", async (_what, wrong) => {
  const headers = { ...shopifyHeaders("orders/create", body, { webhookId: "w-401" }), ...wrong };
  expect((await post(headers)).status).toBe(401);
  expect(await stored("w-401")).toBe(0);
});

test("an unsigned request without any of Shopify's headers is answered 401", async () => {
  expect((await post({})).status).toBe(401);
});

test.each([
  ["x-shopify-topic", "The X-Shopify-Topic header is missing.\n"],
  ["x-shopify-webhook-id", "The X-Shopify-Webhook-Id header is missing.\n"],
  ["x-shopify-shop-domain", "The X-Shopify-Shop-Domain header must name a myshopify.com shop.\n"],
])("a signed webhook without %s is answered 400 with what is missing", async (header, text) => {
  const { [header]: _, ...headers } = shopifyHeaders("orders/create", body);
  expect(await post(headers as Record<string, string>)).toEqual({ status: 400, text });
});

test.each([
  ["text", "hello"],
  ["half of a document", '{"id":1'],
  ["bytes that are not UTF-8", Buffer.from([0x22, 0xff, 0xfe, 0x22])],
  ["nothing", ""],
])("a signed body of %s is answered 400", async (_what, content) => {
  expect(await post(shopifyHeaders("orders/create", content), content)).toEqual({
    status: 400,
    text: "The body is not JSON.\n",
  });
});

test("a webhook of an unknown shop is kept", async () => {
  const headers = shopifyHeaders("orders/create", body, {
    shop: "nobody-knows.myshopify.com",
    webhookId: "w-4",
  });
  expect((await post(headers)).status).toBe(200);
  expect(await stored("w-4")).toBe(1);
});

test("a body of 10 MiB is taken, one byte more is answered 413", async () => {
  const fits = `{"a":"${"x".repeat(10 * 1024 * 1024 - 8)}"}`;
  expect((await post(shopifyHeaders("orders/create", fits), fits)).status).toBe(200);
  expect(await sendHeadersOnly(10 * 1024 * 1024 + 1)).toBe(413);
});

test("other methods are answered 405", async () => {
  const response = await fetch(`http://127.0.0.1:${port}/webhooks`);
  expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
});

test("while the database cannot commit, the answer is 503 and Shopify's retry is stored", async () => {
  await app.deps.pool.query("alter table inbound_key rename to inbound_key_away");
  const headers = shopifyHeaders("orders/create", body, { webhookId: "w-5" });
  try {
    expect((await post(headers)).status).toBe(503);
  } finally {
    await app.deps.pool.query("alter table inbound_key_away rename to inbound_key");
  }
  expect((await post(headers)).text).toBe("stored\n");
});

/** What is answered to a request that only announces its size. */
function sendHeadersOnly(size: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const call = request({
      port,
      host: "127.0.0.1",
      path: "/webhooks",
      method: "POST",
      headers: { ...shopifyHeaders("orders/create", "{}"), "content-length": size },
    });
    call.once("response", (response) => {
      resolve(response.statusCode ?? 0);
      call.destroy();
    });
    call.once("error", reject);
    call.flushHeaders();
  });
}
