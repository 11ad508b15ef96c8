import { expect, test } from "vitest";
import { attemptHook, contractHook, contractHooks } from "#sandbox/year/contract-hooks.ts";
import { newContract } from "#sandbox/year/people.ts";
import { processAll } from "../helpers/pipeline-steps.ts";
import { reconcileShop } from "../helpers/reconcile-shop.ts";
import { createTestDeps, fakeClock } from "../helpers/test-deps.ts";

const HOUR_MS = 60 * 60_000;

const clock = fakeClock("2026-11-20T10:00:00Z");
const { deps } = await createTestDeps({}, { clock });

/** A shop that is watched, with a contract that webhooks told of. */
async function withContract() {
  const shop = await reconcileShop(deps, clock, { topics: TOPICS });
  // Shopify takes its time to list the contracts that there are.
  for (let looks = 0; looks < 3; looks += 1) {
    await shop.check();
    clock.advance(11 * 60_000);
  }
  clock.advance(HOUR_MS);
  const { id } = shop.store.addContract();
  const contract = () => {
    const found = shop.store.state.contracts.get(id);
    if (!found) throw new Error("the contract is gone");
    return found;
  };
  for (const hook of newContract(contract())) await shop.send(hook);
  await processAll(deps);
  clock.advance(HOUR_MS);
  await shop.check();
  return { ...shop, id, contract };
}

const TOPICS = [
  ...["subscription/created", "subscription/updated", "subscription/paused", "subscription/reactivated"],
  ...["subscription/cancelled", "subscription/billing_success", "subscription/billing_failure"],
];

test("a pause that no webhook told is told as Shopify's own, with its origin", async () => {
  const shop = await withContract();
  shop.store.pauseContract(shop.id);
  clock.advance(HOUR_MS);
  await shop.check();
  const events = await shop.told();
  expect(events.map(({ topic }) => topic)).toEqual(["subscription/created", "subscription/paused"]);
  expect(events[1]?.data).toMatchObject({ origin: "reconcile", contract: { status: "paused" } });
  for (const hook of contractHooks(shop.contract(), "pause")) await shop.send(hook);
  await processAll(deps);
  expect(await shop.topics(), "its webhook comes late").toHaveLength(2);
});

test("a pause of which only the update came is told with the revision of its webhook", async () => {
  const shop = await withContract();
  const contract = shop.store.pauseContract(shop.id);
  await shop.send(contractHook(contract, "update"));
  await processAll(deps);
  expect(await shop.topics()).toEqual(["subscription/created"]);
  clock.advance(HOUR_MS);
  await shop.check();
  expect(await shop.topics()).toEqual(["subscription/created", "subscription/paused"]);
  await shop.send(contractHook(contract, "pause"));
  await processAll(deps);
  expect(await shop.topics()).toHaveLength(2);
});

test("a late webhook of an older revision tells nothing that reconciliation told", async () => {
  const shop = await withContract();
  const pause = contractHook(shop.store.pauseContract(shop.id), "pause");
  clock.advance(60_000);
  shop.store.addLine(shop.id, { title: "Tea" });
  clock.advance(HOUR_MS);
  await shop.check();
  const told = ["subscription/created", "subscription/paused", "subscription/updated"];
  expect((await shop.topics()).sort()).toEqual(told);
  await shop.send(pause);
  await processAll(deps);
  expect((await shop.topics()).sort()).toEqual(told);
  for (const hook of contractHooks(shop.store.activateContract(shop.id), "activate")) await shop.send(hook);
  await processAll(deps);
  for (const hook of contractHooks(shop.store.pauseContract(shop.id), "pause")) await shop.send(hook);
  await processAll(deps);
  expect((await shop.topics()).slice(3), "the next pause is another one").toEqual([
    "subscription/reactivated",
    "subscription/paused",
  ]);
});

test("billing attempts are told once, with Shopify's reason", async () => {
  const shop = await withContract();
  const lost = shop.store.billCycle(shop.id, { outcome: "failure", errorCode: "CARD_DECLINED" });
  const paid = shop.store.billCycle(shop.id);
  await shop.send(attemptHook(paid));
  await processAll(deps);
  clock.advance(HOUR_MS);
  await shop.check();
  const attempts = (await shop.told()).filter(({ topic }) => topic.includes("billing"));
  expect(attempts.map(({ topic }) => topic)).toEqual([
    "subscription/billing_success",
    "subscription/billing_failure",
  ]);
  expect(attempts[1]?.data).toMatchObject({
    origin: "reconcile",
    billing_attempt: { id: lost.id, error_code: "card_declined" },
  });
  await shop.send(attemptHook(lost));
  await processAll(deps);
  expect((await shop.told()).filter(({ topic }) => topic.includes("billing"))).toHaveLength(2);
});

test("an attempt that ends days after it was made is told once, by the end of the day", async () => {
  const shop = await withContract();
  const attempt = shop.store.billCycle(shop.id, { outcome: "challenged" });
  await shop.send(attemptHook(attempt));
  await processAll(deps);
  for (let hours = 0; hours < 72; hours += 3) {
    clock.advance(3 * HOUR_MS);
    await shop.check();
  }
  const before = await shop.topics();
  Object.assign(attempt, { outcome: "success", completedAt: clock.now().toISOString() });
  for (let hours = 0; hours < 48; hours += 3) {
    clock.advance(3 * HOUR_MS);
    await shop.check();
  }
  expect((await shop.topics()).slice(before.length)).toEqual(["subscription/billing_success"]);
  await shop.send(attemptHook(attempt));
  await processAll(deps);
  expect(await shop.topics()).toHaveLength(before.length + 1);
});

test("an attempt that ended before the shop was watched is not told", async () => {
  const shop = await reconcileShop(deps, clock, { topics: TOPICS });
  shop.store.billCycle(shop.store.addContract().id);
  clock.advance(HOUR_MS);
  for (let hours = 0; hours < 26; hours += 1) {
    await shop.check();
    clock.advance(HOUR_MS);
  }
  expect(await shop.topics()).toEqual([]);
});
