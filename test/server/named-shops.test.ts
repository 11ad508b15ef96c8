// Many of Shopify's bodies name their shop. What somebody can do who sends one in another shop's name: nothing.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Serving, serve } from "../../app/server/serve.ts";
import { metricValue } from "../helpers/metric-value.ts";
import { addShop } from "../helpers/pipeline-steps.ts";
import { SHOP, shopifyHeaders } from "../helpers/shopify-webhooks.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";

const OTHER = "other-shop.myshopify.com";
/** Registered by command: nobody knows its id. */
const WITHOUT_ID = "without-id.myshopify.com";

let app: TestDeps;
let serving: Serving;

beforeAll(async () => {
  app = await createTestDeps();
  serving = await serve(app.deps, { withPanel: false });
  for (const [domain, shopifyId] of [
    [SHOP, "gid://shopify/Shop/11"],
    [OTHER, "gid://shopify/Shop/22"],
    [WITHOUT_ID, null],
  ] as const) {
    await addShop(app.deps, domain);
    await app.deps.prisma.shop.update({ where: { domain }, data: { shopifyId } });
  }
});
afterAll(() => serving.close());

let sent = 0;

async function send(topic: string, fields: object, shop = SHOP) {
  sent += 1;
  const webhookId = `named-${sent}`;
  const body = JSON.stringify(fields);
  const headers = shopifyHeaders(topic, body, { shop, webhookId });
  const answer = await fetch(`http://127.0.0.1:${serving.port}/webhooks`, { method: "POST", headers, body });
  const rows = await app.deps.prisma.inboundWebhook.count({ where: { webhookId } });
  return { status: answer.status, text: await answer.text(), rows };
}

const STORED = { status: 200, text: "stored\n", rows: 1 };
const REFUSED = {
  ...{ status: 401, rows: 0 },
  text: "The signed body names another shop than the X-Shopify-Shop-Domain header.\n",
};

/** Bodies that name a shop, by its id or by its domain. */
const NAMING: [what: string, topic: string, of: (id: number, domain: string) => object][] = [
  ["a segment's member", "customer.joined_segment", (id) => ({ shop_id: `gid://shopify/Shop/${id}` })],
  ["another number", "app/scopes_update", (id) => ({ id: 1, shop_id: id })],
  ["a number as text", "customers/update", (id) => ({ id: 1, shop_id: String(id) })],
  [
    "a gid of its own",
    "products/update",
    (id) => ({ admin_graphql_api_shop_id: `gid://shopify/Shop/${id}` }),
  ],
  [
    "the app's bill",
    "app_subscriptions/update",
    (id) => ({ app_subscription: { admin_graphql_api_shop_id: `gid://shopify/Shop/${id}` } }),
  ],
  ["an Event's shop", "Customer", (id) => ({ data: { shop: { id: `gid://shopify/Shop/${id}` } } })],
  [
    "an Event's shop by its domain",
    "Customer",
    (_id, domain) => ({ data: { shop: { myshopifyDomain: domain } } }),
  ],
  ["a run of Flow", "products/delete", (_id, domain) => ({ id: 5, shopify_domain: domain })],
  ["the shop itself", "shop/update", (_id, domain) => ({ id: 11, myshopify_domain: domain })],
];

test.each(NAMING)(
  "%s (%s): a body of another shop is refused with 401, counted and not stored",
  async (_what, topic, of) => {
    const series = 'carillon_refused_requests_total{surface="webhooks",reason="other_shop"}';
    const before = (await metricValue(app.deps, series)) ?? 0;
    expect(await send(topic, of(22, OTHER))).toEqual(REFUSED);
    expect(await metricValue(app.deps, series)).toBe(before + 1);
    expect(await send(topic, of(11, SHOP))).toEqual(STORED);
  },
);

test.each([
  ["customers/redact", { customer: { id: 1 }, orders_to_redact: [] }],
  ["customers/data_request", { customer: { id: 1 }, orders_requested: [], data_request: { id: 1 } }],
  ["shop/redact", {}],
])("%s with the right domain and another shop's id is refused", async (topic, body) => {
  expect(await send(topic, { shop_id: 22, shop_domain: SHOP, ...body })).toEqual(REFUSED);
  expect(await send(topic, { shop_id: 11, shop_domain: SHOP, ...body })).toEqual(STORED);
});

test("a body that names two shops is refused, whomever it comes for", async () => {
  const body = { shop_id: 11, admin_graphql_api_shop_id: "gid://shopify/Shop/22" };
  for (const shop of [SHOP, OTHER, WITHOUT_ID])
    expect(await send("orders/create", body, shop)).toEqual(REFUSED);
});

test("where the shop's id is not known, and where there is none in the body, nothing is compared", async () => {
  expect(await send("customers/update", { id: 1, shop_id: 22 }, WITHOUT_ID)).toEqual(STORED);
  expect(await send("customers/update", { id: 1, shop_id: 22 }, "nobody.myshopify.com")).toEqual(STORED);
  for (const shop_id of [null, "", {}, [22], "gid://shopify/Order/22", -22, 2.2])
    expect([shop_id, await send("customers/update", { id: 1, shop_id })]).toEqual([shop_id, STORED]);
});

test("what was refused takes nobody's place: the true webhook of that id is stored", async () => {
  const post = async (body: string) => {
    const headers = shopifyHeaders("customers/update", body, { webhookId: "same-id" });
    const url = `http://127.0.0.1:${serving.port}/webhooks`;
    return (await fetch(url, { method: "POST", headers, body })).status;
  };
  const statuses = [await post('{"id":1,"shop_id":22}'), await post('{"id":1,"shop_id":11}')];
  expect([...statuses, await post('{"id":1,"shop_id":22}')]).toEqual([401, 200, 401]);
});
