import { Session } from "@shopify/shopify-api";
import { Webhook } from "standardwebhooks";
import { beforeAll, expect, test } from "vitest";
import { serve } from "../../app/server/serve.ts";
import { createToken } from "../../app/tokens/create-token.ts";
import { addShop, deliverDue, processAll, takeIn } from "../helpers/pipeline-steps.ts";
import { SHOP, sample } from "../helpers/shopify-webhooks.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { createTestReceiver, type TestReceiver } from "../helpers/test-receiver.ts";
import { type Answer, apiClient } from "./api-client.ts";

let app: TestDeps;
let receiver: TestReceiver;
let base: string;
let shopId: string;
let write: string;
let read: string;
let foreign: string;

beforeAll(async () => {
  app = await createTestDeps();
  receiver = await createTestReceiver();
  const { port } = await serve(app.deps, { withPanel: false });
  base = `http://127.0.0.1:${port}/api/v1`;
  shopId = await addShop(app.deps);
  const other = await addShop(app.deps, "other.myshopify.com");
  write = (await createToken(app.deps, shopId, "write")).token;
  read = (await createToken(app.deps, shopId, "read")).token;
  foreign = (await createToken(app.deps, other, "write")).token;
});

const call = (
  method: string,
  path: string,
  { token = write, body }: { token?: string; body?: object | string } = {},
): Promise<Answer> => apiClient(base, token)(method, path, body);

const create = (body: object) => call("POST", "/endpoints", { body });

test("without a token, with a wrong one and with a revoked one the answer is a 401 problem", async () => {
  const { id, token } = await createToken(app.deps, shopId, "write");
  await app.deps.prisma.apiToken.update({ where: { id }, data: { revokedAt: new Date() } });
  for (const wrong of ["", "car_wrong", "x", token]) {
    const answer = await call("GET", "/topics", { token: wrong });
    expect([answer.status, answer.type]).toEqual([401, "application/problem+json; charset=utf-8"]);
    expect(answer.headers.get("www-authenticate")).toBe("Bearer");
  }
});

test("tokens are kept as hashes", async () => {
  const { rows } = await app.deps.pool.query(
    "select string_agg(row_to_json(t)::text, '') as text from api_token t",
  );
  expect(rows[0]?.text).not.toContain(write);
});

test("a read token reads and is refused to write", async () => {
  expect((await call("GET", "/topics", { token: read })).status).toBe(200);
  expect(await call("POST", "/endpoints", { token: read, body: {} })).toMatchObject({
    status: 403,
    json: { title: "Forbidden" },
  });
});

test("the catalogue comes with sample and JSON Schema for every topic", async () => {
  const { json } = await call("GET", "/topics", { token: read });
  expect(json.topics.length).toBeGreaterThan(20);
  for (const topic of json.topics) {
    expect(topic).toMatchObject({
      name: expect.stringContaining("/"),
      description: expect.any(String),
      sample: {},
      schema: { type: "object" },
    });
  }
});

test("a topic is ready when the shop has granted its scope, and says which scope is missing otherwise", async () => {
  const availability = async () => {
    const { json } = await call("GET", "/topics", { token: read });
    return Object.fromEntries(json.topics.map((topic) => [topic.name, topic.availability]));
  };
  expect((await availability())["order/paid"]).toEqual({
    status: "needs_permission",
    missing_scope: "read_orders",
    missing_rule: null,
    last_received: null,
  });
  await app.deps.shopify?.sessions.storeSession(
    new Session({
      id: `offline_${SHOP}`,
      shop: SHOP,
      state: "",
      isOnline: false,
      scope: "write_orders,read_products",
      accessToken: "shpat_x",
    }),
  );
  expect(await availability()).toMatchObject({
    "order/paid": { status: "ready", missing_scope: null },
    "product/updated": { status: "ready" },
    "subscription/paused": { status: "needs_permission", missing_scope: "read_own_subscription_contracts" },
  });
});

test("an endpoint is made with its secret, which signs what it gets", async () => {
  const { status, json } = await create({
    url: receiver.url,
    topics: ["order/created"],
    description: "ERP",
    rate_limit: 50,
  });
  expect(status).toBe(201);
  expect(json).toMatchObject({
    id: expect.stringMatching(/^ep_/),
    url: receiver.url,
    description: "ERP",
    status: "enabled",
    topics: ["order/created"],
    rate_limit: 50,
    secret: expect.stringMatching(/^whsec_/),
  });
  app.deps.clock = { now: () => new Date() };
  const test = await call("POST", `/endpoints/${json.id}/test`, { body: { topic: "order/created" } });
  expect(test).toMatchObject({
    status: 200,
    json: { delivered: true, status: 200, duration_ms: expect.any(Number), reason: null },
  });
  const request = receiver.received.at(-1);
  expect(new Webhook(json.secret).verify(request?.body ?? "", request?.headers ?? {})).toBeTruthy();

  await takeIn(app.deps, "orders/create", sample("orders/create"));
  await processAll(app.deps);
  await deliverDue(app.deps);
  const list = await call("GET", `/deliveries?status=succeeded&endpoint_id=${json.id}&topic=order/created`);
  expect(list.json.deliveries).toMatchObject([
    { topic: "order/created", test: false, attempts: 1, url: receiver.url },
    { topic: "order/created", test: true },
  ]);
  const detail = await call("GET", `/deliveries/${list.json.deliveries[0]?.id}`);
  expect(detail.json).toMatchObject({
    sequence: 1,
    body: receiver.received.at(-1)?.body,
    attempt_log: [
      { number: 1, trigger: "schedule", status: "succeeded", status_code: 200, remote_address: "127.0.0.1" },
    ],
  });
});

test("a test call's own data goes out as it came, number by number", async () => {
  const { endpointId } = await app.deps.prisma.delivery.findFirstOrThrow({ where: { shopId } });
  const body = '{"data":{"order":{"id":450789469123456789012,"weight":1.0}}}';
  expect((await call("POST", `/endpoints/${endpointId}/test`, { body })).status).toBe(200);
  expect(receiver.received.at(-1)?.body).toContain(
    '"data":{"order":{"id":450789469123456789012,"weight":1.0}}',
  );
});

test("a window of time is answered by the log of that window", async () => {
  const count = async (query: string) =>
    (await call("GET", `/deliveries?limit=100${query}`)).json.deliveries.length;
  const hour = (hours: number) => encodeURIComponent(new Date(Date.now() + hours * 3_600_000).toISOString());
  expect(await count(`&since=${hour(-1)}&until=${hour(1)}`)).toBe(await count(""));
  expect(await count(`&until=${hour(-1)}`)).toBe(0);
  expect(await count(`&since=${hour(1)}`)).toBe(0);
});

test("lists page by cursor without gap or repetition", async () => {
  for (let id = 1; id <= 5; id += 1) await takeIn(app.deps, "orders/create", `{"id":${id}}`);
  await processAll(app.deps);
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const { json }: Answer = await call("GET", `/deliveries?limit=2${cursor ? `&cursor=${cursor}` : ""}`);
    seen.push(...json.deliveries.map(({ id }) => id));
    cursor = json.next_cursor;
  } while (cursor);
  expect(seen).toEqual([...new Set(seen)].sort().reverse());
  expect(seen).toHaveLength(await app.deps.prisma.delivery.count({ where: { shopId } }));
});

test("another shop's ids answer 404, as unknown ones do", async () => {
  const delivery = await app.deps.prisma.delivery.findFirstOrThrow({ where: { shopId } });
  for (const id of [delivery.id, "dlv_unknown", "%00"]) {
    expect((await call("GET", `/deliveries/${id}`, { token: foreign })).status).toBe(404);
  }
  expect(
    (await call("POST", `/endpoints/${delivery.endpointId}/test`, { token: foreign, body: {} })).status,
  ).toBe(404);
  expect((await call("GET", "/deliveries", { token: foreign })).json.deliveries).toEqual([]);
});

test("a body that is no JSON, no object or too large is told so", async () => {
  expect(await call("POST", "/endpoints", { body: "{" })).toMatchObject({
    status: 400,
    json: { title: "Bad request" },
  });
  expect((await call("POST", "/endpoints", { body: "[]" })).status).toBe(400);
  const large = JSON.stringify({ url: "x".repeat(300 * 1024) });
  expect(await call("POST", "/endpoints", { body: large })).toMatchObject({
    status: 413,
    json: { title: "Too large" },
  });
});

test("a body of any depth is answered, one too deep with a sentence", async () => {
  const { endpointId } = await app.deps.prisma.delivery.findFirstOrThrow({ where: { shopId } });
  const nested = (levels: number, inner = "1") =>
    `{"data":${'{"a":'.repeat(levels)}${inner}${"}".repeat(levels)}}`;
  const paths = [`/endpoints/${endpointId}/test`, "/endpoints/test", "/events", "/rules"];
  for (const path of paths)
    for (const body of [nested(400), nested(501), nested(30_000), nested(30_000, "1.0")]) {
      const { status, json } = await call(path === "/rules" ? "PUT" : "POST", path, { body });
      expect([path, status, Object.values(json.errors).flat()[0]]).toEqual([path, 422, expect.any(String)]);
    }
  expect((await call("POST", "/events", { body: nested(501) })).json.errors).toEqual({
    body: ["The body must not be nested deeper than 500 levels."],
  });
  const path = `/endpoints/${endpointId}/test`;
  expect(await call("POST", path, { body: nested(100) })).toMatchObject({ status: 200 });
});

test("a whole number may be written with a fraction of nothing", async () => {
  const { endpointId } = await app.deps.prisma.delivery.findFirstOrThrow({ where: { shopId } });
  const path = `/endpoints/${endpointId}`;
  const patched = await call("PATCH", path, { body: '{"rate_limit":10.0}' });
  expect(patched).toMatchObject({ status: 200, json: { rate_limit: 10 } });
  expect((await call("PATCH", path, { body: '{"rate_limit":10.5}' })).status).toBe(422);
  expect((await call("PATCH", path, { body: '{"rate_limit":1e400}' })).status).toBe(422);
  const rotated = await call("POST", `${path}/rotate-secret`, { body: '{"overlap_seconds":86400.0}' });
  expect(rotated.status).toBe(200);
});

test("a call for which no connection becomes free is a 503 problem that says when to come back", async () => {
  const taken = Array.from({ length: app.deps.env.DATABASE_POOL_SIZE }, () => app.deps.pool.connect());
  const answer = await call("GET", "/deliveries", { token: read });
  for (const client of await Promise.all(taken)) client.release();
  expect(answer).toMatchObject({ status: 503, json: { type: "urn:carillon:problem:unavailable" } });
  expect(answer.headers.get("retry-after")).toBe("5");
});

test.each([
  "limit=0",
  "limit=101",
  "limit=x",
  "status=lost",
  "since=yesterday",
  "cursor=nonsense",
  "topic=%00",
  "endpoint_id=%00",
  "unknown=1",
])("a list with ?%s is a 422 problem", async (query) => {
  expect((await call("GET", `/deliveries?${query}`)).status).toBe(422);
});

test("a path that is badly encoded is a 400 problem", async () => {
  expect(await call("GET", "/deliveries/%ff")).toMatchObject({ status: 400, json: { title: "Bad request" } });
});

test("a call that does not exist is a 404 problem", async () => {
  expect(await call("GET", "/nothing")).toMatchObject({ status: 404, json: { title: "No such call" } });
});
