// What the merchant holds back leaves the shop by no way: real webhooks through the pipeline, over the API's setting.
import pg from "pg";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { publishNotices } from "../../app/notifications/publish-notices.ts";
import { sendTest } from "../../app/pipeline/deliver/send-test.ts";
import { sendTrial } from "../../app/pipeline/deliver/send-trial.ts";
import { serve } from "../../app/server/serve.ts";
import { createToken } from "../../app/tokens/create-token.ts";
import { addEndpoint, addShop, deliverDue, processAll, takeIn } from "../helpers/pipeline-steps.ts";
import { sample } from "../helpers/run-mapper.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { createTestReceiver, type TestReceiver } from "../helpers/test-receiver.ts";
import { note } from "../notifications/alert-steps.ts";

let app: TestDeps;
let receiver: TestReceiver;
let base: string;
let shopId: string;
let endpointId: string;
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
  endpointId = (await addEndpoint(app.deps, shopId, receiver.url)).id;
  await addEndpoint(app.deps, shopId, receiver.url, ["order/created"]);
  await addEndpoint(app.deps, other, receiver.url);
  write = (await createToken(app.deps, shopId, "write")).token;
  read = (await createToken(app.deps, shopId, "read")).token;
  foreign = (await createToken(app.deps, other, "read")).token;
});

beforeEach(() => {
  receiver.received.length = 0;
});

async function privacy(token: string, body?: unknown) {
  const response = await fetch(`${base}/privacy`, {
    method: body === undefined ? "GET" : "PUT",
    headers: { authorization: `Bearer ${token}` },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, json: (await response.json()) as { errors?: object } };
}

interface Body {
  data: { redacted?: string[]; order: { email: string | null; phone: string | null; id: number } };
}

const sent = () => receiver.received.map(({ body }) => String(body));
const firstBody = () => JSON.parse(sent()[0] ?? "null") as Body;

let orders = 0;
async function order(shop?: string): Promise<void> {
  orders += 1;
  const text = sample("orders__create").replaceAll("820982911946154508", String(1_000 + orders));
  await takeIn(app.deps, "orders/create", text, { webhookId: `order-${orders}`, ...(shop && { shop }) });
  await processAll(app.deps);
  while ((await deliverDue(app.deps)) > 0);
}

test("nothing is held back until the merchant says so, and it is the shop's own", async () => {
  expect(await privacy(read)).toEqual({ status: 200, json: { hold_back: [] } });
  await order();
  expect(firstBody().data.order.email).toBe("jon@example.com");
  expect(firstBody().data).not.toHaveProperty("redacted");
  const saved = { status: 200, json: { hold_back: ["name", "email"] } };
  expect(await privacy(write, { hold_back: ["email", "name", "email"] })).toEqual(saved);
  expect(await privacy(read)).toEqual(saved);
  expect(await privacy(foreign)).toEqual({ status: 200, json: { hold_back: [] } });
});

test.each([
  [
    {},
    {
      hold_back: ["Must be a list of any of name, email, phone, address, birth_date; [] holds nothing back."],
    },
  ],
  [{ hold_back: "email" }, { hold_back: [expect.stringContaining("Must be a list")] }],
  [
    { hold_back: ["e-mail"] },
    { "hold_back.0": ["Each must be one of name, email, phone, address, birth_date."] },
  ],
  [
    { hold_back: Array(21).fill("shoe_size") },
    { hold_back: ["Has at most 20 entries, each one of name, email, phone, address, birth_date."] },
  ],
  [{ hold_back: [], notes: true }, { notes: ["There is no such field."] }],
])("%j is refused with a sentence", async (body, errors) => {
  const answer = await privacy(write, body);
  expect(answer).toMatchObject({ status: 422, json: { errors } });
  expect(Object.keys(answer.json.errors ?? {})).toEqual(Object.keys(errors));
});

test("a token that may only read changes nothing", async () => {
  expect((await privacy(read, { hold_back: [] })).status).toBe(403);
});

test("every endpoint gets the same bytes, without what is held back and with its paths listed", async () => {
  await privacy(write, { hold_back: ["email"] });
  await order();
  expect(sent()).toHaveLength(2);
  expect(new Set(sent()).size).toBe(1);
  expect(sent()[0]).not.toContain("example.com");
  expect(sent()[0]).toContain("Shipping Street");
  expect(firstBody().data.redacted).toEqual([
    ...["order.contact_email", "order.customer.email", "order.customer.multipass_identifier"],
    ...["order.email", "order.order_status_url"],
  ]);
});

test("a notice about an endpoint holds it back as well", async () => {
  await privacy(write, { hold_back: ["email"] });
  const failing = await addEndpoint(app.deps, shopId, receiver.url, ["customer/created"]);
  const data = { description: "jane@example.com" };
  await app.deps.prisma.endpoint.update({ where: { id: failing.id }, data });
  await addEndpoint(app.deps, shopId, receiver.url, ["endpoint/failing"]);
  await note(app.deps, { shopId, endpointId: failing.id }, "failing");
  await publishNotices(app.deps);
  while ((await deliverDue(app.deps)) > 0);
  expect(sent()).toHaveLength(1);
  expect(sent()[0]).toContain('"redacted":["endpoint.name"]');
});

test("what is held back is read with the listeners, by no statement of its own", async () => {
  await privacy(write, { hold_back: ["email"] });
  const query = vi.spyOn(pg.Client.prototype, "query");
  await order();
  const texts = query.mock.calls.map(
    ([given]) => (given as { text?: string } | undefined)?.text ?? String(given),
  );
  query.mockRestore();
  const reading = texts.filter((text) => text.includes("held_back"));
  expect(reading).not.toEqual([]);
  for (const text of reading) expect(text).toContain("endpoint_topic");
});

test("what a sender writes under keys of his own is held back", async () => {
  await privacy(write, { hold_back: ["name", "email", "phone", "address"] });
  const data = { customer_email: "jane@example.com", reply_to: "jane@example.com", order: { number: 1 } };
  const more = {
    customers: [{ name: "Jane" }],
    shipping_city: "Ulm",
    billing_phone: "+1",
    "e-mail": "jane@example.com",
  };
  const response = await fetch(`${base}/events`, {
    method: "POST",
    headers: { authorization: `Bearer ${write}` },
    body: JSON.stringify({ topic: "order/created", data: { ...data, ...more, order: {} } }),
  });
  expect(response.status).toBe(202);
  await processAll(app.deps);
  while ((await deliverDue(app.deps)) > 0);
  expect(firstBody().data.redacted).toEqual([
    ...["billing_phone", "customer_email", "customers.0.name", "e-mail", "reply_to", "shipping_city"],
  ]);
  expect(sent()[0]).not.toMatch(/jane|Ulm/i);
});

test("another shop's events keep what this one holds back", async () => {
  await privacy(write, { hold_back: ["email"] });
  await order("other.myshopify.com");
  expect(firstBody().data.order.email).toBe("jon@example.com");
});

test("test calls and trials send samples without it, and so does data of the merchant's own", async () => {
  await privacy(write, { hold_back: ["name", "email", "address"] });
  await sendTest(app.deps, shopId, endpointId, { topic: "order/paid" });
  await sendTrial(app.deps, shopId, { url: receiver.url, topic: "customer/created" });
  const data = { customer: { email: "mine@example.com", note: "kept" } };
  await sendTest(app.deps, shopId, endpointId, { topic: "customer/created", data });
  expect(sent()).toHaveLength(3);
  for (const body of sent()) {
    expect(body).not.toMatch(/@example\.com|Jane|Example Street/);
    expect(body).toContain('"redacted":[');
  }
  expect(sent()[2]).toContain("kept");
});

test("what was stored before stays as it was sent", async () => {
  await privacy(write, { hold_back: [] });
  await order();
  await privacy(write, { hold_back: ["email"] });
  const { rows } = await app.deps.pool.query<{ body: string }>(
    "select p.body from event e join event_payload p on p.event_id = e.id where e.shop_id = $1 order by e.id desc limit 1",
    [shopId],
  );
  expect(rows[0]?.body).toBe(sent()[0]);
  expect(sent()[0]).toContain("jon@example.com");
});
