// Shopify's signature covers the body alone. What somebody can do who has one, and changes the headers.
import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inboxSummary } from "../../app/commands/inbox.ts";
import { processInbound } from "../../app/pipeline/inbox/process-inbound.ts";
import { type Serving, serve } from "../../app/server/serve.ts";
import { metricValue } from "../helpers/metric-value.ts";
import { addShop } from "../helpers/pipeline-steps.ts";
import { SHOP, sample, shopifyHeaders } from "../helpers/shopify-webhooks.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";

const OTHER = "other-shop.myshopify.com";
/** It has uninstalled the app. */
const LEFT = "left-shop.myshopify.com";

let app: TestDeps;
let serving: Serving;

beforeAll(async () => {
  app = await createTestDeps();
  serving = await serve(app.deps, { withPanel: false });
  await addShop(app.deps, SHOP);
  await addShop(app.deps, OTHER);
  await addShop(app.deps, LEFT);
  await app.deps.prisma.shop.update({ where: { domain: LEFT }, data: { uninstalledAt: new Date() } });
});
afterAll(() => serving.close());

let sent = 0;

/** Sends a signed body and returns what was answered and what became of it. */
async function send(topic: string, body: string, shop = SHOP) {
  sent += 1;
  const webhookId = `sent-${sent}`;
  const answer = await fetch(`http://127.0.0.1:${serving.port}/webhooks`, {
    method: "POST",
    headers: shopifyHeaders(topic, body, { shop, webhookId }),
    body,
  });
  const { rows } = await app.deps.pool.query(
    `select w.status, w.reason, b.body is not null as "hasBody"
     from inbound_webhook w left join inbound_body b on b.id = w.id where w.webhook_id = $1`,
    [webhookId],
  );
  return { status: answer.status, text: await answer.text(), row: rows[0] };
}

const value = (series: string) => metricValue(app.deps, series);

const STORED = { status: 200, text: "stored\n", row: { status: "pending", reason: null, hasBody: true } };
const aside = (reason: string) => ({
  ...{ status: 200, text: "stored\n", row: { status: "unmapped", reason, hasBody: false } },
});

/** An order of its own. */
const order = (id: number) =>
  sample("orders/create", { "820982911946154508": String(7_000_000_000_000 + id) });

test.each([
  ["shop/redact", { shop_id: 1, shop_domain: OTHER }],
  ["customers/redact", { shop_domain: OTHER, customer: { id: 1 }, orders_to_redact: [] }],
  ["app/uninstalled", { id: 1, myshopify_domain: OTHER }],
  ["app/uninstalled", { id: 1, myshopify_domain: OTHER.toUpperCase() }],
  ["orders/create", { id: 1, shop_domain: OTHER }],
])(
  "%s of a body that names another shop is refused with 401, counted and not stored",
  async (topic, body) => {
    const series = 'carillon_refused_requests_total{surface="webhooks",reason="other_shop"}';
    const before = (await value(series)) ?? 0;
    expect(await send(topic, JSON.stringify(body))).toEqual({
      status: 401,
      text: "The signed body names another shop than the X-Shopify-Shop-Domain header.\n",
      row: undefined,
    });
    expect(await value(series)).toBe(before + 1);
  },
);

test("a body that names its own shop is taken", async () => {
  expect(await send("app/uninstalled", JSON.stringify({ id: 1, myshopify_domain: SHOP }))).toEqual(STORED);
  expect(await send("shop/redact", JSON.stringify({ shop_id: 1, shop_domain: SHOP }))).toEqual(STORED);
});

test.each([
  ["shop/redact", order(1)],
  ["customers/redact", sample("customers/update")],
  ["customers/data_request", sample("customers/data_request")],
])("%s of a body that names no shop does nothing", async (topic, body) => {
  expect(await send(topic, body, OTHER)).toEqual(aside("no_shop_named"));
  await processInbound(app.deps);
  expect(await app.deps.prisma.duty.count({ where: { shopDomain: OTHER } })).toBe(0);
});

test.each([
  ["customers/redact", { customer: { id: 1 }, orders_requested: [], data_request: { id: 1 } }],
  ["customers/data_request", { customer: { id: 1 }, orders_to_redact: [] }],
  ["shop/redact", { customer: { id: 1 }, orders_to_redact: [] }],
])("%s of another privacy request's body does nothing", async (topic, body) => {
  const request = JSON.stringify({ shop_id: 1, shop_domain: SHOP, ...body });
  expect(await send(topic, request)).toEqual(aside("other_request"));
});

test("a body that came for one shop does nothing for another, and its sender cannot tell", async () => {
  const series = 'carillon_inbound_set_aside_total{reason="replayed_elsewhere"}';
  const before = (await value(series)) ?? 0;
  const body = order(2);
  expect(await send("orders/create", body)).toEqual(STORED);
  expect(await send("orders/create", body, OTHER)).toEqual(aside("replayed_elsewhere"));
  expect(await value(series)).toBe(before + 1);
});

test("the shop itself may send the same body again afterwards, which Shopify does for orders/paid", async () => {
  const body = order(3);
  await send("orders/create", body);
  await send("orders/create", body, OTHER);
  expect(await send("orders/paid", body)).toEqual(STORED);
  expect(await send("orders/updated", body, OTHER)).toEqual(aside("replayed_elsewhere"));
});

test("a body that came as one kind of topic does nothing as another", async () => {
  const body = order(4);
  expect(await send("orders/create", body)).toEqual(STORED);
  expect(await send("customers/create", body)).toEqual(aside("replayed_elsewhere"));
});

test.each([
  ["an id and a revision", "subscription_contracts/update", { id: 9_001, revision_id: "4690720903" }],
  [
    "a gid and a time",
    "discounts/update",
    { admin_graphql_api_id: "gid://shopify/DiscountNode/9002", updated_at: "2026-11-20T10:00:00Z" },
  ],
  [
    "a number and a time",
    "subscription_billing_cycles/skip",
    { subscription_contract_id: 9_003, cycle_start_at: "2026-11-20T10:00:00-05:00" },
  ],
])("a body with %s is known again for another shop", async (_what, topic, fields) => {
  const body = JSON.stringify(fields);
  expect(await send(topic, body)).toEqual(STORED);
  expect(await send(topic, body, OTHER)).toEqual(aside("replayed_elsewhere"));
});

test("a contract's own body does nothing for another shop or as another kind of topic, and may come again for its own", async () => {
  const body = sample("subscription_contracts/pause", { "3334363200": "3334363299" });
  expect(await send("subscription_contracts/pause", body)).toEqual(STORED);
  expect(await send("subscription_contracts/cancel", body, OTHER)).toEqual(aside("replayed_elsewhere"));
  expect(await send("orders/cancelled", body)).toEqual(aside("replayed_elsewhere"));
  expect(await send("subscription_contracts/update", body)).toEqual(STORED);
});

test("a skipped billing cycle and the edit that skips it have one body, and both are taken", async () => {
  const body = sample("subscription_billing_cycles/skip", { "2605256554": "2605256599" });
  expect(await send("subscription_billing_cycles/skip", body)).toEqual(STORED);
  expect(await send("subscription_billing_cycle_edits/create", body)).toEqual(STORED);
  expect(await send("subscription_billing_cycles/skip", body, OTHER)).toEqual(aside("replayed_elsewhere"));
});

test.each([
  ["a shop that nobody knows", "orders/create", "nobody.myshopify.com"],
  ["a shop that has left", "orders/create", LEFT],
  ["a topic that means nothing", "nothing/ever", SHOP],
  ["a duty", "app/scopes_update", SHOP],
])("who sends a body first for %s does not keep it from where it belongs", async (_what, topic, shop) => {
  const body = order(100 + sent);
  expect(await send(topic, body, shop)).toEqual(STORED);
  expect(await send("orders/create", body)).toEqual(STORED);
  expect(await send("orders/create", body, OTHER)).toEqual(aside("replayed_elsewhere"));
});

test.each(["gid://shopify/App/1234567", 1_234_567])(
  "the scopes of two shops may change in the same bytes: app %s",
  async (id) => {
    const scopes = { previous: ["read_orders"], current: ["read_orders", "read_products"] };
    const body = JSON.stringify({ id, ...scopes, updated_at: "2026-11-20T10:00:00.000Z" });
    for (const shop of [SHOP, OTHER]) expect(await send("app/scopes_update", body, shop)).toEqual(STORED);
  },
);

test("bodies that two shops may both have are taken from both", async () => {
  for (const body of ["{}", "[]", '{"id":1}', '{"updated_at":"2026-11-20T10:00:00Z"}', '{"id":null}'])
    for (const shop of [SHOP, OTHER])
      expect([body, await send("products/delete", body, shop)]).toEqual([body, STORED]);
});

test("none of Shopify's own samples is taken for another, though many are the same", async () => {
  const folder = new URL("../fixtures/shopify/", import.meta.url);
  const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
  const shop = "samples.myshopify.com";
  await addShop(app.deps, shop);
  expect(files.length).toBeGreaterThan(40);
  for (const file of files) {
    const topic = file.replace(/(\.null-origin-order)?\.json$/, "").replace("__", "/");
    const body = readFileSync(new URL(file, folder), "utf8").replace("{shop}", "samples");
    expect([topic, await send(topic, body, shop)]).toEqual([topic, STORED]);
  }
});

test("what is set aside is told by carillon inbox and cannot be mapped again", async () => {
  await send("orders/create", order(5));
  await send("orders/create", order(5), OTHER);
  const { text } = await inboxSummary.run(app.deps, { shop: OTHER });
  expect(text).toMatch(/orders\/create +.*\(replayed_elsewhere\)/);
  const { mapAgain } = await import("../../app/pipeline/inbox/map-again.ts");
  const { id } = await app.deps.prisma.shop.findUniqueOrThrow({ where: { domain: OTHER } });
  await processInbound(app.deps);
  expect(await mapAgain(app.deps, id, ["replayed_elsewhere"])).toBe(0);
});

test("one webhook again is one webhook, and its retry is no replay", async () => {
  const body = order(6);
  const headers = shopifyHeaders("orders/create", body, { webhookId: "retried" });
  const post = () =>
    fetch(`http://127.0.0.1:${serving.port}/webhooks`, { method: "POST", headers, body }).then((answer) =>
      answer.text(),
    );
  expect([await post(), await post()]).toEqual(["stored\n", "stored before\n"]);
});
