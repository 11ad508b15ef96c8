import { expect, test } from "vitest";
import { type Cost, createCallBudget, type Reply } from "../../../app/shopify/ask/call-budget.ts";
import { Postponed } from "../../../app/shopify/ask/setbacks.ts";
import { heardCalls } from "../../helpers/call-metrics.ts";
import { fakeClock } from "../../helpers/test-deps.ts";
import { askingTests } from "./ask-helpers.ts";

const { clock, open } = await askingTests();

const SHOP = "a.myshopify.com";

function budget() {
  const time = fakeClock();
  const waits: number[] = [];
  const wait = async (ms: number) => {
    waits.push(ms);
    time.advance(ms);
  };
  const heard = heardCalls();
  return { time, waits, heard, ...createCallBudget({ clock: time, wait, metrics: heard.metrics }) };
}

const cost = (requestedQueryCost: number, currentlyAvailable: number): Cost => ({
  requestedQueryCost,
  throttleStatus: { maximumAvailable: 1_000, currentlyAvailable, restoreRate: 50 },
});

const reply =
  (told: Cost | null, isThrottled = false) =>
  async (): Promise<Reply<string>> => ({
    value: "answer",
    cost: told,
    isThrottled,
  });

test("a call that leaves the merchant a fifth of the points is made at once", async () => {
  const { spend, waits } = budget();
  await spend(SHOP, "Order", reply(cost(100, 300)));
  await spend(SHOP, "Order", reply(cost(100, 300)));
  expect(waits).toEqual([]);
});

test("a call waits until its points and the reserve are there", async () => {
  const { spend, waits } = budget();
  await spend(SHOP, "Order", reply(cost(100, 200)));
  await spend(SHOP, "Order", reply(cost(100, 300)));
  expect(waits).toEqual([2_000]);
});

test("points that came back in the meantime count", async () => {
  const { spend, waits, time } = budget();
  await spend(SHOP, "Order", reply(cost(100, 200)));
  time.advance(1_500);
  await spend(SHOP, "Order", reply(cost(100, 300)));
  expect(waits).toEqual([500]);
});

test("a wait of more than five seconds is left to the caller, and the call is not made", async () => {
  const { spend, waits } = budget();
  await spend(SHOP, "Order", reply(cost(100, 0)));
  const call = async () => expect.unreachable("the call was made");
  await expect(spend(SHOP, "Order", call)).rejects.toMatchObject({ retryAfterMs: 6_000 });
  expect(waits).toEqual([]);
});

test("one shop's points are not another's", async () => {
  const { spend, waits } = budget();
  await spend(SHOP, "Order", reply(cost(100, 0)));
  await spend("b.myshopify.com", "Order", reply(cost(100, 900)));
  expect(waits).toEqual([]);
});

test("a call that costs more than the bucket without its reserve waits for a full bucket, not for ever", async () => {
  const { spend, waits } = budget();
  await spend(SHOP, "Year", reply(cost(950, 900)));
  await spend(SHOP, "Year", reply(cost(950, 900)));
  expect(waits).toEqual([2_000]);
});

test("a call that Shopify throttled is made again when its points are there", async () => {
  const { spend, waits } = budget();
  const answers = [reply(cost(100, 60), true), reply(cost(100, 200))];
  expect(await spend(SHOP, "Order", () => (answers.shift() ?? reply(null))())).toBe("answer");
  expect(waits).toEqual([4_800]);
});

test("a shop that is throttled again and again is left alone for a while", async () => {
  const { spend } = budget();
  let calls = 0;
  const call = () => {
    calls += 1;
    return reply(cost(10, 500), true)();
  };
  await expect(spend(SHOP, "Order", call)).rejects.toMatchObject({ retryAfterMs: 5_000 });
  expect(calls).toBe(3);
});

test("calls of one shop are made one after the other, and a failed one holds up none", async () => {
  const { spend } = budget();
  const events: string[] = [];
  const call =
    (name: string, fails = false) =>
    async (): Promise<Reply<string>> => {
      events.push(`${name} begins`);
      await Promise.resolve();
      events.push(`${name} ends`);
      if (fails) throw new Error("broken");
      return { value: name, cost: null, isThrottled: false };
    };
  const outcomes = await Promise.allSettled([
    spend(SHOP, "A", call("a")),
    spend(SHOP, "B", call("b", true)),
    spend(SHOP, "C", call("c")),
  ]);
  expect(events).toEqual(["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]);
  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
});

test("a call that was throttled without a word on the points is made again a second later", async () => {
  const { spend, waits } = budget();
  const answers = [reply(null, true), reply(null)];
  expect(await spend(SHOP, "Order", () => (answers.shift() ?? reply(null))())).toBe("answer");
  expect(waits).toEqual([1_000]);
});

test("a shop that does not answer costs those in line nothing, and is asked again by whoever comes later", async () => {
  const { spend } = budget();
  const calls: string[] = [];
  const call = (name: string, error?: Error) => async (): Promise<Reply<string>> => {
    calls.push(name);
    if (error) throw error;
    return { value: name, cost: null, isThrottled: false };
  };
  const silence = new Postponed("Shopify did not answer in time.");
  const first = spend(SHOP, "A", call("a", silence));
  const inLine = [spend(SHOP, "B", call("b")), spend(SHOP, "C", call("c"))];
  const elsewhere = spend("b.myshopify.com", "D", call("d"));
  await expect(first).rejects.toBe(silence);
  const later = spend(SHOP, "E", call("e"));
  expect(await Promise.allSettled(inLine)).toEqual(Array(2).fill({ status: "rejected", reason: silence }));
  expect([await elsewhere, await later]).toEqual(["d", "e"]);
  expect(calls.toSorted()).toEqual(["a", "d", "e"]);
});

test("a question that alone cannot be answered holds up no other", async () => {
  const { spend } = budget();
  const odd = new Postponed("It is not understood.", { concerns: "question" });
  const outcomes = await Promise.allSettled([
    spend(SHOP, "A", () => Promise.reject(odd)),
    spend(SHOP, "B", reply(null)),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
});

test("how long each call waited for its turn and its points is told, and what was left after it", async () => {
  const { spend, heard, time } = budget();
  const slow = async () => {
    time.advance(3_000);
    return reply(cost(100, 200))();
  };
  await Promise.all([spend(SHOP, "Order", slow), spend(SHOP, "Order", reply(cost(100, 900)))]);
  expect(heard.waited, "three seconds for its turn, then two for the points").toEqual([0, 5]);
  expect(heard.left).toEqual([0.2, 0.9]);
  expect(heard.limited).toEqual([]);
});

test("a call that was throttled is told, and begins to wait anew", async () => {
  const { spend, heard } = budget();
  const answers = [reply(cost(100, 60), true), reply(cost(100, 200))];
  await spend(SHOP, "Order", () => (answers.shift() ?? reply(null))());
  expect([heard.waited, heard.limited]).toEqual([[0, 4.8], ["throttled"]]);
});

test("a call that was not made for want of points is told as that, and not as one that waited", async () => {
  const { spend, heard } = budget();
  await spend(SHOP, "Order", reply(cost(100, 0)));
  await expect(spend(SHOP, "Order", reply(null))).rejects.toBeInstanceOf(Postponed);
  expect([heard.waited, heard.limited]).toEqual([[0], ["not_made"]]);
});

test("questions wait for the points that Shopify says are missing", async () => {
  const { store, answers, waits } = await open({ limits: { size: 500, restoreRate: 100 } });
  const { id } = store.addCustomer();
  for (let count = 0; count < 3; count++) await answers({ storeCredit: id });
  expect(waits.length).toBeGreaterThan(0);
  expect(Math.max(...waits)).toBeLessThanOrEqual(5_000);
});

test("questions are postponed when the points come back slowly", async () => {
  const { store, ask, operations } = await open({ limits: { size: 500, restoreRate: 10 } });
  const { id } = store.addCustomer();
  expect(await ask({ storeCredit: id })).toMatchObject({ kind: "answered" });
  const outcome = await ask({ storeCredit: id });
  expect(outcome).toMatchObject({ kind: "postponed", reason: expect.stringContaining("limit of calls") });
  expect(operations).toHaveLength(1);
  clock.advance(outcome.kind === "postponed" ? (outcome.retryAfterMs ?? 0) : 0);
  expect(await ask({ storeCredit: id })).toMatchObject({ kind: "answered" });
});
