import { beforeAll, beforeEach, expect, test } from "vitest";
import { newId } from "../../../app/db/ids.ts";
import { deleteEndpoint } from "../../../app/endpoints/delete-endpoint.ts";
import { type AttemptRecord, attemptDelivery } from "../../../app/pipeline/deliver/attempt-delivery.ts";
import { claimDeliveries, renewLeases } from "../../../app/pipeline/deliver/claim.ts";
import { recordAttempts } from "../../../app/pipeline/deliver/record-attempts.ts";
import { createRecorder } from "../../../app/pipeline/deliver/recorder.ts";
import { runDeliveryWorker } from "../../../app/pipeline/deliver/worker.ts";
import {
  addEndpoint,
  addShop,
  allSlots,
  deliverDue,
  letTimePass,
  processAll,
  publishProducts,
  takeIn,
} from "../../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../../helpers/test-deps.ts";
import { createTestReceiver, status, type TestReceiver } from "../../helpers/test-receiver.ts";

let app: TestDeps;
let receiver: TestReceiver;
let shopId: string;

beforeAll(async () => {
  app = await createTestDeps();
  receiver = await createTestReceiver();
  shopId = await addShop(app.deps);
});

beforeEach(async () => {
  receiver.answer(status(200));
  await app.deps.pool.query("delete from lease; delete from delivery; delete from endpoint");
});

const claim = async (options: { slots?: number; endpointCap?: number } = {}) => {
  const { deliveries } = await claimDeliveries(app.deps.pool, { ...allSlots(app.deps), ...options });
  return deliveries;
};

const record = async (attempt: AttemptRecord) => (await recordAttempts(app.deps.pool, [attempt], 10)).counted;

const onlyDelivery = () => app.deps.prisma.delivery.findFirstOrThrow();
const expireLeases = () =>
  app.deps.pool.query(
    "update lease set until = now() - interval '1 second'; update lane set next_due_at = now(), crowded_until = '-infinity'",
  );

test("a delivery is leased to one worker only", async () => {
  await addEndpoint(app.deps, shopId, receiver.url);
  await publishProducts(app.deps, 8);
  const claims = await Promise.all([claim(), claim(), claim()]);
  const ids = claims.flat().map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toHaveLength(8);
});

test("an endpoint never has more leases than its cap, over all workers", async () => {
  await addEndpoint(app.deps, shopId, receiver.url);
  await publishProducts(app.deps, 15);
  expect(await claim({ endpointCap: 4 })).toHaveLength(4);
  expect(await claim({ endpointCap: 4 })).toHaveLength(0);
  await expireLeases();
  expect(await claim({ endpointCap: 4 })).toHaveLength(4);
});

test("endpoints take turns: a long queue does not keep another endpoint waiting", async () => {
  const busy = await addEndpoint(app.deps, shopId, receiver.url);
  await publishProducts(app.deps, 30);
  const quiet = await addEndpoint(app.deps, shopId, `${receiver.url}/quiet`);
  await publishProducts(app.deps, 1);
  const claimed = await claim();
  expect(claimed.filter(({ endpointId }) => endpointId === busy.id)).toHaveLength(10);
  expect(claimed.filter(({ endpointId }) => endpointId === quiet.id)).toHaveLength(1);
});

test("when slots are scarce, every endpoint still gets its turn", async () => {
  const endpoints = [
    await addEndpoint(app.deps, shopId, receiver.url),
    await addEndpoint(app.deps, shopId, `${receiver.url}/b`),
  ];
  await publishProducts(app.deps, 40);
  const served = new Map(endpoints.map(({ id }) => [id, 0]));
  for (let round = 1; round <= 10; round += 1) {
    for (const { endpointId } of await claim({ slots: 3, endpointCap: 40 })) {
      served.set(endpointId, (served.get(endpointId) ?? 0) + 1);
    }
  }
  expect([...served.values()]).toEqual([15, 15]);
  for (let round = 1; round <= 10; round += 1) {
    const [only] = await claim({ slots: 1, endpointCap: 40 });
    served.set(only?.endpointId ?? "", (served.get(only?.endpointId ?? "") ?? 0) + 1);
  }
  expect([...served.values()]).toEqual([20, 20]);
});

test("a worker that lost its lease changes nothing when it reports late", async () => {
  await addEndpoint(app.deps, shopId, receiver.url);
  await publishProducts(app.deps);
  const [slow] = await claim();
  await expireLeases();
  const [taken] = await claim();
  if (!slow || !taken) throw new Error("nothing was claimed");
  receiver.answer(status(500));
  const late = await attemptDelivery(app.deps, slow);
  receiver.answer(status(200));
  const prompt = await attemptDelivery(app.deps, taken);
  expect(await record(prompt)).toEqual(new Set([prompt.id]));
  expect(await record(late)).toEqual(new Set());
  expect(await onlyDelivery()).toMatchObject({ status: "succeeded", attempts: 1 });
  expect(await app.deps.prisma.attempt.count({ where: { deliveryId: taken.id } })).toBe(1);
});

test("what a killed worker had leased goes out again when its leases run out, and not before", async () => {
  await addEndpoint(app.deps, shopId, receiver.url);
  await publishProducts(app.deps, 3);
  await claim();
  expect(await deliverDue(app.deps)).toBe(0);
  await expireLeases();
  expect(await deliverDue(app.deps)).toBe(3);
});

test("heartbeats keep a worker's own leases and nobody else's", async () => {
  await addEndpoint(app.deps, shopId, receiver.url);
  await publishProducts(app.deps);
  const [delivery] = await claim();
  const until = async () => (await app.deps.prisma.lease.findFirstOrThrow()).until.getTime();
  const before = await until();
  if (!delivery) throw new Error("nothing was claimed");
  await renewLeases(app.deps.pool, [{ ...delivery, leaseToken: "lse_other" }]);
  expect(await until()).toBe(before);
  await renewLeases(app.deps.pool, [delivery]);
  expect(await until()).toBeGreaterThan(before);
});

test("after its last attempt a delivery has failed for good", async () => {
  await addEndpoint(app.deps, shopId, receiver.url);
  await publishProducts(app.deps);
  receiver.answer(status(503));
  for (let attempt = 1; attempt <= 10; attempt += 1) {
    expect(await deliverDue(app.deps), `attempt ${attempt}`).toBe(1);
    await letTimePass(app.deps);
  }
  expect(await deliverDue(app.deps)).toBe(0);
  expect(await onlyDelivery()).toMatchObject({ status: "failed", attempts: 10, scheduled: 10, dueAt: null });
});

test("an endpoint that is deleted while its request is under way gets nothing more", async () => {
  const endpoint = await addEndpoint(app.deps, shopId, receiver.url);
  await publishProducts(app.deps);
  const [delivery] = await claim();
  if (!delivery) throw new Error("nothing was claimed");
  receiver.answer(status(500));
  const attempt = await attemptDelivery(app.deps, delivery);
  expect(await deleteEndpoint(app.deps, shopId, endpoint.id)).toEqual({ kind: "deleted" });
  await record(attempt);
  expect(await onlyDelivery()).toMatchObject({ status: "discarded", dueAt: null, attempts: 1 });
});

test("an event that is published while its endpoint is being deleted leaves nothing waiting", async () => {
  const endpoint = await addEndpoint(app.deps, shopId, receiver.url);
  for (let id = 90_001; id <= 90_020; id += 1) await takeIn(app.deps, "products/create", `{"id":${id}}`);
  await Promise.all([
    processAll(app.deps),
    deleteEndpoint(app.deps, shopId, endpoint.id),
    processAll(app.deps),
  ]);
  expect(await app.deps.prisma.delivery.count({ where: { status: "pending" } })).toBe(0);
});

test("the merchant's own headers go out, but their values stay out of the record", async () => {
  const { id } = await addEndpoint(app.deps, shopId, receiver.url);
  const { sealHeaders } = await import("../../../app/endpoints/sealed-fields.ts");
  const headers = sealHeaders(app.deps.seal, id, { authorization: "Bearer hidden-value" });
  await app.deps.prisma.endpoint.update({ where: { id }, data: { headers } });
  await publishProducts(app.deps);
  await deliverDue(app.deps);
  expect(receiver.received.at(-1)?.headers.authorization).toBe("Bearer hidden-value");
  const { rows } = await app.deps.pool.query(
    "select row_to_json(a)::text as text from attempt a where delivery_id = $1",
    [(await onlyDelivery()).id],
  );
  expect(rows[0]?.text).toContain("authorization");
  expect(rows[0]?.text).not.toContain("hidden-value");
});

test("a worker delivers what is published while it runs and lets requests end when it is stopped", async () => {
  await addEndpoint(app.deps, shopId, receiver.url);
  const before = receiver.received.length;
  const stop = new AbortController();
  const worker = runDeliveryWorker(app.deps, stop.signal);
  let finish: () => void = () => undefined;
  receiver.answer((_request, response) => {
    finish = () => void response.end();
  });
  await publishProducts(app.deps);
  await receiver.until(before + 1);
  stop.abort();
  finish();
  await worker;
  expect(await onlyDelivery()).toMatchObject({ status: "succeeded" });
  expect(await app.deps.prisma.lease.count()).toBe(0);
});

test("a delivery whose payload has aged out is discarded", async () => {
  await addEndpoint(app.deps, shopId, receiver.url);
  await publishProducts(app.deps);
  await app.deps.pool.query("delete from event_payload");
  const stop = new AbortController();
  const worker = runDeliveryWorker(app.deps, stop.signal);
  await expect.poll(async () => (await onlyDelivery()).status).toBe("discarded");
  stop.abort();
  await worker;
});

test("an answer that cannot be stored still ends its attempt", async () => {
  await addEndpoint(app.deps, shopId, receiver.url);
  await publishProducts(app.deps);
  const recorder = createRecorder(app.deps);
  const [delivery] = await claim();
  if (!delivery) throw new Error("nothing was claimed");
  const attempt = await attemptDelivery(app.deps, delivery);
  if (attempt.outcome.kind !== "answered") throw new Error("nothing was answered");
  await recorder.record({ ...attempt, outcome: { ...attempt.outcome, body: "\u0000" } });
  expect(await onlyDelivery()).toMatchObject({ status: "succeeded", attempts: 1 });
  expect(await app.deps.prisma.attempt.findFirstOrThrow({ where: { id: attempt.id } })).toMatchObject({
    responseBody: "",
    truncated: true,
  });
});

test("ids sort by the time of their making", () => {
  const ids = Array.from({ length: 100 }, () => newId("dlv"));
  expect([...ids].sort()).toEqual(ids);
});
