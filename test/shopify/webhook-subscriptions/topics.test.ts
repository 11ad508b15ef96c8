// The app's table of topics against the tomls, Shopify's scopes and the payloads that its filters look into.
import { readFileSync } from "node:fs";
import { parse } from "smol-toml";
import { expect, test } from "vitest";
import { MAPPERS } from "../../../app/pipeline/mapping/mappers.ts";
import { rulesSchema } from "../../../app/rules/rules-schema.ts";
import { scopeOfWebhook } from "../../../app/shopify/webhook-scopes.ts";
import {
  APP_TOPICS,
  OPTIONAL_TOPICS,
  RULE_TOPICS,
} from "../../../app/shopify/webhook-subscriptions/webhook-topics.ts";
import { sample } from "../../helpers/shopify-webhooks.ts";

/** Without the compliance topics, which come when a merchant or Shopify asks for something. */
function tomlTopics(file: string): string[] {
  const { webhooks } = parse(readFileSync(file, "utf8")) as {
    webhooks: { subscriptions: { topics?: string[] }[] };
  };
  return webhooks.subscriptions.flatMap(({ topics = [] }) => topics);
}

/** The next-generation Event stands in a part of its own. */
const webhooks = APP_TOPICS.filter((topic) => topic !== "Customer");

test("the topics that every shop gets are those of the public app's toml", () => {
  expect(tomlTopics("shopify.app.toml").toSorted()).toEqual(webhooks.toSorted());
});

test("the toml of an app that owns contracts has those of optional scopes besides, and all of them", () => {
  const topics = tomlTopics("shopify.app.vendor.toml");
  expect(topics.toSorted()).toEqual([...webhooks, ...OPTIONAL_TOPICS].toSorted());
});

test("every topic that is mapped is listened to, and the other way round", () => {
  const mapped = [...MAPPERS.keys()].filter((topic) => !topic.startsWith("carillon/"));
  const aboutData = APP_TOPICS.filter((topic) => !topic.startsWith("app/"));
  const listened = [...aboutData, ...OPTIONAL_TOPICS, ...RULE_TOPICS.map(({ topic }) => topic)];
  expect(listened.toSorted()).toEqual(mapped.toSorted());
  for (const topic of listened) expect(scopeOfWebhook(topic), topic).toBeDefined();
});

// Shopify accepts a filter over a field that does not exist, and never sends anything.
test("filters look only into fields that Shopify's payloads have", () => {
  const loyalty = { rule_types: ["a_rule"], tier_types: ["a_tier"], tiers: [{ name: "Gold", tag: "gold" }] };
  const rules = rulesSchema.parse({ coupons: { code_prefixes: ["LOY"] }, loyalty });
  const filters = RULE_TOPICS.flatMap(({ topic, filter }) =>
    filter ? [{ topic, text: filter(rules) }] : [],
  );
  expect(filters).toHaveLength(2);
  for (const { topic, text } of filters) {
    const fields = [...text.matchAll(/([\w.]+):/g)].map(([, field = ""]) => field);
    expect(fields).not.toEqual([]);
    for (const field of fields) expect(JSON.parse(sample(topic)), topic).toHaveProperty(field);
  }
});
