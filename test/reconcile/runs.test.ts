import { expect, test } from "vitest";
import { whole } from "#sandbox/traffic/sample-body.ts";
import { orderHook } from "#sandbox/year/order-hooks.ts";
import { reconciliation } from "../../app/queries/reconciliation.ts";
import { foundText } from "../../app/ui/reconcile/words.ts";
import { processAll } from "../helpers/pipeline-steps.ts";
import { type ReconcileShop, reconcileShop } from "../helpers/reconcile-shop.ts";
import { createTestDeps, fakeClock } from "../helpers/test-deps.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const clock = fakeClock("2026-11-20T10:00:00Z");
const { deps } = await createTestDeps({}, { clock });

async function runOf({ shopId }: ReconcileShop, resource = "order") {
  const { rows } = await deps.pool.query(
    "select cursor, position, looked, found, reason from reconciliation where shop_id = $1 and resource = $2",
    [shopId, resource],
  );
  return rows[0];
}

const namesOf = async ({ told }: ReconcileShop) => (await told()).map(({ topic }) => topic);

test("the first look begins to watch, and tells nothing of what was before", async () => {
  const shop = await reconcileShop(deps, clock, { topics: ["order/created"] });
  shop.store.addOrder();
  clock.advance(HOUR_MS);
  await shop.check();
  expect(shop.operations).toEqual([]);
  clock.advance(HOUR_MS);
  await shop.check();
  expect(await namesOf(shop)).toEqual([]);
});

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
  const { resources, findings } = await reconciliation(deps, shop.shopId);
  const orders = resources.find(({ resource }) => resource === "order");
  expect(orders).toMatchObject({ state: "compares", looked: 1, found: 2, reason: null });
  expect(orders && foundText(orders)).toBe("1 changed; 2 events were missing and were sent.");
  expect(findings.map(({ topic }) => topic)).toEqual(
    expect.arrayContaining(["orders/create", "orders/paid", "customers/create"]),
  );
});

test("what nobody chose is not asked for, and no token is needed", async () => {
  const shop = await reconcileShop(deps, clock, { topics: ["product/created"] });
  await shop.check();
  shop.store.addOrder();
  shop.store.addCustomer();
  clock.advance(2 * HOUR_MS);
  await shop.check();
  expect(shop.operations).toEqual(["ChangedProducts"]);
  expect(await runOf(shop)).toMatchObject({ cursor: null, reason: null });
});

test("a permission that is missing is named, and watching begins when it is there", async () => {
  const shop = await reconcileShop(deps, clock, { topics: ["order/created"], scopes: ["read_products"] });
  await shop.check();
  expect(shop.operations).toEqual([]);
  expect(await runOf(shop)).toMatchObject({ cursor: null, reason: "The permission read_orders is missing." });
});

test("while Shopify is away nothing is lost", async () => {
  const shop = await reconcileShop(deps, clock, { topics: ["order/created"] });
  await shop.check();
  clock.advance(20 * MINUTE_MS);
  shop.store.addOrder();
  clock.advance(HOUR_MS);
  shop.fail({ kind: "status", status: 503 });
  await shop.check();
  expect(await runOf(shop)).toMatchObject({ reason: "Shopify answered with HTTP status 503." });
  shop.fail(undefined);
  await shop.check();
  expect(await namesOf(shop), "it is not due again at once").toEqual([]);
  clock.advance(11 * MINUTE_MS);
  await shop.check();
  expect(await namesOf(shop)).toEqual(["order/created"]);
});

test("a run that is interrupted goes on where it was, and nothing is told twice", async () => {
  const shop = await reconcileShop(deps, clock, { topics: ["order/created"] });
  await shop.check();
  clock.advance(20 * MINUTE_MS);
  for (let made = 0; made < 300; made += 1) {
    shop.store.addOrder();
    clock.advance(1_000);
  }
  clock.advance(HOUR_MS);
  const stop = new AbortController();
  const pages = () => shop.operations.filter((name) => name === "ChangedOrders").length;
  const checking = shop.check(stop.signal);
  while (pages() === 0) await new Promise(setImmediate);
  stop.abort();
  await checking;
  const run = await runOf(shop);
  expect(run.reason).toBe("It took long, and goes on where it was.");
  expect(run.looked).toBeLessThan(300);
  clock.advance(11 * MINUTE_MS);
  await shop.check();
  expect(await namesOf(shop)).toHaveLength(300);
  expect(await runOf(shop)).toMatchObject({ position: null, reason: null });
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
  expect((await namesOf(shop)).sort()).toEqual(expected);
  const hooks = ["paid", "fulfilled", "cancelled", "updated"].map((action) =>
    orderHook(shop.store, order(), action, {
      cancelled_at: order().cancelledAt,
      fulfillments: whole([{ id: 1 }]),
    }),
  );
  for (const hook of hooks) await shop.send(hook);
  await processAll(deps);
  expect((await namesOf(shop)).sort()).toEqual(expected);
});

test("a shop that uninstalled the app, or has to be connected again, is passed over", async () => {
  const shop = await reconcileShop(deps, clock, { topics: ["order/created"] });
  await deps.pool.query("update shop set reconnect_since = now() where id = $1", [shop.shopId]);
  await shop.check();
  expect(await runOf(shop)).toBeUndefined();
  await deps.pool.query("update shop set reconnect_since = null, uninstalled_at = now() where id = $1", [
    shop.shopId,
  ]);
  await shop.check();
  expect(await runOf(shop)).toBeUndefined();
});
