// Orders that become paid or sent without a payment or a fulfilment of that time: an edit takes away what was open, or a
// payment goes through that was begun long before.
import { expect, test } from "vitest";
import { whole } from "#sandbox/traffic/sample-body.ts";
import { orderHook } from "#sandbox/year/order-hooks.ts";
import { processAll } from "../helpers/pipeline-steps.ts";
import { type ReconcileShop, reconcileShop } from "../helpers/reconcile-shop.ts";
import { createTestDeps, fakeClock } from "../helpers/test-deps.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const OPEN = { financial_status: "partially_paid", fulfillment_status: "partial", fulfillments: whole([]) };

const clock = fakeClock("2026-11-20T10:00:00Z");
const { deps } = await createTestDeps({}, { clock });

/** What was paid and sent of it, was when it was made. */
async function openOrder(shop: ReconcileShop) {
  await shop.check();
  clock.advance(20 * MINUTE_MS);
  return shop.store.addOrder({ paidAt: null });
}

/** The rest of it is not to be paid or sent any more. Returns when. */
function edit({ store }: ReconcileShop, { id, createdAt }: { id: string; createdAt: string }): Date {
  const fulfillments = [{ id: "gid://shopify/Fulfillment/1", createdAt }];
  return new Date(store.updateOrder(id, { paidAt: createdAt, fulfillments }).updatedAt);
}

async function stepsOf({ shopId }: ReconcileShop) {
  const { rows } = await deps.pool.query(
    `select topic, triggered_at as at from event
     where shop_id = $1 and topic in ('order/paid', 'order/fulfilled') order by topic`,
    [shopId],
  );
  return rows;
}

test.each(["a webhook", "reconciliation"])(
  "what %s showed open is told with the change that closed it",
  async (by) => {
    const shop = await reconcileShop(deps, clock, {
      topics: ["order/created", "order/paid", "order/fulfilled"],
    });
    const order = await openOrder(shop);
    if (by === "a webhook") await shop.send(orderHook(shop.store, order, "create", OPEN));
    await processAll(deps);
    clock.advance(HOUR_MS);
    await shop.check();
    expect(await shop.topics()).toEqual(["order/created"]);
    clock.advance(HOUR_MS);
    const at = edit(shop, order);
    for (const _look of [1, 2]) {
      clock.advance(HOUR_MS);
      await shop.check();
    }
    expect(await stepsOf(shop)).toEqual([
      { topic: "order/fulfilled", at },
      { topic: "order/paid", at },
    ]);
    for (const action of ["paid", "fulfilled"])
      await shop.send(orderHook(shop.store, order, action, { fulfillments: whole([{ id: 1 }]) }));
    await processAll(deps);
    expect(await stepsOf(shop), "its webhooks come after all").toHaveLength(2);
  },
);
