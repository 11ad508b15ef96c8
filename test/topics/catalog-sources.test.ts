import { readFileSync } from "node:fs";
import { parse } from "smol-toml";
import { expect, test } from "vitest";
import { MAPPERS } from "../../app/pipeline/mapping/mappers.ts";
import { PRESETS } from "../../app/rules/presets.ts";
import { scopeOfWebhook } from "../../app/shopify/webhook-scopes.ts";
import { PER_SHOP_TOPICS } from "../../app/shopify/webhook-subscriptions/wanted-webhook-subscriptions.ts";
import { TOPICS, type Topic } from "../../app/topics/catalog.ts";

type Way = Topic["ways"][number];

const rows: readonly Topic[] = TOPICS;
const waysOf = (kind: Way["kind"]) =>
  rows.flatMap(({ name, ways }) => ways.filter((way) => way.kind === kind).map((way) => ({ name, way })));

/** One row for each Shopify topic that brings one of ours. */
const SHOPIFY_WAYS = [...waysOf("webhook"), ...waysOf("events")].flatMap(({ name, way }) =>
  ("topics" in way ? way.topics : []).map((shopifyTopic) => ({ name, shopifyTopic })),
);

const isMadeOf = (webhookTopic: string, name: string): boolean =>
  MAPPERS.get(webhookTopic)?.some(({ makes }) => makes.includes(name)) ?? false;

test.each(SHOPIFY_WAYS)("$name comes of $shopifyTopic, as the catalogue says", ({ name, shopifyTopic }) => {
  expect(isMadeOf(shopifyTopic, name)).toBe(true);
});

test("Shopify is asked to send every webhook that the catalogue names", () => {
  const toml = parse(readFileSync("shopify.app.vendor.toml", "utf8")) as {
    webhooks: { subscriptions: { topics?: string[] }[] };
    events: { subscription: { topic: string }[] };
  };
  const sent = new Set([
    ...toml.webhooks.subscriptions.flatMap(({ topics = [] }) => topics),
    ...toml.events.subscription.map(({ topic }) => topic),
    ...PER_SHOP_TOPICS,
  ]);
  const named = new Set(SHOPIFY_WAYS.map(({ shopifyTopic }) => shopifyTopic));
  expect([...named].filter((topic) => !sent.has(topic))).toEqual([]);
});

test("the Shopify topics of one way need one and the same scope, so that one word says what is missing", () => {
  for (const { name, way } of [...waysOf("webhook"), ...waysOf("events")]) {
    const scopes = new Set(("topics" in way ? way.topics : []).map(scopeOfWebhook));
    expect(scopes.size, name).toBe(1);
    expect(scopes, name).not.toContain(undefined);
  }
});

test("what comes by schedule or by form is made of webhooks that Carillon sends to itself", () => {
  const own = [...MAPPERS.keys()].filter(
    (topic) => topic.startsWith("carillon/") && topic !== "carillon/event",
  );
  for (const { name } of [...waysOf("schedule"), ...waysOf("form")])
    expect(
      own.some((topic) => isMadeOf(topic, name)),
      name,
    ).toBe(true);
});

test("what may be sent in through the API is taken in", () => {
  const sentIn = waysOf("api").map(({ name }) => name);
  expect(sentIn.filter((name) => !isMadeOf("carillon/event", name))).toEqual([]);
});

test("the catalogue counts on presets for exactly what presets read, and on the merchant's metafields for passes", () => {
  const read = new Set<string>(PRESETS.flatMap(({ fields }) => fields.map(({ reads }) => reads)));
  const counted = new Set(rows.flatMap(({ ways }) => ways.flatMap(({ reads }) => reads ?? [])));
  // These two fill fields of `customer` and make no event.
  for (const field of ["store_credit", "birth_date"]) read.delete(field);
  expect([...counted].sort()).toEqual([...read, "wallet_pass"].sort());
});
