import { expect, test } from "vitest";
import { SHOP, standIn } from "./stand-in.ts";

async function installed(options: Parameters<typeof standIn>[0] = {}) {
  const shopify = await standIn(options);
  const token: string = (await shopify.exchange()).body.access_token;
  return {
    ...shopify,
    token,
    ask: (query: string, variables?: object) => shopify.graphql(query, token, { variables }),
  };
}

test("a valid query is answered from the shop, with its cost", async () => {
  const { ask } = await installed();
  const { status, body } = await ask(
    `{ shop { id name myshopifyDomain email ianaTimezone plan { displayName publicDisplayName partnerDevelopment shopifyPlus } }
       currentAppInstallation { id accessScopes { handle } activeSubscriptions { id name } } }`,
  );
  expect(status).toBe(200);
  expect(body.data.shop).toMatchObject({
    name: "sandbox-shop",
    myshopifyDomain: SHOP,
    ianaTimezone: "America/Toronto",
  });
  expect(body.data.currentAppInstallation.accessScopes).toEqual([
    { handle: "read_orders" },
    { handle: "read_products" },
  ]);
  expect(body.extensions.cost).toEqual({
    requestedQueryCost: 5,
    actualQueryCost: 5,
    throttleStatus: { maximumAvailable: 2_000, currentlyAvailable: 1_995, restoreRate: 100 },
  });
});

test("a field that the schema does not have is refused, with 200 as Shopify does", async () => {
  const { ask } = await installed();
  const { status, body } = await ask("{ shop { nme } }");
  expect(status).toBe(200);
  expect(body.data).toBeUndefined();
  expect(body.errors[0].message).toContain('Cannot query field "nme" on type "Shop"');
});

test("a query that cannot be parsed and one without its variable are refused", async () => {
  const { ask } = await installed();
  expect((await ask("{ shop {")).body.errors[0].message).toContain("Syntax Error");
  const order = "query ($id: ID!) { order(id: $id) { id } }";
  expect((await ask(order)).body.errors[0].message).toContain('Variable "$id" of required type "ID!"');
});

test("a field that the sandbox has no data for is an error, not a null", async () => {
  const { ask } = await installed();
  const { body } = await ask("{ shop { name weightUnit } }");
  expect(body.errors[0].message).toBe(
    "The sandbox has no data for Shop.weightUnit. It belongs in sandbox/shopify/store.",
  );
});

test("what the token's scopes do not cover is denied in Shopify's words", async () => {
  const { ask } = await installed({ dataOf: () => ({ customer: null, order: null }) });
  const { body } = await ask(
    '{ customer(id: "gid://shopify/Customer/1") { id } order(id: "gid://shopify/Order/1") { id } }',
  );
  expect(body.data).toEqual({ customer: null, order: null });
  expect(body.errors).toHaveLength(1);
  expect(body.errors[0]).toMatchObject({
    message: "Access denied for customer field. Required access: `read_customers` access scope.",
    path: ["customer"],
    extensions: { code: "ACCESS_DENIED" },
  });
});

test("data may be given as functions of the arguments", async () => {
  const { ask } = await installed({ dataOf: () => ({ order: ({ id }: { id: string }) => ({ id }) }) });
  const { body } = await ask("query ($id: ID!) { order(id: $id) { id } }", { id: "gid://shopify/Order/7" });
  expect(body.data).toEqual({ order: { id: "gid://shopify/Order/7" } });
});

test("an unknown, a foreign and an expired token get 401", async () => {
  const { graphql, token, advance } = await installed();
  const unknown = await graphql("{ shop { name } }", "shpat_guess");
  expect(unknown.status).toBe(401);
  expect(unknown.body.errors).toBe(
    "[API] Invalid API key or access token (unrecognized login or wrong password)",
  );
  advance(3_599);
  expect((await graphql("{ shop { name } }", token)).status).toBe(200);
  advance(1);
  expect((await graphql("{ shop { name } }", token)).status).toBe(401);
});

test("a token that never expires gets 403", async () => {
  const shopify = await standIn();
  const { access_token } = (await shopify.exchange({ expiring: "0" })).body;
  const { status, body } = await shopify.graphql("{ shop { name } }", access_token);
  expect(status).toBe(403);
  expect(body.errors).toContain("Non-expiring access tokens are no longer accepted");
});

test("another version of the API is not found", async () => {
  const { graphql, token } = await installed();
  expect((await graphql("{ shop { name } }", token, { version: "2026-07" })).status).toBe(404);
});

test("a query that costs too much does not run, and many at once are throttled until points come back", async () => {
  const { ask, advance } = await installed({ dataOf: () => ({ orders: { nodes: [] } }) });
  const orders = (first: number) => `{ orders(first: ${first}) { nodes { id customer { id } } } }`;
  expect(
    (await ask("query ($n: Int!) { orders(first: $n) { nodes { id customer { id } } } }", { n: 501 })).body,
  ).toEqual({
    errors: [{ message: expect.stringContaining("exceeds"), extensions: { code: "MAX_COST_EXCEEDED" } }],
  });
  for (let time = 0; time < 2; time++) expect((await ask(orders(500))).body.errors).toBeUndefined();
  const throttled = (await ask(orders(1))).body;
  expect(throttled.errors[0]).toEqual({ message: "Throttled", extensions: { code: "THROTTLED" } });
  expect(throttled.extensions.cost.throttleStatus.currentlyAvailable).toBe(0);
  advance(1);
  expect((await ask(orders(1))).body.errors).toBeUndefined();
});

test("a part that the token's scopes do not cover is denied behind a list and behind a node", async () => {
  const { ask, storeOf } = await installed({ scopes: ["read_customers"] });
  const store = storeOf(SHOP);
  const [customer, order] = [store.addCustomer(), store.addOrder()];
  const accounts = `{ customer(id: "${customer.id}") { storeCreditAccounts(first: 1) { nodes { id } } } }`;
  expect((await ask(accounts)).body).toMatchObject({
    data: { customer: null },
    errors: [{ path: ["customer", "storeCreditAccounts"], extensions: { code: "ACCESS_DENIED" } }],
  });
  const { body } = await ask("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", {
    ids: [customer.id, order.id, "gid://shopify/Customer/1"],
  });
  expect(body.data.nodes).toEqual([{ id: customer.id }, null, null]);
  expect(body.errors).toMatchObject([{ path: ["nodes", 1], extensions: { code: "ACCESS_DENIED" } }]);
});

test("what the merchant grants later holds for tokens that are out", async () => {
  const { ask, grants } = await installed({ scopes: [] });
  const order = '{ order(id: "gid://shopify/Order/1") { id } }';
  expect((await ask(order)).body.errors).toHaveLength(1);
  grants.setScopes(["read_orders"]);
  expect((await ask(order)).body).toMatchObject({ data: { order: null } });
});

test("a list comes page by page, and wants to know how much", async () => {
  const { ask, storeOf } = await installed({ scopes: ["read_orders"] });
  const lines = Array.from({ length: 5 }, (_, index) => ({ title: `Line ${index}` }));
  const { id } = storeOf(SHOP).addOrder({ lines });
  const page = (args: string) =>
    ask(
      `{ order(id: "${id}") { lineItems(${args}) { nodes { title } pageInfo { hasNextPage endCursor } } } }`,
    );
  const first = (await page("first: 3")).body.data.order.lineItems;
  expect(first.nodes.map(({ title }: { title: string }) => title)).toEqual(["Line 0", "Line 1", "Line 2"]);
  expect(first.pageInfo.hasNextPage).toBe(true);
  const second = (await page(`first: 3, after: "${first.pageInfo.endCursor}"`)).body.data.order.lineItems;
  expect(second.nodes.map(({ title }: { title: string }) => title)).toEqual(["Line 3", "Line 4"]);
  expect(second.pageInfo.hasNextPage).toBe(false);
  expect((await page("reverse: true")).body.errors[0].message).toBe("you must provide one of first or last");
  expect((await page("last: 2")).body.errors[0].message).toContain("does not know the argument last");
  expect((await page('first: 3, after: "x"')).body.errors[0].message).toContain("Invalid cursor");
});

test("what is left out with @include costs nothing", async () => {
  const { ask } = await installed();
  const query = "query ($with: Boolean!) { shop { name plan @include(if: $with) { shopifyPlus } } }";
  const cost = async (variables: object) =>
    (await ask(query, variables)).body.extensions.cost.requestedQueryCost;
  expect([await cost({ with: true }), await cost({ with: false })]).toEqual([2, 1]);
});

test("billing cycles are those that touch the range, and a contract that is not there has none to list", async () => {
  const { ask, storeOf } = await installed({ scopes: ["read_own_subscription_contracts"] });
  const { id } = storeOf(SHOP).addContract({ frequency: { interval: "WEEK", intervalCount: 2 } });
  const cycles = (contract: string) =>
    ask(
      `query ($id: ID!, $range: SubscriptionBillingCyclesDateRangeSelector) {
        subscriptionBillingCycles(contractId: $id, first: 9, billingCyclesDateRangeSelector: $range) {
          nodes { cycleIndex cycleStartAt }
        }
      }`,
      { id: contract, range: { startDate: "2026-12-06T00:00:00Z", endDate: "2027-01-02T09:59:59Z" } },
    );
  expect((await cycles(id)).body.data.subscriptionBillingCycles.nodes).toEqual([
    { cycleIndex: 2, cycleStartAt: "2026-12-05T10:00:00.000Z" },
    { cycleIndex: 3, cycleStartAt: "2026-12-19T10:00:00.000Z" },
  ]);
  expect((await cycles("gid://shopify/SubscriptionContract/1")).body).toMatchObject({ data: null });
});
