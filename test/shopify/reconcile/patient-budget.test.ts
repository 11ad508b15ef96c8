import { expect, test } from "vitest";
import type { CallBudget, Reply } from "../../../app/shopify/ask/call-budget.ts";
import { patientBudget } from "../../../app/shopify/reconcile/patient-budget.ts";
import { fakeClock } from "../../helpers/test-deps.ts";

const SHOP = "example.myshopify.com";

test("half of a shop's points are left to others, and a call waits until there are more", async () => {
  const clock = fakeClock();
  const waits: number[] = [];
  const shared: CallBudget = { spend: async (_shop, _operation, call) => (await call()).value };
  const budget = patientBudget(shared, {
    clock,
    wait: async (ms) => {
      waits.push(ms);
      clock.advance(ms);
    },
  });
  const call = (left: number) => async (): Promise<Reply<string>> => ({
    value: "answer",
    cost: {
      requestedQueryCost: 400,
      throttleStatus: { maximumAvailable: 2_000, currentlyAvailable: left, restoreRate: 100 },
    },
    isThrottled: false,
  });
  expect(await budget.spend(SHOP, "Orders", call(1_600))).toBe("answer");
  await budget.spend(SHOP, "Orders", call(1_200));
  expect(waits, "1,600 are enough for 400 and the others' half").toEqual([]);
  await budget.spend(SHOP, "Orders", call(1_000));
  expect(waits, "200 are missing").toEqual([2_000]);
  clock.advance(3_000);
  await budget.spend(SHOP, "Orders", call(1_000));
  expect(waits.slice(1), "300 of the 400 came back meanwhile").toEqual([1_000]);
});
