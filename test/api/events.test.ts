import { beforeAll, expect, test } from "vitest";
import { serve } from "../../app/server/serve.ts";
import { createToken } from "../../app/tokens/create-token.ts";
import { addShop } from "../helpers/pipeline-steps.ts";
import { SHOP } from "../helpers/shopify-webhooks.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { type Answer, apiClient } from "./api-client.ts";

let app: TestDeps;
let base: string;
let write: string;
let read: string;
let foreign: string;

beforeAll(async () => {
  app = await createTestDeps();
  const { port } = await serve(app.deps, { withPanel: false });
  base = `http://127.0.0.1:${port}/api/v1`;
  const shopId = await addShop(app.deps);
  write = (await createToken(app.deps, shopId, "write")).token;
  read = (await createToken(app.deps, shopId, "read")).token;
  const other = await addShop(app.deps, "other.myshopify.com");
  foreign = (await createToken(app.deps, other, "write")).token;
});

const send = (body: object | string, token = write): Promise<Answer> =>
  apiClient(base, token)("POST", "/events", body);

/** What the inbox holds for the event. */
async function stored(id: string) {
  const { rows } = await app.deps.pool.query<{
    shop_domain: string;
    topic: string;
    triggered_at: Date;
    body: string;
  }>(
    `select w.shop_domain, w.topic, w.triggered_at, b.body from inbound_webhook w join inbound_body b using (id)
     where w.webhook_id = $1`,
    [`api:${id}`],
  );
  return rows;
}

const count = async () => app.deps.prisma.inboundWebhook.count();

const PAUSED = { topic: "subscription/paused", data: {} };

test("an event is in the inbox before its id is given", async () => {
  const { status, json } = await send({
    topic: "subscription/paused",
    data: { note: "by phone" },
    resource: "sub-1",
    customer: "gid://shopify/Customer/207119551",
    triggered_at: "2026-11-19T12:00:00+02:00",
  });
  expect([status, json]).toEqual([202, { id: expect.stringMatching(/^evt_[0-9a-f]{32}$/) }]);
  const [row, ...more] = await stored(json.id);
  expect(more).toEqual([]);
  expect(row).toMatchObject({
    shop_domain: SHOP,
    topic: "carillon/event",
    triggered_at: new Date("2026-11-19T10:00:00Z"),
  });
  expect(JSON.parse(row?.body ?? "")).toEqual({
    event_id: json.id,
    topic: "subscription/paused",
    data: { note: "by phone" },
    resource: "sub-1",
    customer: "gid://shopify/Customer/207119551",
    triggered_at: "2026-11-19T10:00:00.000Z",
  });
});

test("topic and data are enough, and the time is now", async () => {
  const { json } = await send(PAUSED);
  const [row] = await stored(json.id);
  expect(JSON.parse(row?.body ?? "")).toEqual({
    event_id: json.id,
    ...PAUSED,
    resource: null,
    customer: null,
    triggered_at: "2026-11-20T10:00:00.123Z",
  });
});

test("numbers in the data are stored as they came", async () => {
  const { json } = await send(
    '{"topic":"order/paid","data":{"order":{"id":450789469123456789,"weight":1.0}}}',
  );
  expect((await stored(json.id))[0]?.body).toContain(
    '"data":{"order":{"id":450789469123456789,"weight":1.0}}',
  );
});

test.each([
  ["207119551"],
  [207119551],
  ["gid://shopify/Customer/207119551"],
  [{ id: 207119551 }],
  [{ id: "gid://shopify/Customer/207119551" }],
])("the customer %j is taken for a gid", async (customer) => {
  const { json } = await send({ ...PAUSED, customer });
  expect((await stored(json.id))[0]?.body).toContain('"customer":"gid://shopify/Customer/207119551"');
});

test("two requests are two events, however alike", async () => {
  const [first, second] = [await send(PAUSED), await send(PAUSED)];
  expect(first.json.id).not.toBe(second.json.id);
});

test("the same request with the same key is the same event, also when they come at once", async () => {
  const before = await count();
  const body = { ...PAUSED, idempotency_key: "pause 1 – Jane" };
  const answers = await Promise.all(Array.from({ length: 8 }, () => send(body)));
  expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);
  expect(answers.map(({ status }) => status).sort()).toEqual([...Array(7).fill(200), 202]);
  expect((await send(JSON.stringify(body, null, 2))).status).toBe(200);
  expect((await count()) - before).toBe(1);
});

test("another request with the same key is refused and stored nowhere", async () => {
  const key = "key-2";
  expect((await send({ ...PAUSED, idempotency_key: key })).status).toBe(202);
  const before = await count();
  for (const change of [{ data: { note: 1 } }, { topic: "subscription/cancelled" }, { resource: "sub-1" }]) {
    expect(await send({ ...PAUSED, ...change, idempotency_key: key })).toMatchObject({
      status: 409,
      json: { type: "urn:carillon:problem:idempotency_conflict" },
    });
  }
  expect(await count()).toBe(before);
});

test("the same key of another shop is another event", async () => {
  const body = { ...PAUSED, idempotency_key: "key-3" };
  const [ours, theirs] = [await send(body), await send(body, foreign)];
  expect([ours.status, theirs.status]).toEqual([202, 202]);
  expect(ours.json.id).not.toBe(theirs.json.id);
  expect((await stored(theirs.json.id))[0]?.shop_domain).toBe("other.myshopify.com");
});

test("after a crash between key and event, the sender's next try brings the event", async () => {
  const body = { ...PAUSED, idempotency_key: "key-4" };
  await app.deps.pool.query("alter table inbound_key rename to inbound_key_away");
  try {
    const failed = await send(body);
    expect([failed.status, failed.headers.get("retry-after")]).toEqual([503, "5"]);
  } finally {
    await app.deps.pool.query("alter table inbound_key_away rename to inbound_key");
  }
  const { rows } = await app.deps.pool.query("select event_id from api_event_key where key = 'key-4'");
  const again = await send(body);
  expect([again.status, again.json.id]).toEqual([200, rows[0]?.event_id]);
  expect(await stored(again.json.id)).toHaveLength(1);
});

test("a key that has aged out makes a new event and loses none", async () => {
  const body = { ...PAUSED, idempotency_key: "key-5" };
  const first = await send(body);
  await app.deps.pool.query("delete from api_event_key where key = 'key-5'");
  const second = await send(body);
  expect(second.status).toBe(202);
  expect(second.json.id).not.toBe(first.json.id);
  expect(await stored(second.json.id)).toHaveLength(1);
});

test.each<[string, object, string, RegExp]>([
  ["no topic", { data: {} }, "topic", /name of a topic/],
  ["a topic that is no text", { topic: 5, data: {} }, "topic", /name of a topic/],
  ["an unknown topic", { topic: "order/lost", data: {} }, "topic", /no topic "order\/lost"/],
  ["a topic about endpoints", { topic: "endpoint/failing", data: {} }, "topic", /by Carillon alone/],
  ["no data", { topic: "order/paid" }, "data", /JSON object/],
  ["data that is a list", { ...PAUSED, data: [] }, "data", /JSON object/],
  ["data that is null", { ...PAUSED, data: null }, "data", /JSON object/],
  ["data without the order", { topic: "order/paid", data: {} }, "data.order", /JSON object/],
  ["a wrong type", { ...PAUSED, data: { customer: { email: 5 } } }, "data.customer.email", /expected string/],
  ["no resource's name", { ...PAUSED, resource: "" }, "resource", /empty/],
  ["a resource that is a number", { ...PAUSED, resource: 5 }, "resource", /text/],
  ["a long resource", { ...PAUSED, resource: "r".repeat(256) }, "resource", /at most 255/],
  [
    "a resource of Carillon's",
    { ...PAUSED, resource: "carillon:event:1" },
    "resource",
    /begin with carillon:/,
  ],
  ["a control character", { ...PAUSED, resource: "a\u0000" }, "resource", /control characters/],
  ["half a character", { ...PAUSED, resource: "\ud800" }, "resource", /control characters/],
  ["a customer's e-mail address", { ...PAUSED, customer: "jane@example.com" }, "customer", /gid or number/],
  ["a customer with more", { ...PAUSED, customer: { id: 1, email: "a@b.c" } }, "customer", /gid or number/],
  ["a list of customers", { ...PAUSED, customer: [1] }, "customer", /gid or number/],
  ["another gid", { ...PAUSED, customer: "gid://shopify/Order/1" }, "customer", /gid or number/],
  ["no time", { ...PAUSED, triggered_at: "yesterday" }, "triggered_at", /a time like/],
  [
    "a time without a zone",
    { ...PAUSED, triggered_at: "2026-11-20T10:00:00" },
    "triggered_at",
    /a time like/,
  ],
  [
    "a time to come",
    { ...PAUSED, triggered_at: "2026-11-20T10:05:01Z" },
    "triggered_at",
    /5 minutes in the future/,
  ],
  ["a time long gone", { ...PAUSED, triggered_at: "2026-10-21T10:00:00Z" }, "triggered_at", /30 days/],
  ["an empty key", { ...PAUSED, idempotency_key: "" }, "idempotency_key", /empty/],
  ["a long key", { ...PAUSED, idempotency_key: "k".repeat(256) }, "idempotency_key", /at most 255/],
  [
    "a key with a line break",
    { ...PAUSED, idempotency_key: "a\nb" },
    "idempotency_key",
    /control characters/,
  ],
  ["an unknown field", { ...PAUSED, colour: "red" }, "colour", /.+/],
])("%s is a 422 problem that names the field, and nothing is stored", async (_what, body, field, message) => {
  const before = await count();
  const answer = await send(body);
  expect([answer.status, Object.keys(answer.json.errors)]).toEqual([422, [field]]);
  expect(answer.json.errors[field]).toEqual([expect.stringMatching(message)]);
  expect(await count()).toBe(before);
});

test("everything that is wrong is said at once", async () => {
  const { json } = await send({
    topic: "subscription/paused",
    data: { customer: { email: 5 }, origin: "moon" },
    resource: "",
    triggered_at: "2027-01-01T00:00:00Z",
    colour: "red",
  });
  expect(Object.keys(json.errors).sort()).toEqual([
    "colour",
    "data.customer.email",
    "data.origin",
    "resource",
    "triggered_at",
  ]);
});

test("times at the edges of the window are taken", async () => {
  for (const triggered_at of [
    "2026-11-20T10:05:00Z",
    "2026-10-21T10:00:00.123Z",
    "2026-11-20T04:00:00.123456789-06:00",
  ])
    expect((await send({ ...PAUSED, triggered_at })).status).toBe(202);
});

test("data may be nested, but not so deep that somebody could not read it", async () => {
  const nested = (levels: number) =>
    `{"topic":"subscription/paused","data":${'{"a":'.repeat(levels)}1${"}".repeat(levels)}}`;
  expect((await send(nested(100))).status).toBe(202);
  expect(await send(nested(101))).toMatchObject({
    status: 422,
    json: { errors: { data: [expect.stringContaining("100 levels")] } },
  });
  expect((await send(nested(40_000))).status).toBe(422);
});

test("a body of 256 KiB is taken, one byte more is not", async () => {
  const sized = (bytes: number) => {
    const frame = '{"topic":"subscription/paused","data":{"a":""}}';
    return frame.replace('""', `"${"x".repeat(bytes - frame.length)}"`);
  };
  expect((await send(sized(256 * 1024))).status).toBe(202);
  expect((await send(sized(256 * 1024 + 1))).status).toBe(413);
});

test("a read token sends nothing", async () => {
  const before = await count();
  expect((await send(PAUSED, read)).status).toBe(403);
  expect(await count()).toBe(before);
});

test("data of more than a thousand entries is refused, and not blown up first", async () => {
  const lines = `{"topic":"subscription/paused","data":{"contract":{"lines":[${"{},".repeat(80_000)}{}]}}}`;
  const startedAt = performance.now();
  const { status, json } = await send(lines);
  expect(status).toBe(422);
  expect(json.errors).toEqual({
    "data.contract.lines": ["Has at most 1,000 entries, together with the other lists."],
  });
  expect(performance.now() - startedAt).toBeLessThan(3_000);
});
