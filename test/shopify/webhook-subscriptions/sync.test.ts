import { Session } from "@shopify/shopify-api";
import { setGlobalDispatcher } from "undici";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { saveRules } from "../../../app/rules/save-rules.ts";
import { syncShops } from "../../../app/shopify/webhook-subscriptions/sync-shops.ts";
import { syncWebhookSubscriptions } from "../../../app/shopify/webhook-subscriptions/sync-webhook-subscriptions.ts";
import { addShop } from "../../helpers/pipeline-steps.ts";
import { SHOP } from "../../helpers/shopify-webhooks.ts";
import { createTestDeps, type TestDeps } from "../../helpers/test-deps.ts";
import {
  createWebhookSubscriptionStore,
  type WebhookSubscriptionStore,
} from "../../helpers/webhook-subscription-store.ts";

const URI = "https://carillon.example.com/webhooks";
const NOTHING = { kind: "synced", created: 0, updated: 0, deleted: 0, problems: [] };

let app: TestDeps;
let shopId: string;
let shopify: WebhookSubscriptionStore;

beforeAll(async () => {
  app = await createTestDeps({ SHOPIFY_APP_URL: "https://carillon.example.com" });
  shopId = await addShop(app.deps);
  await addShop(app.deps, "unconnected.myshopify.com");
});

beforeEach(async () => {
  shopify = createWebhookSubscriptionStore(SHOP, 2);
  setGlobalDispatcher(shopify.network);
  await grant("read_customers,read_discounts,read_metaobjects");
});

const connect = (shop: string, scope: string) =>
  app.deps.shopify?.sessions.storeSession(
    new Session({ id: `offline_${shop}`, shop, state: "", isOnline: false, accessToken: "shpat_x", scope }),
  );
const grant = (scope: string) => connect(SHOP, scope);

const save = (rules: object) => saveRules(app.deps, shopId, rules);
const sync = () => syncWebhookSubscriptions(app.deps, SHOP);
const ours = () => shopify.stored.map(({ topic, filter, uri }) => ({ topic, filter, uri }));

const COUPONS = { coupons: { code_prefixes: ["LOY"] } };

test("what the rules need is made once, and a second run changes nothing", async () => {
  await save({ ...COUPONS, loyalty: { rule_types: ["loyalty_rule"] } });
  expect(await sync()).toEqual({ ...NOTHING, created: 5 });
  expect(ours()).toEqual([
    { topic: "METAOBJECTS_CREATE", filter: "type:loyalty_rule", uri: URI },
    { topic: "METAOBJECTS_UPDATE", filter: "type:loyalty_rule", uri: URI },
    { topic: "DISCOUNTS_CREATE", filter: null, uri: URI },
    { topic: "DISCOUNTS_UPDATE", filter: null, uri: URI },
    { topic: "DISCOUNTS_REDEEMCODE_ADDED", filter: null, uri: URI },
  ]);
  expect(await sync()).toEqual(NOTHING);
});

test("other types change the filter, and rules that are gone take theirs with them", async () => {
  await save({ ...COUPONS, loyalty: { rule_types: ["a_rule"] } });
  await sync();
  await save({ loyalty: { rule_types: ["a_rule"], tier_types: ["a_tier"] } });
  expect(await sync()).toEqual({ ...NOTHING, updated: 2, deleted: 3 });
  expect(ours()).toEqual([
    { topic: "METAOBJECTS_CREATE", filter: "type:a_rule OR type:a_tier", uri: URI },
    { topic: "METAOBJECTS_UPDATE", filter: "type:a_rule OR type:a_tier", uri: URI },
  ]);
  await save({});
  expect(await sync()).toEqual({ ...NOTHING, deleted: 2 });
  expect(shopify.stored).toEqual([]);
});

test("a scope that was taken away takes its webhooks with it", async () => {
  await save(COUPONS);
  await sync();
  await grant("read_customers");
  expect(await sync()).toEqual({ ...NOTHING, deleted: 3 });
});

test("what others of the app made stays, on whatever page it is", async () => {
  await save({});
  const theirs = ["erp", null, "crm", "my-carillon-copy"].map((name, index) =>
    shopify.add({ topic: "DISCOUNTS_CREATE", name, uri: `https://erp.example.com/${index}`, filter: null }),
  );
  shopify.add({ topic: "DISCOUNTS_CREATE", name: "carillon-discounts-create", uri: URI, filter: null });
  expect(await sync()).toEqual({ ...NOTHING, deleted: 1 });
  expect(shopify.stored).toEqual(theirs);
});

test("one that is there under another name is good enough", async () => {
  await save(COUPONS);
  shopify.add({ topic: "DISCOUNTS_CREATE", name: "erp", uri: URI, filter: null });
  expect(await sync()).toEqual({ ...NOTHING, created: 2 });
  expect(await sync()).toEqual(NOTHING);
});

test("what Shopify refuses is told in its words and keeps nothing else from happening", async () => {
  await save({ ...COUPONS, loyalty: { rule_types: ["loyalty_rule"] } });
  const denied = "Access denied for webhookSubscriptionCreate field.";
  let first = true;
  shopify.intervene((operation) => {
    if (operation !== "CreateWebhookSubscription" || !first) return undefined;
    first = false;
    return { errors: [{ message: denied }], data: null };
  });
  expect(await sync()).toEqual({
    ...NOTHING,
    created: 4,
    problems: [{ topic: "metaobjects/create", message: denied }],
  });
});

test("a shop that Shopify does not know as ours is left out", async () => {
  expect(await syncWebhookSubscriptions(app.deps, "unconnected.myshopify.com")).toEqual({
    kind: "not_connected",
  });
  expect(await syncWebhookSubscriptions(app.deps, "unknown.myshopify.com")).toEqual({
    kind: "not_connected",
  });
  expect(shopify.calls).toEqual([]);
});

test("the hourly run goes on after a shop that Shopify does not answer for", async () => {
  const domain = "first.myshopify.com";
  const first = await app.deps.prisma.shop.create({ data: { id: `shp_${"0".repeat(32)}`, domain } });
  await connect(domain, "read_discounts");
  await saveRules(app.deps, first.id, COUPONS);
  await save(COUPONS);
  await syncShops(app.deps);
  expect(shopify.stored).toHaveLength(3);
});

test("the hourly run leaves out shops that never set rules and those that have gone", async () => {
  await app.deps.pool.query("update shop set uninstalled_at = now() where domain = $1", [SHOP]);
  await connect("unconnected.myshopify.com", "read_discounts");
  await syncShops(app.deps);
  expect(shopify.calls).toEqual([]);
});
