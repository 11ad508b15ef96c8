import { expect, test } from "vitest";
import type { CallBudget } from "../../../app/shopify/ask/call-budget.ts";
import { syncWebhookSubscriptions } from "../../../app/shopify/webhook-subscriptions/sync-webhook-subscriptions.ts";
import { OPTIONAL_TOPICS } from "../../../app/shopify/webhook-subscriptions/webhook-topics.ts";
import { CONTRACTS, COUPONS, NOTHING, REQUIRED, syncTests, URI } from "./sync-helpers.ts";

const { deps, open } = await syncTests();

const LOYALTY = [...REQUIRED, "read_discounts", "read_metaobjects"];
const CONTRACT_TOPICS = OPTIONAL_TOPICS.filter((topic) => topic.startsWith("subscription_"));

test("what the rules need is made once, and a second run changes nothing", async () => {
  const { save, sync, stored } = await open({ scopes: LOYALTY });
  await save({ ...COUPONS, loyalty: { rule_types: ["loyalty_rule"] } });
  expect(await sync()).toEqual({ ...NOTHING, created: 5 });
  expect(stored().map(({ topic, filter, uri, name }) => [topic, filter, uri, name])).toEqual([
    ["METAOBJECTS_CREATE", "type:loyalty_rule", URI, "carillon-metaobjects-create"],
    ["METAOBJECTS_UPDATE", "type:loyalty_rule", URI, "carillon-metaobjects-update"],
    ["DISCOUNTS_CREATE", null, URI, "carillon-discounts-create"],
    ["DISCOUNTS_UPDATE", null, URI, "carillon-discounts-update"],
    ["DISCOUNTS_REDEEMCODE_ADDED", null, URI, "carillon-discounts-redeemcode_added"],
  ]);
  expect(await sync()).toEqual(NOTHING);
});

test("other types change the filter, and rules that are gone take theirs with them", async () => {
  const { save, sync, stored } = await open({ scopes: LOYALTY });
  await save({ ...COUPONS, loyalty: { rule_types: ["a_rule"] } });
  await sync();
  await save({ loyalty: { rule_types: ["a_rule"], tier_types: ["a_tier"] } });
  expect(await sync()).toMatchObject({ updated: 2, deleted: 3 });
  expect(stored().map(({ filter }) => filter)).toEqual(Array(2).fill("type:a_rule OR type:a_tier"));
  await save({});
  expect(await sync()).toEqual({ ...NOTHING, deleted: 2 });
});

test("a permission that is granted later brings its webhooks, without a word from Shopify", async () => {
  const { sync, topics, states, grant, shop } = await open();
  expect(await sync()).toEqual(NOTHING);
  expect(await states()).toMatchObject({ "subscription_contracts/pause": "needs_permission" });
  grant([...REQUIRED, CONTRACTS]);
  expect(await sync()).toEqual({ ...NOTHING, created: CONTRACT_TOPICS.length });
  expect(topics()).toContain("SUBSCRIPTION_BILLING_CYCLE_EDITS_UPDATE");
  expect(await states()).toMatchObject({
    "subscription_contracts/pause": "receiving",
    "customer_payment_methods/create": "needs_permission",
  });
  const session = await deps.shopify?.sessions.loadSession(`offline_${shop}`);
  expect(session?.scope?.split(",")).toContain(CONTRACTS);
});

test("a permission that is taken away takes its webhooks with it", async () => {
  const { sync, stored, states, grant } = await open({ scopes: [...REQUIRED, CONTRACTS] });
  await sync();
  grant(REQUIRED);
  expect(await sync()).toEqual({ ...NOTHING, deleted: CONTRACT_TOPICS.length });
  expect(stored()).toEqual([]);
  expect(await states()).toMatchObject({ "subscription_contracts/pause": "needs_permission" });
});

test("one that somebody deleted at Shopify comes back, and one that was changed is set right", async () => {
  const { store, save, sync, stored, states } = await open({ scopes: LOYALTY });
  await save({ ...COUPONS, loyalty: { rule_types: ["loyalty_rule"] } });
  await sync();
  const before = stored().map(({ topic, uri, filter }) => ({ topic, uri, filter }));
  const [first, second, third] = stored();
  if (!first || !second || !third) throw new Error("there are not three");
  store.state.webhookSubscriptions.delete(third.id);
  store.state.webhookSubscriptions.set(first.id, { ...first, filter: "type:other" });
  store.state.webhookSubscriptions.set(second.id, { ...second, uri: "https://elsewhere.example.com/" });
  expect(await sync()).toEqual({ ...NOTHING, created: 1, updated: 2 });
  expect(stored().map(({ topic, uri, filter }) => ({ topic, uri, filter }))).toEqual(
    expect.arrayContaining(before),
  );
  expect(await states()).toMatchObject({
    "discounts/create": "receiving",
    "metaobjects/create": "receiving",
  });
});

test("what was found missing stays on record when Shopify stops answering before it is mended", async () => {
  const { store, save, sync, stored, states, fail } = await open({ scopes: LOYALTY });
  await save(COUPONS);
  await sync();
  const [lost] = stored();
  store.state.webhookSubscriptions.delete(lost?.id ?? "");
  // Shopify answers the list and nothing after it.
  let calls = 0;
  fail(() => (++calls > 1 ? { kind: "status", status: 503 } : undefined));
  await expect(sync()).rejects.toThrow("HTTP status 503");
  expect(await states()).toMatchObject({
    "discounts/create": "not_receiving",
    "discounts/update": "receiving",
  });
  fail(() => undefined);
  expect(await sync()).toEqual({ ...NOTHING, created: 1 });
});

test("what others of the app made stays, on whatever page it is", async () => {
  const { store, sync, stored } = await open();
  const their = { topic: "DISCOUNTS_CREATE", filter: null, includeFields: [], metafieldNamespaces: [] };
  const at = { createdAt: "2026-11-20T10:00:00Z", updatedAt: "2026-11-20T10:00:00Z" };
  const add = (name: string | null, uri: string) => {
    const id = store.state.newId("WebhookSubscription");
    store.state.webhookSubscriptions.set(id, { ...their, ...at, id, name, uri });
  };
  for (let count = 0; count < 100; count++) add(null, `https://erp.example.com/${count}`);
  add("my-carillon-copy", "https://crm.example.com/");
  add("Carillon-discounts-create", URI);
  expect(await sync()).toEqual({ ...NOTHING, deleted: 1 });
  expect(stored().map(({ name }) => name)).toEqual([...Array(100).fill(null), "my-carillon-copy"]);
});

test("one that is there under another name is good enough", async () => {
  const { store, save, sync, stored, states } = await open({ scopes: LOYALTY });
  await save(COUPONS);
  await sync();
  const [first] = stored();
  if (!first) throw new Error("there is none");
  store.state.webhookSubscriptions.set(first.id, { ...first, name: "erp" });
  expect(await sync()).toEqual(NOTHING);
  expect(stored()).toHaveLength(3);
  expect(await states()).toMatchObject({ "discounts/create": "receiving" });
});

test("what Shopify refuses is told in its words, and keeps nothing else from happening", async () => {
  const { save, sync, stored, states } = await open({ scopes: LOYALTY });
  await save(COUPONS);
  await sync();
  await save({ loyalty: { rule_types: ["loyalty_rule"] } });
  const words = "Address protocol http:// is not supported";
  expect(await sync({ SHOPIFY_APP_URL: "http://carillon.example.com" })).toEqual({
    ...NOTHING,
    deleted: 3,
    problems: [
      { topic: "metaobjects/create", message: words },
      { topic: "metaobjects/update", message: words },
    ],
  });
  expect(stored()).toEqual([]);
  expect(await states()).toMatchObject({
    "metaobjects/create": `error: ${words}`,
    "discounts/create": "not_receiving",
  });
  await sync();
  expect(await states()).toMatchObject({ "metaobjects/create": "receiving" });
});

test("two runs at once leave what one would", async () => {
  const { save, sync, stored, states } = await open({ scopes: [...LOYALTY, CONTRACTS] });
  await save({ ...COUPONS, loyalty: { rule_types: ["loyalty_rule"] } });
  const outcomes = await Promise.all([sync(), sync()]);
  expect(outcomes.map((outcome) => outcome.kind === "synced" && outcome.problems)).toEqual([[], []]);
  expect(stored()).toHaveLength(5 + CONTRACT_TOPICS.length);
  expect(await states()).toMatchObject({
    "discounts/create": "receiving",
    "metaobjects/create": "receiving",
    "subscription_contracts/pause": "receiving",
  });
  expect(await sync()).toEqual(NOTHING);
});

/** Fires `act` once, when the next call but `after` comes in. */
function onCall(fail: (how: () => undefined) => void, after: number, act: () => unknown): void {
  let calls = 0;
  fail(() => {
    if (calls++ === after) act();
    return undefined;
  });
}

test("one that goes before it is changed is not received, and the next run makes it", async () => {
  const { store, save, sync, stored, states, fail } = await open({ scopes: LOYALTY });
  await save(COUPONS);
  await sync();
  const [first] = stored();
  if (!first) throw new Error("there is none");
  store.state.webhookSubscriptions.set(first.id, { ...first, uri: "https://elsewhere.example.com/" });
  onCall(fail, 1, () => store.state.webhookSubscriptions.delete(first.id));
  expect(await sync()).toEqual(NOTHING);
  expect(await states()).toMatchObject({ "discounts/create": "not_receiving" });
  expect(await sync()).toEqual({ ...NOTHING, created: 1 });
  expect(await states()).toMatchObject({ "discounts/create": "receiving" });
});

test("rules that come back before an older run deletes what they need have it all the same", async () => {
  const { save, sync, stored, states, shop, budget } = await open({ scopes: LOYALTY });
  await save(COUPONS);
  await sync();
  await save({});
  let isBack = false;
  const late: CallBudget = {
    async spend(domain, operation, call) {
      if (operation === "DeleteWebhookSubscription" && !isBack) {
        isBack = true;
        await save(COUPONS);
        expect(await sync(), "a run with the new rules finds all in order").toEqual(NOTHING);
      }
      return budget.spend(domain, operation, call);
    },
  };
  expect(await syncWebhookSubscriptions(deps, shop, late)).toEqual({ ...NOTHING, created: 3, deleted: 3 });
  expect(isBack).toBe(true);
  expect(stored()).toHaveLength(3);
  expect(await states()).toMatchObject({ "discounts/create": "receiving" });
});

test("what was known of a topic that is no longer listened to goes", async () => {
  const { sync, shopId, states } = await open();
  await deps.pool.query("insert into webhook_state values ($1, 'themes/publish', 'receiving', null, now())", [
    shopId,
  ]);
  await sync();
  expect(await states()).not.toHaveProperty("themes/publish");
  expect(await states()).toMatchObject({ "orders/create": "receiving" });
});

test("a shop that Shopify does not know as ours is left out", async () => {
  for (const shop of ["unconnected.myshopify.com", "unknown.myshopify.com"])
    expect(await syncWebhookSubscriptions(deps, shop)).toEqual({ kind: "not_connected" });
});
