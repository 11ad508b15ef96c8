// What the merchant holds back leaves the shop by no way: real webhooks through the pipeline, over the API's setting.
import { beforeAll, beforeEach, expect, test } from "vitest";
import { createToken } from "../../app/api/tokens.ts";
import { sendTest } from "../../app/pipeline/deliver/send-test.ts";
import { sendTrial } from "../../app/pipeline/deliver/send-trial.ts";
import { serve } from "../../app/server/serve.ts";
import { addEndpoint, addShop, deliverDue, processAll, takeIn } from "../helpers/pipeline-steps.ts";
import { sample } from "../helpers/run-mapper.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { createTestReceiver, type TestReceiver } from "../helpers/test-receiver.ts";

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
  [{ hold_back: [], notes: true }, { notes: ["There is no such field."] }],
])("%j is refused with a sentence", async (body, errors) => {
  expect(await privacy(write, body)).toMatchObject({ status: 422, json: { errors } });
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
