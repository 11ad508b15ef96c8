import { readFileSync } from "node:fs";
import { parse } from "smol-toml";
import { expect, test } from "vitest";
import { z } from "zod";
import { MAPPERS } from "../../app/pipeline/mapping/mappers.ts";
import { API_VERSION } from "../../app/shopify/api-version.ts";
import { scopeOfWebhook } from "../../app/shopify/webhook-scopes.ts";

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
  app_proxy: z.object({ url: z.string(), prefix: z.string(), subpath: z.string() }),
});

const read = (file: string) => schema.parse(parse(readFileSync(file, "utf8")));
const topicsOf = (file: string) => read(file).webhooks.subscriptions.flatMap(({ topics }) => topics);

const FILES = ["shopify.app.toml", "shopify.app.vendor.toml"];

test.each(FILES)("%s subscribes only to topics that its required scopes cover", (file) => {
  const scopes = read(file).access_scopes.scopes.split(",");
  for (const topic of topicsOf(file)) expect(scopes, topic).toContain(scopeOfWebhook(topic));
});

test.each(FILES)("%s names every topic and scope once", (file) => {
  const { scopes, optional_scopes: optional } = read(file).access_scopes;
  for (const names of [topicsOf(file), [...scopes.split(","), ...optional]])
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

test("an app that owns contracts is told of everything that is mapped", () => {
  expect(topicsOf("shopify.app.vendor.toml").sort()).toEqual([...MAPPERS.keys()].sort());
});
