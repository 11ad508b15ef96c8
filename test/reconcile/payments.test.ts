// Steps of an order whose time shows only when the order itself is read.
import { expect, test } from "vitest";
import { whole } from "#sandbox/traffic/sample-body.ts";
import { orderHook } from "#sandbox/year/order-hooks.ts";
import { processAll } from "../helpers/pipeline-steps.ts";
import { type ReconcileShop, reconcileShop } from "../helpers/reconcile-shop.ts";
import { createTestDeps, fakeClock } from "../helpers/test-deps.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const clock = fakeClock("2026-11-20T10:00:00Z");
const { deps } = await createTestDeps({}, { clock });

const orderOf = ({ store }: ReconcileShop, id: string) => {
  const found = store.state.orders.get(id);
  if (!found) throw new Error("the order is gone");
  return found;
};

test("an order that was cancelled and paid, and sent, without a webhook tells each once", async () => {
  const shop = await reconcileShop(deps, clock);
  await shop.check();
  clock.advance(20 * MINUTE_MS);
  const { id } = shop.store.addOrder({ paidAt: null });
  const order = () => orderOf(shop, id);
  await shop.send(orderHook(shop.store, order(), "create", { fulfillments: whole([]) }));
  await processAll(deps);
  clock.advance(MINUTE_MS);
  shop.store.payOrder(id);
  clock.advance(MINUTE_MS);
  shop.store.fulfillOrder(id);
  clock.advance(MINUTE_MS);
  shop.store.cancelOrder(id);
  for (const _look of [1, 2]) {
    clock.advance(HOUR_MS);
    await shop.check();
  }
  const expected = ["order/cancelled", "order/created", "order/fulfilled", "order/paid", "order/updated"];
  expect((await shop.topics()).sort()).toEqual(expected);
  const hooks = ["paid", "fulfilled", "cancelled", "updated"].map((action) =>
    orderHook(shop.store, order(), action, {
      cancelled_at: order().cancelledAt,
      fulfillments: whole([{ id: 1 }]),
    }),
  );
  for (const hook of hooks) await shop.send(hook);
  await processAll(deps);
  expect((await shop.topics()).sort()).toEqual(expected);
});

test("an order that was made and paid at a till without a connection is told as paid when Shopify hears of it", async () => {
  const shop = await reconcileShop(deps, clock, { topics: ["order/created", "order/paid"] });
  await shop.check();
  clock.advance(20 * MINUTE_MS);
  const processedAt = new Date(clock.now().getTime() - 5 * HOUR_MS).toISOString();
  const { createdAt } = shop.store.addOrder({ processedAt });
  clock.advance(HOUR_MS);
  await shop.check();
  const { rows } = await deps.pool.query(
    "select topic, triggered_at from event where shop_id = $1 order by topic",
    [shop.shopId],
  );
  expect(rows).toEqual([
    { topic: "order/created", triggered_at: new Date(createdAt) },
    { topic: "order/paid", triggered_at: new Date(createdAt) },
  ]);
});

test("an order that was paid and sent before the shop was watched is read once and not at each change", async () => {
  const topics = ["order/paid", "order/fulfilled", "order/updated"];
  const shop = await reconcileShop(deps, clock, { topics });
  const { id } = shop.store.addOrder();
  shop.store.fulfillOrder(id);
  clock.advance(HOUR_MS);
  await shop.check();
  for (const tag of ["a", "b", "c"]) {
    clock.advance(20 * MINUTE_MS);
    await shop.send(orderHook(shop.store, shop.store.updateOrder(id, { tags: [tag] }), "updated"));
    await processAll(deps);
    clock.advance(HOUR_MS);
    await shop.check();
  }
  expect(shop.operations.filter((name) => name === "FoundOrders")).toHaveLength(1);
  expect(await shop.topics()).toEqual(["order/updated", "order/updated", "order/updated"]);
  await shop.send(orderHook(shop.store, orderOf(shop, id), "paid"));
  await processAll(deps);
  expect((await shop.topics()).at(-1), "a webhook that tells of it after all").toBe("order/paid");
});
