import { readFileSync } from "node:fs";
import type { GraphQLEnumType } from "graphql";
import { expect, test } from "vitest";
import { isGranted, scopeOfWebhook } from "../../app/shopify/webhook-scopes.ts";
import { topicEnum } from "../../app/shopify/webhook-subscriptions/compare-webhook-subscriptions.ts";
import { PER_SHOP_TOPICS } from "../../app/shopify/webhook-subscriptions/wanted-webhook-subscriptions.ts";
import { adminSchema } from "../../sandbox/shopify/admin-schema.ts";

/** Topics in the quotes of the vendor's toml, but for those about the app itself; compliance topics are no webhooks of the API. */
const tomlTopics = readFileSync("shopify.app.vendor.toml", "utf8").matchAll(
  /^ {2}"((?!app\/)[a-z_]+[/.][a-z_]+)",$/gm,
);
const topics = [...[...tomlTopics].map(([, topic = ""]) => topic), ...PER_SHOP_TOPICS];

test.each(topics)("%s needs the scope that Shopify's schema names for it", (topic) => {
  const values = adminSchema().schema.getType("WebhookSubscriptionTopic") as GraphQLEnumType;
  const words = values.getValue(topicEnum(topic))?.description ?? "";
  const named = words.slice(words.indexOf("Requires")).match(/(read|write)_[a-z_]+/g);
  expect(named).toContain(scopeOfWebhook(topic));
});

test("text that begins with a topic is known by it, and other text by nothing", () => {
  expect(scopeOfWebhook("customers/merge and customers/delete")).toBe("read_customer_merge");
  expect(scopeOfWebhook("subscription_contracts/update, compared")).toBe("read_own_subscription_contracts");
  expect(scopeOfWebhook("Customer")).toBe("read_customers");
  for (const text of ["", "Admin API", "orders of other apps", "themes/publish", "API, Flow action"])
    expect(scopeOfWebhook(text), text).toBeUndefined();
});

test("a write scope grants reading, another scope does not", () => {
  expect(isGranted("read_orders", ["write_orders"])).toBe(true);
  expect(isGranted("read_orders", ["read_all_orders", "write_order_edits"])).toBe(false);
});
