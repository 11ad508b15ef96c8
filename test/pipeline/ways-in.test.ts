// From the ways in for what Shopify does not know to the merchant's server.
import { Webhook } from "standardwebhooks";
import { beforeAll, expect, test } from "vitest";
import { processInbound } from "../../app/pipeline/inbox/process-inbound.ts";
import { serve } from "../../app/server/serve.ts";
import { createToken } from "../../app/tokens/create-token.ts";
import { proxyQuery } from "../helpers/app-proxy.ts";
import {
  addEndpoint,
  addShop,
  connectShop,
  deliverDue,
  processAll,
  takeIn,
} from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { createTestReceiver, type TestReceiver } from "../helpers/test-receiver.ts";

const CUSTOMER = "gid://shopify/Customer/207119551";

let app: TestDeps;
let receiver: TestReceiver;
let origin: string;
let token: string;
let secret: string;

beforeAll(async () => {
  const value = {
    id: CUSTOMER,
    email: "jane@example.com",
    firstName: "Jane",
    lastName: "Example",
    name: "Jane Example",
    phone: null,
    shopCurrency: "CAD",
    tags: [],
    metafields: [],
    storeCredits: null,
  };
  app = await createTestDeps(
    {},
    {
      clock: { now: () => new Date() }, // what verifies a signature knows no other
      askShopify: async () => ({ kind: "answered", answers: { customer: { kind: "known", value } } }),
    },
  );
  receiver = await createTestReceiver();
  const { port } = await serve(app.deps, { withPanel: false });
  origin = `http://127.0.0.1:${port}`;
  const shopId = await addShop(app.deps);
  await connectShop(app.deps);
  token = (await createToken(app.deps, shopId, "write")).token;
  ({ secret } = await addEndpoint(app.deps, shopId, receiver.url));
});

interface Body {
  id: string;
  topic: string;
  triggered_at: string;
  resource: string | null;
  sequence: number | null;
  data: Record<string, unknown>;
}

async function sendEvent(body: object | string): Promise<string> {
  const response = await fetch(`${origin}/api/v1/events`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  expect([200, 202]).toContain(response.status);
  return ((await response.json()) as { id: string }).id;
}

async function sendForm(fields: Record<string, string>, customer = ""): Promise<void> {
  const query = proxyQuery({ customer, timestamp: Math.floor(Date.now() / 1000) });
  const response = await fetch(`${origin}/proxy/forms/contact?${query}`, {
    method: "POST",
    body: new URLSearchParams(fields),
  });
  expect(response.status).toBe(200);
}

/** What the receiver gets of `work`, verified. */
async function arrivals(work: () => Promise<unknown>): Promise<{ body: Body; text: string }[]> {
  const before = receiver.received.length;
  await work();
  await processAll(app.deps);
  await deliverDue(app.deps);
  return receiver.received.slice(before).map(({ body, headers }) => {
    return { body: new Webhook(secret).verify(body, headers) as Body, text: body };
  });
}

test("an event that was sent in arrives once, under the id that was promised, as it was sent", async () => {
  let id = "";
  const event = {
    topic: "loyalty/points_changed",
    data: { points_balance: 500, points_delta: 50 },
    customer: CUSTOMER,
    triggered_at: new Date(Date.now() - 60_000).toISOString(),
    idempotency_key: "order 1001",
  };
  const arrived = await arrivals(async () => {
    id = await sendEvent(event);
    expect(await sendEvent(event)).toBe(id);
  });
  expect(arrived.map(({ body }) => body)).toMatchObject([
    {
      ...{
        id,
        topic: "loyalty/points_changed",
        triggered_at: event.triggered_at,
        resource: null,
        sequence: null,
      },
      data: {
        ...{ points_balance: 500, points_delta: 50, customer: { id: CUSTOMER, email: null } },
        unavailable: { "customer.email": "unknown" },
      },
    },
  ]);
});

test("a repetition after the event went out brings nothing new", async () => {
  const event = { topic: "wallet_pass/installed", data: {}, idempotency_key: "pass 1" };
  expect(await arrivals(() => sendEvent(event))).toHaveLength(1);
  expect(await arrivals(() => sendEvent(event))).toEqual([]);
});

test("events about one thing of the sender's are numbered, others are not", async () => {
  const arrived = await arrivals(async () => {
    await sendEvent({ topic: "wallet_pass/created", data: {}, resource: "pass-7" });
    await processAll(app.deps);
    await sendEvent({ topic: "wallet_pass/removed", data: {}, resource: "pass-7" });
    await processAll(app.deps);
    await sendEvent({ topic: "wallet_pass/created", data: {} });
  });
  // They are sent at the same time.
  const inOrder = arrived.map(({ body }) => body).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  expect(inOrder.map(({ resource, sequence }) => [resource, sequence])).toEqual([
    ["pass-7", 1],
    ["pass-7", 2],
    [null, null],
  ]);
});

test("numbers arrive as they were sent", async () => {
  const [arrived] = await arrivals(() =>
    sendEvent('{"topic":"order/paid","data":{"order":{"id":450789469123456789,"weight":1.0,"tiny":1e-7}}}'),
  );
  expect(arrived?.text).toContain('"data":{"order":{"id":450789469123456789,"weight":1.0,"tiny":1e-7}}');
});

test("a form of the storefront arrives with its fields", async () => {
  const arrived = await arrivals(() => sendForm({ "contact[email]": "jane@example.com", message: "Hällo" }));
  expect(arrived.map(({ body }) => body)).toMatchObject([
    {
      ...{ topic: "form/submitted", resource: null, sequence: null },
      data: {
        form: { handle: "contact", fields: { "contact[email]": "jane@example.com", message: "Hällo" } },
        customer: { id: null },
      },
    },
  ]);
});

test("a form of a customer who is logged in arrives with what Shopify says of him", async () => {
  const [arrived] = await arrivals(() => sendForm({ message: "Hello" }, "207119551"));
  expect(arrived?.body.data).toMatchObject({ customer: { id: CUSTOMER, name: "Jane Example" } });
  const { rows } = await app.deps.pool.query("select customer from event where id = $1", [arrived?.body.id]);
  expect(rows).toEqual([{ customer: CUSTOMER }]);
});

test("what was sent in leaves no trace among the resources but what the sender named", async () => {
  await sendEvent({ topic: "wallet_pass/created", data: {} });
  await sendForm({ message: "Hello" });
  await processAll(app.deps);
  const { rows } = await app.deps.pool.query(
    "select resource from snapshot where resource like 'carillon:%'",
  );
  expect(rows).toEqual([]);
});

test("nobody can send an event by a webhook that names Carillon's own topic", async () => {
  const body = JSON.stringify({ event_id: "evt_1", topic: "order/paid", data: { order: {} } });
  expect(await takeIn(app.deps, "carillon/event", body)).toBe("bad_request");
  expect(await processInbound(app.deps)).toBe(0);
});

test("an event of a shop that has nobody to hear it is counted and not kept", async () => {
  const shopId = await addShop(app.deps, "quiet.myshopify.com");
  const { token: quiet } = await createToken(app.deps, shopId, "write");
  const response = await fetch(`${origin}/api/v1/events`, {
    method: "POST",
    headers: { authorization: `Bearer ${quiet}` },
    body: JSON.stringify({ topic: "wallet_pass/created", data: {} }),
  });
  expect(response.status).toBe(202);
  await processAll(app.deps);
  expect(await app.deps.prisma.event.count({ where: { shopId } })).toBe(0);
  expect(await app.deps.prisma.unchosenCount.findMany({ where: { shopId } })).toMatchObject([
    { topic: "wallet_pass/created", count: 1 },
  ]);
});
