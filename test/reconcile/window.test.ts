// Which changes a run looks at: each look begins before the end of the last one, and leaves out what is only just made.
import { expect, test } from "vitest";
import { orderHook } from "#sandbox/year/order-hooks.ts";
import { processAll } from "../helpers/pipeline-steps.ts";
import { reconcileShop } from "../helpers/reconcile-shop.ts";
import { createTestDeps, fakeClock } from "../helpers/test-deps.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const clock = fakeClock("2026-11-20T10:00:00Z");
const { deps } = await createTestDeps({}, { clock });

test("a change that Shopify's list shows late is found by the next run", async () => {
  const shop = await reconcileShop(deps, clock, { topics: ["order/created"] });
  await shop.check();
  clock.advance(HOUR_MS);
  const order = shop.store.addOrder();
  const { orders } = shop.store.state;
  orders.delete(order.id);
  clock.advance(7 * MINUTE_MS);
  await shop.check();
  expect(await shop.run(), "two minutes after the change").toMatchObject({
    cursor: new Date(Date.parse(order.createdAt) + 2 * MINUTE_MS),
  });
  orders.set(order.id, order);
  clock.advance(HOUR_MS);
  await shop.check();
  expect(await shop.topics()).toEqual(["order/created"]);
});

test("a change whose webhook is on its way is left to it", async () => {
  const shop = await reconcileShop(deps, clock, { topics: ["order/created"] });
  await shop.check();
  clock.advance(HOUR_MS);
  const order = shop.store.addOrder();
  clock.advance(4 * MINUTE_MS);
  await shop.check();
  expect(await shop.run()).toMatchObject({ looked: 1, found: 0 });
  await shop.send(orderHook(shop.store, order, "create"), new Date(order.createdAt));
  await processAll(deps);
  clock.advance(HOUR_MS);
  await shop.check();
  expect(await shop.topics()).toEqual(["order/created"]);
  const { rows } = await deps.pool.query(
    "select from inbound_webhook where shop_domain = $1 and topic like 'carillon/%'",
    [shop.shop],
  );
  expect(rows).toEqual([]);
});
