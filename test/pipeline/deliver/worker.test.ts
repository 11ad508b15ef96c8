import { expect, test, vi } from "vitest";
import { attemptDelivery } from "../../../app/pipeline/deliver/attempt-delivery.ts";
import { claimDeliveries } from "../../../app/pipeline/deliver/claim.ts";
import { recordAttempts } from "../../../app/pipeline/deliver/record-attempts.ts";
import { createRecorder } from "../../../app/pipeline/deliver/recorder.ts";
import { runDeliveryWorker } from "../../../app/pipeline/deliver/worker.ts";
import { addEndpoint, addShop, allSlots, publishProducts } from "../../helpers/pipeline-steps.ts";
import { createTestDeps } from "../../helpers/test-deps.ts";
import { createTestReceiver, status } from "../../helpers/test-receiver.ts";

test("after the database was away for longer than a lease, a worker records what it knows and sends nothing again", async () => {
  const { deps } = await createTestDeps();
  const receiver = await createTestReceiver();
  await addEndpoint(deps, await addShop(deps), receiver.url);
  await publishProducts(deps, 10);
  const logged = vi.spyOn(deps.log, "error");
  let away = false;
  // For the worker the database goes away with the first request, and comes back when the test says so.
  const pool = new Proxy(deps.pool, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (name !== "query" && name !== "connect") return value;
      return (...given: unknown[]) => {
        if (!away) return value.apply(target, given);
        return Promise.reject(new Error("connect ECONNREFUSED"));
      };
    },
  });
  receiver.answer((_request, response) => {
    away = true;
    response.writeHead(200).end();
  });
  const stop = new AbortController();
  const worker = runDeliveryWorker({ ...deps, pool }, stop.signal);
  await receiver.until(10);
  // In a lease's time many claims are refused; this one is enough.
  await expect.poll(() => logged.mock.calls.map(([, event]) => event)).toContain("deliveries.claim_failed");
  await deps.pool.query("update lease set until = now() - interval '1 second'");
  await deps.pool.query("update lane set next_due_at = now(), crowded_until = '-infinity'");
  away = false;
  const left = () => deps.prisma.delivery.count({ where: { status: "pending" } });
  await expect.poll(left, { timeout: 15_000 }).toBe(0);
  stop.abort();
  await worker;
  expect(receiver.received).toHaveLength(10);
});

test("a failed attempt wakes its own worker, which may be asleep until later than the retry", async () => {
  const { deps } = await createTestDeps();
  const receiver = await createTestReceiver();
  await addEndpoint(deps, await addShop(deps), receiver.url);
  await publishProducts(deps, 1);
  receiver.answer(status(500));
  const { deliveries } = await claimDeliveries(deps.pool, allSlots(deps));
  const before = deps.wake.count("deliveries");
  const recorder = createRecorder(deps);
  for (const delivery of deliveries) await recorder.record(await attemptDelivery(deps, delivery));
  await expect.poll(() => deps.wake.count("deliveries")).toBeGreaterThan(before);
});

test("each result wakes the workers while more is due at its endpoint, also when a claim has just passed it over", async () => {
  const { deps } = await createTestDeps();
  const receiver = await createTestReceiver();
  await addEndpoint(deps, await addShop(deps), receiver.url);
  await publishProducts(deps, 15);
  const { deliveries } = await claimDeliveries(deps.pool, allSlots(deps));
  const attempts = await Promise.all(deliveries.map((delivery) => attemptDelivery(deps, delivery)));
  for (const attempt of attempts.slice(0, 3)) {
    const before = deps.wake.count("deliveries");
    await recordAttempts(deps.pool, [attempt], 10);
    await expect.poll(() => deps.wake.count("deliveries")).toBeGreaterThan(before);
  }
});
