import fc from "fast-check";
import { expect, test } from "vitest";
import { createStore } from "#sandbox/shopify/store/create-store.ts";
import { addInterval } from "#sandbox/shopify/store/intervals.ts";

function openShop() {
  let now = new Date("2026-01-31T10:00:00.000Z");
  const store = createStore("a.myshopify.com", { now: () => now });
  return {
    ...store,
    advance: (days: number) => {
      now = new Date(now.getTime() + days * 86_400_000);
    },
  };
}

test("every change of a contract has a revision and a time of its own", () => {
  const { addContract, advance, ...shop } = openShop();
  const contract = addContract();
  const { id } = contract;
  const line = contract.lines[0]?.id ?? "";
  const changes = [
    () => shop.pauseContract(id),
    () => shop.activateContract(id),
    () => shop.changeFrequency(id, { interval: "WEEK", intervalCount: 2 }),
    () => shop.changeDelivery(id, { deliveryPrice: "7.00" }),
    () => shop.addLine(id),
    () => shop.changeLine(id, line, { quantity: 2 }),
    () => shop.removeLine(id, line),
    () => shop.setNextBillingDate(id, "2026-03-15T10:00:00.000Z"),
    () => shop.skipCycle(id, 1),
    () => shop.unskipCycle(id, 1),
    () => shop.billCycle(id),
    () => shop.cancelContract(id),
  ];
  for (const change of changes) {
    const before = { revision: contract.revision, updatedAt: contract.updatedAt };
    advance(1);
    change();
    expect(contract.revision).toBe(before.revision + 1n);
    expect(contract.updatedAt > before.updatedAt).toBe(true);
  }
});

test("the next billing date is that of the first cycle that is neither billed nor skipped", () => {
  const { addContract, billCycle, skipCycle, unskipCycle, state } = openShop();
  const contract = addContract();
  expect(contract.nextBillingDate).toBe("2026-02-28T10:00:00.000Z");
  const failed = billCycle(contract.id, { outcome: "failure" });
  expect(failed.order).toBeNull();
  expect(contract.nextBillingDate).toBe("2026-02-28T10:00:00.000Z");
  const paid = billCycle(contract.id);
  expect(state.orders.get(paid.order ?? "")).toMatchObject({
    sourceName: "subscription_contract_checkout_one",
    app: state.ownApp,
  });
  expect(contract.nextBillingDate).toBe("2026-03-28T10:00:00.000Z");
  skipCycle(contract.id, 2);
  expect(contract.nextBillingDate).toBe("2026-04-28T10:00:00.000Z");
  unskipCycle(contract.id, 2);
  expect(contract.nextBillingDate).toBe("2026-03-28T10:00:00.000Z");
});

test("a new frequency holds after the running cycle", () => {
  const { addContract, changeFrequency, billCycle } = openShop();
  const contract = addContract();
  changeFrequency(contract.id, { interval: "WEEK", intervalCount: 1 });
  expect(contract.nextBillingDate).toBe("2026-02-28T10:00:00.000Z");
  billCycle(contract.id);
  expect(contract.nextBillingDate).toBe("2026-03-07T10:00:00.000Z");
});

test("store credit adds up to the cent", () => {
  const { addCustomer, addTransaction } = openShop();
  const { id } = addCustomer();
  addTransaction(id, { kind: "Credit", amount: "0.10" });
  addTransaction(id, { kind: "Credit", amount: "0.20" });
  expect(addTransaction(id, { kind: "Debit", amount: "0.05" })).toMatchObject({
    amount: "-0.05",
    balanceAfter: "0.25",
  });
});

test("a verb says what it does not find", () => {
  const { pauseContract } = openShop();
  expect(() => pauseContract("gid://shopify/SubscriptionContract/1")).toThrow(
    "The sandbox's shop has no gid://shopify/SubscriptionContract/1.",
  );
});

test("an interval later is never earlier, and keeps the day where the month has it", () => {
  const date = fc.date({ min: new Date("2020-01-01"), max: new Date("2030-01-01"), noInvalidDate: true });
  const interval = fc.constantFrom("DAY", "WEEK", "MONTH", "YEAR" as const);
  fc.assert(
    fc.property(date, interval, fc.integer({ min: 1, max: 24 }), (from, unit, intervalCount) => {
      const later = new Date(addInterval(from.toISOString(), { interval: unit, intervalCount }));
      expect(later.getTime()).toBeGreaterThan(from.getTime());
      if (unit === "MONTH") expect(later.getUTCDate()).toBeLessThanOrEqual(from.getUTCDate());
      if (unit === "MONTH" && from.getUTCDate() <= 28) expect(later.getUTCDate()).toBe(from.getUTCDate());
    }),
  );
});
