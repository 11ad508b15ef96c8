// Calls that Shopify refuses for their number are waited for and made again, over real HTTP: nothing is lost, nothing is
// done twice.
import { expect, test } from "vitest";
import type { Outage } from "#sandbox/shopify/outage.ts";
import { NO_RULES } from "../../app/rules/rules-schema.ts";
import { createAskShopify } from "../../app/shopify/ask/create-ask-shopify.ts";
import { metricValue } from "../helpers/metric-value.ts";
import { askingTests } from "./ask/ask-helpers.ts";
import { COUPONS, NOTHING, REQUIRED, syncTests } from "./webhook-subscriptions/sync-helpers.ts";

const asking = await askingTests();
const syncing = await syncTests();

const throttled = (currentlyAvailable: number): Outage => ({
  kind: "answer",
  body: {
    errors: [{ message: "Throttled", extensions: { code: "THROTTLED" } }],
    extensions: {
      cost: {
        ...{ requestedQueryCost: 10, actualQueryCost: null },
        throttleStatus: { maximumAvailable: 2_000, currentlyAvailable, restoreRate: 100 },
      },
    },
  },
});

const TOO_MANY: Outage = { kind: "status", status: 429, headers: { "retry-after": "2" } };

/** How often Shopify has refused a call for this. */
const refusals = async (metrics: Parameters<typeof metricValue>[0]["metrics"], reason: string) =>
  (await metricValue({ metrics }, `carillon_shopify_limited_total{reason="${reason}"}`)) ?? 0;

test.each([
  ["THROTTLED", "throttled", throttled(0), 4_100],
  ["429 with Retry-After", "too_many_requests", TOO_MANY, 2_000],
])("a change that is answered %s is waited for and made once", async (_what, reason, refusal, waitMs) => {
  const { save, sync, fail, stored, operations, waits } = await syncing.open({
    scopes: [...REQUIRED, "read_discounts"],
  });
  await save(COUPONS);
  const before = await refusals(syncing.deps.metrics, reason);
  let calls = 0;
  fail(() => (++calls === 3 ? refusal : undefined)); // the list, the first change, the second
  expect(await sync()).toEqual({ ...NOTHING, created: 3 });
  expect(waits).toEqual([waitMs]);
  expect(calls).toBe(operations.length + 1);
  expect(operations.filter((name) => name === "CreateWebhookSubscription")).toHaveLength(3);
  expect(new Set(stored().map(({ topic }) => topic)).size).toBe(3);
  expect(await refusals(syncing.deps.metrics, reason)).toBe(before + 1);
});

test("a question that finds the shop's points spent by another process is answered after a wait", async () => {
  const { shop, store, ask, waits, operations } = await asking.open({
    limits: { size: 22, restoreRate: 10 },
  });
  const { id } = store.addCustomer({ email: "ada@example.com" });
  const another = createAskShopify({ ...asking.deps, shopify: asking.shopify }, async () => undefined);
  await another(shop, { customer: id }, NO_RULES);
  const before = await refusals(asking.deps.metrics, "throttled");
  expect(await ask({ customer: id })).toMatchObject({
    kind: "answered",
    answers: { customer: { kind: "known", value: { email: "ada@example.com" } } },
  });
  expect(waits).toHaveLength(1);
  expect(operations, "each was carried out once").toEqual(["Customer", "Customer"]);
  expect(await refusals(asking.deps.metrics, "throttled")).toBe(before + 1);
});
