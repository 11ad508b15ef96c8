// When a shop begins to be watched, and what is told from then on.
import { expect, test } from "vitest";
import { markInstalled } from "../../app/shopify/installation.ts";
import { reconcileShop } from "../helpers/reconcile-shop.ts";
import { ALL_SCOPES } from "../helpers/shopify-stand-in.ts";
import { createTestDeps, fakeClock } from "../helpers/test-deps.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const clock = fakeClock("2026-11-20T10:00:00Z");
const { deps } = await createTestDeps({}, { clock });

test("the first look begins to watch, and tells nothing of what was before", async () => {
  const shop = await reconcileShop(deps, clock, { topics: ["order/created"] });
  shop.store.addOrder();
  clock.advance(HOUR_MS);
  await shop.check();
  expect(shop.operations).toEqual([]);
  clock.advance(HOUR_MS);
  await shop.check();
  expect(await shop.topics()).toEqual([]);
});

test("what happened minutes before the first look is not told, and what happened minutes after is", async () => {
  const shop = await reconcileShop(deps, clock, { topics: ["order/created"] });
  shop.store.addOrder();
  clock.advance(3 * MINUTE_MS);
  await shop.check();
  clock.advance(MINUTE_MS);
  const { id } = shop.store.addOrder();
  clock.advance(HOUR_MS);
  await shop.check();
  expect((await shop.told()).map(({ resource }) => resource)).toEqual([id]);
});

test("what nobody chose is not asked for, and no token is needed", async () => {
  const shop = await reconcileShop(deps, clock, { topics: ["product/created"] });
  await shop.check();
  shop.store.addOrder();
  shop.store.addCustomer();
  clock.advance(2 * HOUR_MS);
  await shop.check();
  expect(shop.operations).toEqual(["ChangedProducts"]);
  expect(await shop.run()).toMatchObject({ cursor: null, reason: null });
});

test("a permission that is missing is named, and watching begins when it is there", async () => {
  const shop = await reconcileShop(deps, clock, { topics: ["order/created"], scopes: ["read_products"] });
  await shop.check();
  expect(shop.operations).toEqual([]);
  expect(await shop.run()).toMatchObject({
    cursor: null,
    reason: "The permission read_orders is missing.",
  });
  shop.store.addOrder();
  shop.grant(ALL_SCOPES);
  clock.advance(2 * HOUR_MS);
  await shop.check();
  expect(await shop.run()).toMatchObject({ cursor: expect.any(Date), reason: null });
  clock.advance(20 * MINUTE_MS);
  const { id } = shop.store.addOrder();
  clock.advance(HOUR_MS);
  await shop.check();
  expect((await shop.told()).map(({ resource }) => resource)).toEqual([id]);
});

test("what Shopify shows only to apps that it has approved is no permission that a merchant could grant", async () => {
  const shop = await reconcileShop(deps, clock, { topics: ["customer/created"] });
  await shop.check();
  clock.advance(HOUR_MS);
  const message = "This app is not approved to access the Customer object.";
  const errors = [{ message, extensions: { code: "ACCESS_DENIED" } }];
  shop.fail({ kind: "answer", body: { data: { customers: null }, errors } });
  await shop.check();
  expect(await shop.run("customer")).toMatchObject({
    reason: "Shopify has not approved this app for protected customer data.",
  });
});

test("a shop that uninstalled the app, or has to be connected again, is passed over", async () => {
  const shop = await reconcileShop(deps, clock, { topics: ["order/created"] });
  await deps.pool.query("update shop set reconnect_since = now() where id = $1", [shop.shopId]);
  await shop.check();
  expect(await shop.run()).toBeUndefined();
  await deps.pool.query("update shop set reconnect_since = null, uninstalled_at = now() where id = $1", [
    shop.shopId,
  ]);
  await shop.check();
  expect(await shop.run()).toBeUndefined();
});

test("what happened while the app was not installed is not told", async () => {
  const shop = await reconcileShop(deps, clock, { topics: ["order/created"] });
  await shop.check();
  clock.advance(HOUR_MS);
  await deps.pool.query("update shop set uninstalled_at = $2 where id = $1", [shop.shopId, clock.now()]);
  shop.store.addOrder();
  clock.advance(2 * HOUR_MS);
  const facts = { name: "A shop", email: "shop@example.com", timezone: "UTC", environment: "live" } as const;
  expect(
    await markInstalled(deps, shop.shop, { ...facts, shopifyId: `gid://shopify/Shop/${shop.shopId}` }),
  ).toBe("again");
  expect(await shop.run()).toBeUndefined();
  for (const _look of [1, 2]) {
    await shop.check();
    clock.advance(HOUR_MS);
  }
  expect(await shop.topics()).toEqual([]);
});

test("a shop's turn comes every hour, at the schedule's every sixth time", async () => {
  const shop = await reconcileShop(deps, clock, { topics: ["order/created"] });
  await shop.check();
  for (let minutes = 10; minutes <= 120; minutes += 10) {
    clock.advance(10 * MINUTE_MS - (minutes === 10 ? 2_000 : 0)); // the first time came two seconds late
    await shop.check();
  }
  expect(shop.operations).toEqual(["ChangedOrders", "ChangedOrders"]);
});
