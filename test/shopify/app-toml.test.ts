import { readFileSync } from "node:fs";
import { parse as parseQuery, validate } from "graphql";
import { parse } from "smol-toml";
import { expect, test } from "vitest";
import { z } from "zod";
import { isDuty } from "../../app/pipeline/inbox/duties.ts";
import { MAPPERS } from "../../app/pipeline/mapping/mappers.ts";
import { PRESETS } from "../../app/rules/presets.ts";
import { API_VERSION } from "../../app/shopify/api-version.ts";
import { scopeOfWebhook } from "../../app/shopify/webhook-scopes.ts";
import { PER_SHOP_TOPICS } from "../../app/shopify/webhook-subscriptions/wanted-webhook-subscriptions.ts";
import { adminSchema } from "../../sandbox/shopify/admin-schema.ts";

const schema = z.object({
  embedded: z.literal(true),
  access_scopes: z.object({ scopes: z.string(), optional_scopes: z.array(z.string()) }),
  webhooks: z.object({
    api_version: z.string(),
    subscriptions: z.array(
      z.object({
        uri: z.literal("/webhooks"),
        topics: z.array(z.string()).default([]),
        compliance_topics: z.array(z.string()).default([]),
      }),
    ),
  }),
  events: z.object({
    api_version: z.string(),
    subscription: z.array(
      z.strictObject({
        handle: z.string().regex(/^[A-Za-z0-9_-]{1,50}$/),
        topic: z.literal("Customer"),
        actions: z.tuple([z.literal("update")]),
        triggers: z.tuple([z.string()]),
        uri: z.literal("/webhooks"),
        query: z.string(),
      }),
    ),
  }),
  app_proxy: z.object({ url: z.string(), prefix: z.string(), subpath: z.string() }),
});

const read = (file: string) => schema.parse(parse(readFileSync(file, "utf8")));
const allTopicsOf = (file: string) => read(file).webhooks.subscriptions.flatMap(({ topics }) => topics);
/** Those that are about the shop; the others are about the app itself and need no scope. */
const topicsOf = (file: string) => allTopicsOf(file).filter((topic) => !topic.startsWith("app/"));

const FILES = ["shopify.app.toml", "shopify.app.vendor.toml"];

test.each(FILES)("%s subscribes only to topics that its required scopes cover", (file) => {
  const scopes = read(file).access_scopes.scopes.split(",");
  for (const topic of topicsOf(file)) expect(scopes, topic).toContain(scopeOfWebhook(topic));
});

test.each(FILES)("%s hears of uninstalling and of other scopes, which the app has a duty for", (file) => {
  const own = allTopicsOf(file).filter((topic) => topic.startsWith("app/"));
  expect(own).toEqual(["app/scopes_update", "app/uninstalled"]);
  expect(own.every(isDuty)).toBe(true);
});

test.each(FILES)("%s names every topic and scope once", (file) => {
  const { scopes, optional_scopes: optional } = read(file).access_scopes;
  for (const names of [allTopicsOf(file), [...scopes.split(","), ...optional]])
    expect(new Set(names).size).toBe(names.length);
});

test.each(FILES)("%s has the compliance topics and the API version of the code", (file) => {
  const { api_version, subscriptions } = read(file).webhooks;
  expect(api_version).toBe(API_VERSION);
  expect(subscriptions.flatMap(({ compliance_topics }) => compliance_topics).sort()).toEqual([
    "customers/data_request",
    "customers/redact",
    "shop/redact",
  ]);
});

test.each(FILES)("%s subscribes to nothing that is not mapped", (file) => {
  for (const topic of topicsOf(file)) expect(MAPPERS.has(topic), topic).toBe(true);
});

test("an app that owns contracts is told of everything that is mapped, or each shop's rules see to it", () => {
  const fromShopify = [...MAPPERS.keys()].filter((topic) => !topic.startsWith("carillon/"));
  const told = new Set([...topicsOf("shopify.app.vendor.toml"), ...PER_SHOP_TOPICS, "Customer"]);
  expect(fromShopify.filter((topic) => !told.has(topic))).toEqual([]);
});

test("every webhook that a shop's rules ask for is mapped and has a scope, and no toml repeats it", () => {
  for (const topic of PER_SHOP_TOPICS) {
    expect(MAPPERS.has(topic), topic).toBe(true);
    expect(scopeOfWebhook(topic), topic).toBeDefined();
    for (const file of FILES) expect(topicsOf(file)).not.toContain(topic);
  }
});

test.each(FILES)("%s has an Event for every customer metafield of the presets, and no other", (file) => {
  const { api_version, subscription: events } = read(file).events;
  expect(api_version).toBe(API_VERSION);
  const metafields = PRESETS.flatMap(({ fields }) => [...fields])
    .filter(({ owner }) => owner === "customer")
    .map(({ namespace, key }) => `customer.metafield(namespace: '${namespace}', key: '${key}').value`);
  expect(events.map(({ triggers: [trigger] }) => trigger).sort()).toEqual([...new Set(metafields)].sort());
  expect(new Set(events.map(({ handle }) => handle)).size).toBe(events.length);
});

test("the query of the Events is one that Shopify's schema knows", () => {
  const { schema } = adminSchema();
  for (const { query } of FILES.flatMap((file) => read(file).events.subscription))
    expect(validate(schema, parseQuery(query))).toEqual([]);
});
