import { expect, test } from "vitest";
import { get } from "#sandbox/shopify/store/state.ts";
import { contractHooks } from "#sandbox/year/contract-hooks.ts";
import { processAll } from "../helpers/pipeline-steps.ts";
import { reconcileShop } from "../helpers/reconcile-shop.ts";
import { createTestDeps, fakeClock } from "../helpers/test-deps.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const clock = fakeClock("2026-11-20T10:00:00Z");
const { deps } = await createTestDeps({}, { clock });

const TOPICS = ["subscription/created", "subscription/updated", "subscription/reactivated"].concat(
  "subscription/upcoming_order",
  "subscription/next_order_date_changed",
);

/** A shop with contracts that are older than its installation; looked at until Shopify's list was read. */
async function learned(contracts: number) {
  const shop = await reconcileShop(deps, clock, { topics: TOPICS });
  const made = Array.from({ length: contracts }, () => shop.store.addContract().id);
  const [first = "", second = "", third = ""] = made;
  shop.store.pauseContract(second);
  shop.store.skipCycle(third, 1);
  clock.advance(DAY_MS);
  for (let looks = 0; looks < 3; looks += 1) {
    await shop.check();
    clock.advance(11 * MINUTE_MS);
  }
  const contract = (id: string) => get(shop.store.state.contracts, id);
  const send = async (id: string, ...actions: string[]) => {
    for (const hook of contractHooks(contract(id), ...actions)) await shop.send(hook);
    await processAll(deps);
    clock.advance(MINUTE_MS);
    await processAll(deps);
  };
  return { ...shop, first, second, third, contract, sendOf: send };
}

test("contracts that were silent since the installation are learned from one list, without an event", async () => {
  const shop = await learned(260);
  expect(shop.operations).toEqual(["ListContracts", "ContractList", "ContractList"]);
  const { rows } = await deps.pool.query(
    "select cursor, position, looked, reason from reconciliation where shop_id = $1 and resource = 'contract'",
    [shop.shopId],
  );
  expect(rows).toMatchObject([{ looked: 260, position: null, reason: null }]);
  const states = await deps.pool.query(
    "select count(*)::int as count, count(due_at)::int as due from snapshot where shop_id = $1",
    [shop.shopId],
  );
  expect(states.rows, "a paused contract has no order to announce").toEqual([{ count: 260, due: 259 }]);
  expect(await shop.topics()).toEqual([]);
});

test("the first change of a learned contract is told as one", async () => {
  const shop = await learned(3);
  shop.store.addLine(shop.first, { title: "Tea" });
  await shop.sendOf(shop.first);
  const [event] = await shop.told();
  expect(event).toMatchObject({ topic: "subscription/updated", resource: shop.first });
  expect(event?.data.changes).toMatchObject([{ reason: "product_added" }]);
  shop.store.activateContract(shop.second);
  await shop.sendOf(shop.second, "activate");
  expect((await shop.topics()).slice(1)).toEqual(["subscription/reactivated"]);
});

test("a date that the list cannot know is no change, and a later move of it is", async () => {
  const shop = await learned(3);
  expect(shop.contract(shop.third).cycles[0]?.skipped).toBe(true);
  await shop.sendOf(shop.third);
  expect(await shop.topics()).toEqual([]);
  shop.store.setNextBillingDate(shop.third, new Date(clock.now().getTime() + 40 * DAY_MS).toISOString());
  await shop.sendOf(shop.third);
  expect((await shop.topics()).sort()).toEqual([
    "subscription/next_order_date_changed",
    "subscription/updated",
  ]);
});

test("the next order of a contract that never sent a webhook is announced", async () => {
  const shop = await learned(3);
  const date = Date.parse(shop.contract(shop.first).nextBillingDate ?? "");
  clock.set(new Date(date - 2 * DAY_MS).toISOString());
  await processAll(deps);
  expect(await shop.topics()).toContain("subscription/upcoming_order");
});

test("a list that Shopify cannot make now is asked for again", async () => {
  const shop = await reconcileShop(deps, clock, { topics: TOPICS });
  shop.store.addContract();
  shop.fail({ kind: "status", status: 503 });
  await shop.check();
  shop.fail(undefined);
  for (let looks = 0; looks < 4; looks += 1) {
    clock.advance(11 * MINUTE_MS);
    await shop.check();
  }
  expect(shop.operations).toEqual(["ListContracts", "ContractList", "ContractList"]);
});
