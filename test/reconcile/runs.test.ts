import { expect, test } from "vitest";
import { whole } from "#sandbox/traffic/sample-body.ts";
import { orderHook } from "#sandbox/year/order-hooks.ts";
import { reconciliation } from "../../app/queries/reconciliation.ts";
import { processAll } from "../helpers/pipeline-steps.ts";
import { reconcileShop } from "../helpers/reconcile-shop.ts";
import { createTestDeps, fakeClock } from "../helpers/test-deps.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const clock = fakeClock("2026-11-20T10:00:00Z");
const { deps } = await createTestDeps({}, { clock });

test("an order that no webhook told is told with the time of its making, as a webhook would write it", async () => {
  const shop = await reconcileShop(deps, clock);
  await shop.check();
  clock.advance(20 * MINUTE_MS);
  const madeAt = clock.now().toISOString();
  const customer = shop.store.addCustomer({ firstName: "Ada", email: "ada@example.com" });
  const { id, name } = shop.store.addOrder({ customer: customer.id, total: "20.00", tags: ["a", "b"] });
  clock.advance(HOUR_MS);
  await shop.check();
  const { rows } = await deps.pool.query(
    `select w.topic, e.topic as event, e.triggered_at from event e join inbound_webhook w on w.id = e.inbound_id
     where e.shop_id = $1 and e.resource = $2 order by e.id`,
    [shop.shopId, id],
  );
  expect(rows).toEqual([
    { topic: "carillon/reconcile/orders/create", event: "order/created", triggered_at: new Date(madeAt) },
    { topic: "carillon/reconcile/orders/paid", event: "order/paid", triggered_at: new Date(madeAt) },
  ]);
  const created = (await shop.told()).find(({ topic }) => topic === "order/created");
  expect(created?.data.order).toMatchObject({
    ...{ id: Number(id.split("/").at(-1)), admin_graphql_api_id: id, name },
    ...{ created_at: madeAt.replace(".000Z", "+00:00"), financial_status: "paid", tags: "a, b" },
    ...{ current_total_price: "20.00", customer: { email: "ada@example.com" } },
  });
  const { findings } = await reconciliation(deps, shop.shopId);
  expect(findings.map(({ topic }) => topic)).toEqual(
    expect.arrayContaining(["orders/create", "orders/paid", "customers/create"]),
  );
});

test("an order that was cancelled and paid, and sent, without a webhook tells each once", async () => {
  const shop = await reconcileShop(deps, clock);
  await shop.check();
  clock.advance(20 * MINUTE_MS);
  const { id } = shop.store.addOrder({ paidAt: null });
  const order = () => {
    const found = shop.store.state.orders.get(id);
    if (!found) throw new Error("the order is gone");
    return found;
  };
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
