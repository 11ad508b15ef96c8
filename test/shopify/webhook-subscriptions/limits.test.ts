// The sync within Shopify's limits: the stand-in counts points as Shopify does and throttles.
import { expect, test } from "vitest";
import { callBudgetOf } from "../../../app/shopify/ask/call-budget.ts";
import { syncShop } from "../../../app/shopify/webhook-subscriptions/sync-shops.ts";
import { metricValue } from "../../helpers/metric-value.ts";
import { COUPONS, NOTHING, REQUIRED, syncTests } from "./sync-helpers.ts";

const { clock, deps, open } = await syncTests();
const { metrics } = deps;

const SCOPES = [...REQUIRED, "read_discounts"];

test("a shop with few points is synced all the same, a little slower", async () => {
  const { save, sync, waits } = await open({ scopes: SCOPES, limits: { size: 250, restoreRate: 25 } });
  await save(COUPONS);
  expect(await sync()).toEqual({ ...NOTHING, created: 3 });
  await save({});
  expect(await sync()).toEqual({ ...NOTHING, deleted: 3 });
  expect(waits.length).toBeGreaterThan(0);
  expect(Math.max(...waits)).toBeLessThanOrEqual(5_000);
});

test("points that come back slowly end the run, and the next one does the rest", async () => {
  const { save, sync, operations } = await open({ scopes: SCOPES, limits: { size: 250, restoreRate: 5 } });
  await save(COUPONS);
  await sync();
  const calls = operations.length;
  await expect(sync()).rejects.toThrow("limit of calls for this shop");
  expect(operations).toHaveLength(calls);
  clock.advance(100_000);
  expect(await sync()).toEqual(NOTHING);
});

test("points that others of the app have spent are waited for", async () => {
  const { sync, shop, budget, operations, waits } = await open({ limits: { size: 500, restoreRate: 100 } });
  const throttleStatus = { maximumAvailable: 500, currentlyAvailable: 0, restoreRate: 100 };
  const cost = { requestedQueryCost: 400, throttleStatus };
  await budget.spend(shop, "Another", async () => ({ value: null, cost, isThrottled: false }));
  await sync();
  expect(operations).toEqual(["WebhookSubscriptions"]);
  expect(waits.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThanOrEqual(1_500);
});

test.each(["2", "2.0"])("after a 429 that asks for %s seconds the call is made again", async (seconds) => {
  const { sync, fail, waits } = await open();
  let refusals = 2;
  fail(() =>
    refusals-- > 0 ? { kind: "status", status: 429, headers: { "retry-after": seconds } } : undefined,
  );
  expect(await sync()).toEqual(NOTHING);
  expect(waits).toEqual([2_000, 2_000]);
});

test("calls that Shopify refuses for their number are counted, and so is what a shop has left, naming no shop", async () => {
  const { sync, fail, shop } = await open();
  const refused = 'carillon_shopify_limited_total{reason="too_many_requests"}';
  const left = "carillon_shopify_points_left_ratio_count";
  const before = [await metricValue({ metrics }, refused), await metricValue({ metrics }, left)];
  let refusals = 2;
  fail(() => (refusals-- > 0 ? { kind: "status", status: 429, headers: { "retry-after": "2" } } : undefined));
  await sync();
  expect(await metricValue({ metrics }, refused)).toBe((before[0] ?? Number.NaN) + 2);
  expect(await metricValue({ metrics }, left)).toBeGreaterThan(before[1] ?? Number.NaN);
  expect(await metrics.text()).not.toContain(shop);
});

test("a shop that is refused again and again, or for long, is left alone", async () => {
  const { sync, fail, waits } = await open();
  let calls = 0;
  fail(() => {
    calls += 1;
    return { kind: "status", status: 429, headers: { "retry-after": "1" } };
  });
  await expect(sync()).rejects.toMatchObject({ retryAfterMs: 1_000 });
  expect(calls).toBe(3);
  expect(waits).toEqual([1_000, 1_000]);

  clock.advance(1_000);
  fail(() => ({ kind: "status", status: 429, headers: { "retry-after": "60" } }));
  await expect(sync()).rejects.toMatchObject({ retryAfterMs: 60_000 });
  fail(() => undefined);
  await expect(sync(), "before its time nobody asks").rejects.toMatchObject({ retryAfterMs: 60_000 });
  clock.advance(60_000);
  expect(await sync()).toEqual(NOTHING);
});

test.each([
  [{ kind: "status", status: 500 } as const, "Shopify answered with HTTP status 500."],
  [{ kind: "garbage" } as const, "Shopify's answer could not be read."],
])("an outage (%o) is a sentence, and the next run mends all", async (outage, why) => {
  const { save, shopId, fail, stored } = await open({ scopes: SCOPES });
  await save(COUPONS);
  fail(() => outage);
  expect(await syncShop(deps, shopId)).toEqual({ kind: "failed", why });
  fail(() => undefined);
  expect(await syncShop(deps, shopId)).toEqual({ ...NOTHING, created: 3 });
  expect(stored()).toHaveLength(3);
});

test("all who call over one connection to Shopify share its budget", () => {
  const { shopify } = deps;
  if (!shopify) throw new Error("Shopify is not set up");
  expect(callBudgetOf({ shopify, clock })).toBe(callBudgetOf({ shopify, clock }));
  expect(callBudgetOf({ shopify: { ...shopify }, clock })).not.toBe(callBudgetOf({ shopify, clock }));
});

test("what the shared budget waits for is counted in the app's metrics", async () => {
  const { shopify } = deps;
  if (!shopify) throw new Error("Shopify is not set up");
  const made = async () =>
    (await metricValue({ metrics }, "carillon_shopify_wait_seconds_count")) ?? Number.NaN;
  const before = await made();
  const call = async () => ({ value: null, cost: null, isThrottled: false });
  await callBudgetOf({ shopify, clock }).spend("a.myshopify.com", "Another", call);
  expect(await made()).toBe(before + 1);
});
