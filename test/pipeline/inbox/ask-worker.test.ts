import { setImmediate as nextTurn } from "node:timers/promises";
import type { QueryConfig } from "pg";
import { expect, test } from "vitest";
import type { Deps } from "../../../app/config/deps.ts";
import { createLoops } from "../../../app/metrics/loops.ts";
import { runAskWorker } from "../../../app/pipeline/inbox/ask-worker.ts";
import { processInbound } from "../../../app/pipeline/inbox/process-inbound.ts";
import { addEndpoint, addShop, connectShop, takeIn } from "../../helpers/pipeline-steps.ts";
import { sample } from "../../helpers/shopify-webhooks.ts";
import { createTestDeps } from "../../helpers/test-deps.ts";

const { deps } = await createTestDeps();

const TOPIC = "customer_payment_methods/create";

/** A webhook about another payment method each time, for which the customer is asked. */
async function openQuestion(token: string): Promise<void> {
  await takeIn(deps, TOPIC, sample(TOPIC, { "0eccccc666aac73efcd31094ddc4ebf0": token }));
  await processInbound(deps);
}

/** Only the test wakes anybody. */
function quietWake() {
  let count = 0;
  let wakeUp = () => {};
  const wake: Deps["wake"] = {
    count: () => count,
    next: (_work, seen, _timeoutMs, signal) =>
      new Promise((resolve) => {
        wakeUp = resolve;
        signal.addEventListener("abort", () => resolve(), { once: true });
        if (signal.aborted || seen !== count) resolve();
      }),
    raise: () => {},
    close: async () => {},
  };
  return {
    wake,
    ring() {
      count += 1;
      wakeUp();
    },
  };
}

test("the loop says that it comes round, until it ends", async () => {
  const loops = createLoops();
  const stop = new AbortController();
  const working = runAskWorker({ ...deps, loops, wake: quietWake().wake }, stop.signal);
  expect(loops.ages()).toHaveProperty("inquiries");
  stop.abort();
  await working;
  expect(loops.ages()).toEqual({});
});

test("what comes in for a shop while its asking ends is asked at once", async () => {
  const shopId = await addShop(deps);
  await addEndpoint(deps, shopId, "http://127.0.0.1:9/");
  await connectShop(deps);
  await openQuestion("first");

  const { wake, ring } = quietWake();
  const stop = new AbortController();
  const firstAsked = Promise.withResolvers<void>();
  const firstAnswer = Promise.withResolvers<void>();
  const firstDone = Promise.withResolvers<void>();
  const secondAsked = Promise.withResolvers<void>();
  let asked = 0;
  let looks = 0;
  const query = async (statement: string | QueryConfig, values?: unknown[]) => {
    const result = await deps.pool.query(statement, values);
    const text = typeof statement === "string" ? statement : statement.text;
    if (text.includes("set status = 'answered'")) firstDone.resolve();
    if (text.includes("recursive shops")) looks += 1;
    else return result;
    // The second look has passed the shop over; now its asking ends, before the look does.
    if (looks === 2) {
      firstAnswer.resolve();
      await firstDone.promise;
      await nextTurn();
    }
    return result;
  };
  const pool = Object.assign(Object.create(deps.pool), { query }) as Deps["pool"];
  const working = runAskWorker(
    {
      ...{ ...deps, pool, wake },
      async askShopify() {
        asked += 1;
        if (asked === 1) {
          firstAsked.resolve();
          await firstAnswer.promise;
        } else secondAsked.resolve();
        return { kind: "not_connected" };
      },
    },
    stop.signal,
  );
  await firstAsked.promise;
  await openQuestion("second");
  ring();
  await secondAsked.promise;
  expect(asked).toBe(2);
  stop.abort();
  await working;
}, 10_000);
