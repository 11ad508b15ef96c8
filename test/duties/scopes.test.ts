import { beforeAll, expect, test } from "vitest";
import { loadRules } from "../../app/rules/load-rules.ts";
import { NO_RULES } from "../../app/rules/rules-schema.ts";
import { saveRules } from "../../app/rules/save-rules.ts";
import { availabilityOf, grantedScopes } from "../../app/shopify/topic-availability.ts";
import { syncShop } from "../../app/shopify/webhook-subscriptions/sync-shops.ts";
import { TOPICS } from "../../app/topics/catalog.ts";
import { connectApp, createConnectedDeps } from "../helpers/installed-app.ts";
import type { TestDeps } from "../helpers/test-deps.ts";

const COUPONS = { coupons: { code_prefixes: ["LOY"] } };
const TOPIC = TOPICS.filter(({ name }) => name === "loyalty/coupon_updated");
const DISCOUNTS = ["DISCOUNTS_CREATE", "DISCOUNTS_REDEEMCODE_ADDED", "DISCOUNTS_UPDATE"];

let app: TestDeps;

beforeAll(async () => {
  app = await createConnectedDeps();
});

/** A shop whose rules need a scope that its merchant has not granted. */
async function install() {
  const installed = await connectApp(app.deps, ["read_products"]);
  const { id } = await installed.open();
  await saveRules(app.deps, id, COUPONS);
  await syncShop(app.deps, id);
  return { ...installed, id };
}

type Shop = Awaited<ReturnType<typeof install>>;

async function standing({ id, shop, shopify }: Shop) {
  const granted = await grantedScopes(app.deps, id);
  const rules = await loadRules(app.deps.pool, id);
  const questions = { discount: "gid://shopify/DiscountCodeNode/1" };
  const asked = await app.deps.askShopify(shop, questions, NO_RULES);
  return {
    topic: TOPIC.map((topic) => availabilityOf(topic, granted, rules).status),
    answer: asked.kind === "answered" && asked.answers.discount?.kind,
    webhooks: [...shopify.storeOf(shop).state.webhookSubscriptions.values()].map(({ topic }) => topic).sort(),
  };
}

const CLOSED = { topic: ["needs_permission"], answer: "not_permitted", webhooks: [] };

test("a scope that the merchant grants opens topics, questions and webhooks; taken away it closes them", async () => {
  const installed = await install();
  const { shop, shopify, carryOut } = installed;
  expect(await standing(installed)).toEqual(CLOSED);

  const all = ["read_discounts", "read_products"];
  expect(await shopify.installation.changeScopes(shop, all)).toMatchObject({ kind: "accepted" });
  expect(await carryOut()).toMatchObject([{ status: "done", followed: true, created: 3 }]);
  expect(await standing(installed)).toEqual({ topic: ["ready"], answer: "missing", webhooks: DISCOUNTS });

  await shopify.installation.changeScopes(shop, ["read_products"]);
  expect((await carryOut()).at(-1)).toMatchObject({ followed: true, deleted: 3 });
  expect(await standing(installed)).toEqual(CLOSED);
});

test("the webhook's own words are not believed: Shopify says what is granted", async () => {
  const installed = await install();
  await installed.shopify.installation.changeScopes(installed.shop, ["read_discounts"]);
  installed.shopify.grants.setScopes(["read_products"]);
  expect(await installed.carryOut()).toMatchObject([{ followed: true, created: 0 }]);
  expect(await standing(installed)).toEqual(CLOSED);
});

test("while Shopify does not say what is granted, all stays as it was and the duty waits", async () => {
  const installed = await install();
  const { shop, shopify, carryOut, fail } = installed;
  fail({ kind: "status", status: 503 });
  await shopify.installation.changeScopes(shop, ["read_discounts", "read_products"]);
  expect(await carryOut()).toMatchObject([{ status: "pending", reason: expect.stringMatching(/Shopify/) }]);
  fail(undefined);
  expect(await standing(installed)).toEqual(CLOSED);
  expect(await carryOut()).toMatchObject([{ followed: true, created: 3 }]);
});

test("a shop that cannot be asked is left alone", async () => {
  const installed = await install();
  const { shop, shopify, carryOut } = installed;
  await app.deps.pool.query("delete from session where shop = $1", [shop]);
  await shopify.installation.changeScopes(shop, ["read_discounts"]);
  expect(await carryOut()).toMatchObject([{ status: "done", followed: false }]);
});
