// Contracts that were known when the list of all was made: what of a change is told whose webhook comes after the list.
import { expect, test } from "vitest";
import { get } from "#sandbox/shopify/store/state.ts";
import { contractHooks, cycleEditHook, cycleHook } from "#sandbox/year/contract-hooks.ts";
import type { Hook } from "#sandbox/year/hook.ts";
import { newContract } from "#sandbox/year/people.ts";
import { processAll } from "../helpers/pipeline-steps.ts";
import { reconcileShop } from "../helpers/reconcile-shop.ts";
import { createTestDeps, fakeClock } from "../helpers/test-deps.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const clock = fakeClock("2026-11-20T10:00:00Z");
const { deps } = await createTestDeps({}, { clock });

/** A shop whose one contract webhooks told, and of which Shopify is making a list. */
async function known() {
  const shop = await reconcileShop(deps, clock, { topics: ["subscription/created", "subscription/updated"] });
  const { id } = shop.store.addContract();
  const contract = () => get(shop.store.state.contracts, id);
  for (const hook of newContract(contract())) await shop.send(hook);
  await processAll(deps);
  return {
    ...shop,
    id,
    contract,
    hooks: () => contractHooks(contract()),
    setQuantity: (quantity: number) => shop.store.changeLine(id, contract().lines[0]?.id ?? "", { quantity }),
    addTea: () => shop.store.addLine(id, { title: "Tea" }),
    begin: () => shop.check(),
    async learn() {
      for (let looks = 0; looks < 2; looks += 1) {
        clock.advance(11 * MINUTE_MS);
        await shop.check();
      }
      expect(await shop.run("contract")).toMatchObject({ cursor: expect.any(Date), looked: 1 });
    },
    async come(...hooks: Hook[]) {
      for (const hook of hooks) await shop.send(hook);
      await processAll(deps);
      clock.advance(MINUTE_MS);
      await processAll(deps);
    },
    async changes() {
      const updates = (await shop.told()).filter(({ topic }) => topic === "subscription/updated");
      return updates.map(({ data }) => (data.changes as { reason: string }[]).map(({ reason }) => reason));
    },
  };
}

test.each([
  ["minutes", MINUTE_MS],
  ["a month", 30 * DAY_MS],
])(
  "a change that the list shows is told when its webhook comes, %s after the one before",
  async (_what, ms) => {
    const shop = await known();
    clock.advance(ms);
    await shop.begin();
    shop.setQuantity(5);
    await shop.learn();
    expect(await shop.changes()).toEqual([]);
    const late = shop.hooks();
    await shop.come(...late);
    expect(await shop.changes()).toEqual([["product_updated"]]);
    await shop.come(...late);
    shop.addTea();
    await shop.come(...shop.hooks());
    expect(await shop.changes()).toEqual([["product_updated"], ["product_added"]]);
  },
);

test("two changes that the list shows are told by the webhook of the first", async () => {
  const shop = await known();
  await shop.begin();
  shop.setQuantity(5);
  const first = shop.hooks();
  shop.addTea();
  const second = shop.hooks();
  await shop.learn();
  await shop.come(...first);
  await shop.come(...second);
  expect(await shop.changes()).toEqual([["product_updated", "product_added"]]);
});

test("what nobody heard of is not told with the next change", async () => {
  const shop = await known();
  clock.advance(30 * DAY_MS);
  shop.addTea();
  await shop.begin();
  await shop.learn();
  shop.setQuantity(5);
  await shop.come(...shop.hooks());
  expect(await shop.changes()).toEqual([["product_updated"]]);
});

test("an edited cycle, which shows the contract as the list did, keeps no change from being told", async () => {
  const shop = await known();
  await shop.begin();
  shop.setQuantity(5);
  await shop.learn();
  await shop.come(cycleEditHook(shop.contract(), 1, "create"));
  expect(await shop.changes()).toEqual([]);
  await shop.come(...shop.hooks());
  expect(await shop.changes()).toEqual([["product_updated"]]);
});

test("a date that the list shows moved is told when its webhook comes", async () => {
  const shop = await known();
  await shop.begin();
  shop.store.setNextBillingDate(shop.id, new Date(clock.now().getTime() + 40 * DAY_MS).toISOString());
  await shop.learn();
  await shop.come(...shop.hooks());
  expect(await shop.changes()).toEqual([["next_order_date_changed"]]);
});

test("a date that a skip explained stays explained when the webhook of another change comes", async () => {
  const shop = await known();
  await shop.begin();
  const skipped = shop.store.skipCycle(shop.id, 1);
  shop.setQuantity(5);
  await shop.learn();
  await shop.come(cycleHook(shop.contract(), skipped, "skip"));
  expect(await shop.changes()).toEqual([]);
  await shop.come(...shop.hooks());
  expect(await shop.changes()).toEqual([["product_updated"]]);
});
