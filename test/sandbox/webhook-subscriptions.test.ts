import { expect, test } from "vitest";
import { SHOP, standIn } from "./stand-in.ts";

const URI = "https://carillon.example.com/webhooks";
const CREATE = `mutation ($topic: WebhookSubscriptionTopic!, $input: WebhookSubscriptionInput!) {
  webhookSubscriptionCreate(topic: $topic, webhookSubscription: $input) {
    webhookSubscription { id topic uri filter name } userErrors { field message }
  }
}`;
const UPDATE = `mutation ($id: ID!, $input: WebhookSubscriptionInput!) {
  webhookSubscriptionUpdate(id: $id, webhookSubscription: $input) {
    webhookSubscription { id uri filter } userErrors { field message }
  }
}`;
const DELETE = `mutation ($id: ID!) {
  webhookSubscriptionDelete(id: $id) { deletedWebhookSubscriptionId userErrors { field message } }
}`;

async function installed() {
  const shopify = await standIn();
  const token: string = (await shopify.exchange()).body.access_token;
  const ask = async (query: string, variables: object) =>
    (await shopify.graphql(query, token, { variables })).body.data;
  return {
    create: async (topic: string, input: object) =>
      (await ask(CREATE, { topic, input })).webhookSubscriptionCreate,
    update: async (id: string, input: object) => (await ask(UPDATE, { id, input })).webhookSubscriptionUpdate,
    remove: async (id: string) => (await ask(DELETE, { id })).webhookSubscriptionDelete,
    stored: () => [...shopify.storeOf(SHOP).state.webhookSubscriptions.values()],
  };
}

test("a webhook subscription is made, changed and deleted", async () => {
  const { create, update, remove, stored } = await installed();
  const made = await create("CUSTOMER_JOINED_SEGMENT", { uri: ` ${URI} `, name: "segments" });
  expect(made).toMatchObject({
    webhookSubscription: { topic: "CUSTOMER_JOINED_SEGMENT", uri: URI, filter: null, name: "segments" },
    userErrors: [],
  });
  const { id } = made.webhookSubscription;
  const filter = "customer_id:1 OR customer_id:2";
  expect((await update(id, { filter })).webhookSubscription).toEqual({ id, uri: URI, filter });
  expect(await remove(id)).toEqual({ deletedWebhookSubscriptionId: id, userErrors: [] });
  expect(stored()).toEqual([]);
});

test.each([
  ["METAOBJECTS_CREATE", { uri: URI }, "The specified filter is invalid"],
  ["METAOBJECTS_CREATE", { uri: URI, filter: "type:*" }, "The specified filter is invalid"],
  ["ORDERS_CREATE", { uri: URI, filter: "expensive" }, "please ensure you specify the field(s)"],
  ["ORDERS_CREATE", { uri: "" }, "Address can't be blank"],
  ["ORDERS_CREATE", { uri: "http://carillon.example.com/" }, "Address protocol http:// is not supported"],
  ["ORDERS_CREATE", { uri: "https://a.myshopify.com/x" }, "cannot be a Shopify or an internal domain"],
  ["ORDERS_CREATE", { uri: URI, name: "two words" }, "can only contain alphanumeric characters"],
])("%s with %o is refused", async (topic, input, message) => {
  const { create, stored } = await installed();
  const { webhookSubscription, userErrors } = await create(topic, input);
  expect(webhookSubscription).toBeNull();
  expect(userErrors).toMatchObject([{ message: expect.stringContaining(message) }]);
  expect(stored()).toEqual([]);
});

test("an address, topic and filter are taken once, and a name once, whatever its letter case", async () => {
  const { create } = await installed();
  const filter = 'type:"loyalty tier" OR type:rule';
  const input = { uri: URI, filter, name: "tiers" };
  expect((await create("METAOBJECTS_CREATE", input)).userErrors).toEqual([]);
  const again = await create("METAOBJECTS_CREATE", { uri: URI, filter });
  expect(again.userErrors).toEqual([
    {
      field: ["webhookSubscription", "callbackUrl"],
      message: "Address for this topic has already been taken",
    },
  ]);
  const named = await create("METAOBJECTS_UPDATE", { ...input, name: "TIERS" });
  expect(named.userErrors).toMatchObject([{ message: "Name already exists, no duplicate allowed" }]);
  expect((await create("METAOBJECTS_UPDATE", { uri: URI, filter })).userErrors).toEqual([]);
});

test("what does not exist cannot be changed or deleted", async () => {
  const { update, remove } = await installed();
  const userErrors = [{ field: ["id"], message: "Webhook subscription does not exist" }];
  const id = "gid://shopify/WebhookSubscription/1";
  expect(await update(id, { uri: URI })).toEqual({ webhookSubscription: null, userErrors });
  expect(await remove(id)).toEqual({ deletedWebhookSubscriptionId: null, userErrors });
});
