// A run that outlives the shop's access token.
import { expect, test } from "vitest";
import { reconcileShop } from "../helpers/reconcile-shop.ts";
import { createTestDeps, fakeClock } from "../helpers/test-deps.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Shopify's standard plan, with which the run takes a quarter of an hour. */
const ORDINARY = { size: 2_000, restoreRate: 100 };

const clock = fakeClock("2026-11-20T10:00:00Z");
const { deps } = await createTestDeps({}, { clock });

const reconnectSince = async (shopId: string) =>
  (await deps.pool.query("select reconnect_since from shop where id = $1", [shopId])).rows[0].reconnect_since;

test("a token that ends in the middle is renewed, and the run goes on", async () => {
  const shop = await reconcileShop(deps, clock, { topics: ["order/created"], limits: ORDINARY });
  await shop.check();
  clock.advance(20 * MINUTE_MS);
  for (let made = 0; made < 600; made += 1) shop.store.addOrder();
  clock.advance(33 * MINUTE_MS);
  await deps.pool.query(
    "update reconciliation set started_at = started_at - interval '1 hour' where shop_id = $1",
    [shop.shopId],
  );
  const began = clock.now().getTime();
  await shop.check();
  expect(clock.now().getTime() - began, "the token has 7 minutes left").toBeGreaterThan(7 * MINUTE_MS);
  expect(await shop.run()).toMatchObject({ reason: null, position: null });
  expect(await shop.topics()).toHaveLength(600);
});

const REFUSED = "Shopify refused the shop's access token. Carillon asks for another one.";

test.each([
  ["revokeAccess", 9],
  ["revoke", 0],
] as const)(
  "after %s in the middle the merchant is sent for only when no other token is had",
  async (how, told) => {
    let isArmed = false;
    const shop = await reconcileShop(deps, clock, {
      topics: ["order/created"],
      onOperation(name) {
        if (isArmed && name === "ChangedOrders") queueMicrotask(() => shop[how]());
        if (name === "ChangedOrders") isArmed = false;
      },
    });
    await shop.check();
    clock.advance(20 * MINUTE_MS);
    for (let made = 0; made < 9; made += 1) shop.store.addOrder();
    clock.advance(HOUR_MS);
    isArmed = true;
    await shop.check();
    expect(await shop.run()).toMatchObject({ reason: REFUSED });
    expect(await reconnectSince(shop.shopId), "not known yet").toBeNull();
    clock.advance(11 * MINUTE_MS);
    await shop.check();
    expect(await shop.topics()).toHaveLength(told);
    expect((await reconnectSince(shop.shopId)) === null).toBe(told > 0);
  },
);
