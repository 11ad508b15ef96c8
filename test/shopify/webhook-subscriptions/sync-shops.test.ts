import { expect, test, vi } from "vitest";
import { syncShop, syncShops } from "../../../app/shopify/webhook-subscriptions/sync-shops.ts";
import { CONTRACTS, COUPONS, NOTHING, REQUIRED, syncTests } from "./sync-helpers.ts";

const { clock, deps, open } = await syncTests();

const RUNNING = new AbortController().signal;
const HOUR_MS = 3_600_000;
const LIST = "WebhookSubscriptions";

/** The shops of other tests are gone. */
async function openAlone(options: Parameters<typeof open>[0]) {
  await deps.pool.query("update shop set uninstalled_at = now()");
  return open(options);
}

test("the hourly run goes through every shop that can be asked, with rules or without", async () => {
  const { ids, save, operations, states } = await openAlone({
    scopes: [...REQUIRED, CONTRACTS, "read_discounts"],
    shops: 4,
  });
  const [, second = "", gone = "", unconnected = ""] = ids;
  await save(COUPONS, second);
  await deps.pool.query("update shop set uninstalled_at = now() where id = $1", [gone]);
  await deps.pool.query("update shop set reconnect_since = now() where id = $1", [unconnected]);
  await syncShops(deps, RUNNING);
  expect(await states()).toMatchObject({
    "orders/create": "receiving",
    "subscription_contracts/pause": "receiving",
    "customer_payment_methods/create": "needs_permission",
    "discounts/create": "not_receiving",
    "metaobjects/create": "needs_permission",
  });
  expect(await states(second)).toMatchObject({ "discounts/create": "receiving" });
  expect([await states(gone), await states(unconnected)]).toEqual([{}, {}]);
  expect(operations.filter((name) => name === LIST)).toHaveLength(2);
});

test("300 shops that are in order cost one call each, and few statements", async () => {
  const { shops, operations } = await openAlone({ shops: 300 });
  await syncShops(deps, RUNNING);
  operations.length = 0;
  clock.advance(HOUR_MS / 2);
  const query = vi.spyOn(deps.pool, "query");
  await syncShops(deps, RUNNING);
  const statements = query.mock.calls.length;
  query.mockRestore();
  expect(operations).toEqual(Array(shops.length).fill(LIST));
  expect(statements).toBeLessThanOrEqual(1 + shops.length * 8);
});

test("a run that is cut short is carried on by the next, which asks nobody twice", async () => {
  const { shops, fail } = await openAlone({ shops: 20 });
  const asked: string[] = [];
  const stop = new AbortController();
  fail((shop) => {
    asked.push(shop);
    if (asked.length === 6) stop.abort();
    return undefined;
  });
  await syncShops(deps, stop.signal);
  expect(asked.length).toBeLessThan(12); // the few that were under way are finished
  await syncShops(deps, RUNNING);
  expect(asked.toSorted()).toEqual(shops.toSorted());
  await syncShops(deps, RUNNING);
  expect(asked).toHaveLength(shops.length);
  clock.advance(HOUR_MS);
  await syncShops(deps, RUNNING);
  expect(asked).toHaveLength(2 * shops.length);
});

test("shops that Shopify does not answer for keep no other from its turn", async () => {
  const { shop, ids, fail, states } = await openAlone({ shops: 6 });
  fail((domain) => (domain === shop ? { kind: "status", status: 402 } : undefined));
  await syncShops(deps, RUNNING);
  const checked = await Promise.all(ids.map(async (id) => Object.keys(await states(id)).length > 0));
  expect(checked).toEqual([false, true, true, true, true, true]);
});

test("a shop is told in a sentence why it could not be synced", async () => {
  const { shopId, fail, revoke } = await open();
  fail(() => ({ kind: "status", status: 402 }));
  const why = "Shopify has frozen the shop because a bill is unpaid.";
  expect(await syncShop(deps, shopId)).toEqual({ kind: "failed", why });
  fail(() => undefined);
  expect(await syncShop(deps, shopId)).toEqual(NOTHING);
  expect(await syncShop(deps, "shp_unknown")).toEqual({ kind: "not_connected" });
  revoke();
  clock.advance(HOUR_MS);
  expect(await syncShop(deps, shopId)).toEqual({ kind: "not_connected" });
});
