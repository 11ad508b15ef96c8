import fc from "fast-check";
import { expect, test } from "vitest";
import {
  compareWebhookSubscriptions,
  type ExistingWebhookSubscription,
  topicEnum,
} from "../../../app/shopify/webhook-subscriptions/compare-webhook-subscriptions.ts";
import {
  PER_SHOP_TOPICS,
  type WantedWebhookSubscription,
} from "../../../app/shopify/webhook-subscriptions/wanted-webhook-subscriptions.ts";

const URI = "https://carillon.example.com/webhooks";

const filter = fc.constantFrom(null, "type:a", "type:a OR type:b");
const wanted: fc.Arbitrary<WantedWebhookSubscription[]> = fc.uniqueArray(
  fc.record({ topic: fc.constantFrom(...PER_SHOP_TOPICS), name: fc.constant(""), filter }),
  { selector: ({ topic }) => topic },
);
const existing: fc.Arbitrary<ExistingWebhookSubscription[]> = fc
  .array(
    fc.record({
      topic: fc.constantFrom(...PER_SHOP_TOPICS.map(topicEnum), "ORDERS_CREATE"),
      name: fc.constantFrom(null, "carillon-a", "Carillon-b", "erp", "my-carillon-x"),
      uri: fc.constantFrom(URI, "https://old.example.com/webhooks", "arn:aws:events:x"),
      filter,
    }),
  )
  .map((items) =>
    items.map((item, index) => ({ ...item, id: `gid://shopify/WebhookSubscription/${index}` })),
  );

const isOurs = ({ name }: ExistingWebhookSubscription) => /^carillon-/i.test(name ?? "");

test("afterwards exactly the wanted ones are ours, others are untouched, and nothing is left to do", () => {
  fc.assert(
    fc.property(wanted, existing, (wants, has) => {
      const { create, update, remove } = compareWebhookSubscriptions(wants, has, URI);
      for (const { id } of [...update, ...remove]) expect(isOurs(byId(has, id))).toBe(true);

      const removed = new Set(remove.map(({ id }) => id));
      const after = has
        .filter(({ id }) => !removed.has(id))
        .map((item) => {
          const change = update.find(({ id }) => id === item.id);
          return change ? { ...item, uri: URI, filter: change.wanted.filter } : item;
        })
        .concat(create.map((item, index) => ({ ...made(item), id: `new-${index}` })));
      expect(after.filter(isOurs).map(brief).sort()).toEqual(wants.map(made).map(brief).sort());
      expect(compareWebhookSubscriptions(wants, after, URI)).toEqual({ create: [], update: [], remove: [] });
    }),
  );
});

const byId = (items: ExistingWebhookSubscription[], id: string) => {
  const found = items.find((item) => item.id === id);
  if (!found) throw new Error(`there is no ${id}`);
  return found;
};

const made = ({ topic, filter: by }: WantedWebhookSubscription): ExistingWebhookSubscription => ({
  id: "",
  topic: topicEnum(topic),
  name: "carillon-new",
  uri: URI,
  filter: by,
});

const brief = (item: ExistingWebhookSubscription) => `${item.topic} ${item.uri} ${item.filter}`;

test("one that still sends to an address that the app has left is moved", () => {
  const old = {
    id: "gid://shopify/WebhookSubscription/1",
    topic: "DISCOUNTS_CREATE",
    name: "carillon-discounts-create",
    uri: "https://old.example.com/webhooks",
    filter: null,
  };
  const item = { topic: "discounts/create", name: "carillon-discounts-create", filter: null };
  expect(compareWebhookSubscriptions([item], [old], URI)).toEqual({
    create: [],
    update: [{ id: old.id, wanted: item }],
    remove: [],
  });
});

test.each([
  ["type:a OR type:b", "(type:a  OR\ttype:b)", 0],
  ["type:a OR type:b", " ((type:a OR type:b)) ", 0],
  ["type:a OR type:b", "type:a AND type:b", 1],
  ["type:a OR type:b", null, 1],
])("a filter that Shopify wrote in another way is the same: %j and %j", (mine, theirs, updates) => {
  const item = { topic: "metaobjects/create", name: "carillon-metaobjects-create", filter: mine };
  const stored = { id: "1", topic: "METAOBJECTS_CREATE", name: item.name, uri: URI, filter: theirs };
  expect(compareWebhookSubscriptions([item], [stored], URI).update).toHaveLength(updates);
});
