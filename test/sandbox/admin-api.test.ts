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
    "The sandbox has no data for Shop.weightUnit. It belongs in sandbox/shopify/shop-data.ts.",
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
