import { beforeAll, beforeEach, expect, test } from "vitest";
import { inTransaction } from "../../../app/db/transaction.ts";
import { changeStatus, type StatusChange } from "../../../app/endpoints/change-status.ts";
import { rotateSecret } from "../../../app/endpoints/rotate-secret.ts";
import { attemptDelivery } from "../../../app/pipeline/deliver/attempt-delivery.ts";
import { claimDeliveries } from "../../../app/pipeline/deliver/claim.ts";
import { recordAttempts } from "../../../app/pipeline/deliver/record-attempts.ts";
import { createRecorder } from "../../../app/pipeline/deliver/recorder.ts";
import { resend } from "../../../app/pipeline/deliver/resend.ts";
import { sendTest } from "../../../app/pipeline/deliver/send-test.ts";
import { runDeliveryWorker } from "../../../app/pipeline/deliver/worker.ts";
import {
  addEndpoint,
  addShop,
  allSlots,
  deliverDue,
  letTimePass,
  publishProducts,
} from "../../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../../helpers/test-deps.ts";
import { createTestReceiver, status, type TestReceiver } from "../../helpers/test-receiver.ts";

let app: TestDeps;
let receiver: TestReceiver;
let shopId: string;
let endpointId: string;

beforeAll(async () => {
  app = await createTestDeps();
  receiver = await createTestReceiver();
  shopId = await addShop(app.deps);
});

beforeEach(async () => {
  await app.deps.pool.query(
    "delete from notice; delete from lease; delete from delivery; delete from endpoint",
  );
  receiver.answer(status(200));
  endpointId = (await addEndpoint(app.deps, shopId, receiver.url)).id;
});

const notices = async () =>
  (await app.deps.prisma.notice.findMany({ orderBy: { id: "asc" } })).map(({ kind }) => kind);
const endpoint = () => app.deps.prisma.endpoint.findUniqueOrThrow({ where: { id: endpointId } });
const statuses = async () =>
  (await app.deps.prisma.delivery.findMany({ orderBy: { id: "asc" } })).map((delivery) => delivery.status);

async function failFor(days: number): Promise<void> {
  await app.deps.pool.query("update failure_streak set first_at = now() - $1 * interval '1 day'", [days]);
}

/** Everything that is due is attempted by several workers at once, each of which records for itself. */
async function deliverByManyWorkers(): Promise<void> {
  const claims = await Promise.all(
    Array.from({ length: 6 }, () => claimDeliveries(app.deps.pool, { ...allSlots(app.deps), slots: 2 })),
  );
  const attempts = await Promise.all(
    claims.flatMap(({ deliveries }) => deliveries).map((delivery) => attemptDelivery(app.deps, delivery)),
  );
  await Promise.all(attempts.map((attempt) => recordAttempts(app.deps.pool, [attempt], 10)));
}

test("four failures in a row give one notice, however many workers see them", async () => {
  receiver.answer(status(500, {}, "out of order"));
  await publishProducts(app.deps, 8);
  while ((await app.deps.prisma.attempt.count({ where: { shopId } })) < 8) {
    await deliverByManyWorkers();
    await app.deps.pool.query("update lane set next_due_at = now()");
  }
  expect(await notices()).toEqual(["first_failure", "failing"]);
  const notice = await app.deps.prisma.notice.findFirstOrThrow({ where: { kind: "failing" } });
  expect(notice).toMatchObject({
    endpointId,
    shopId,
    reason: "http_status",
    statusCode: 500,
    response: "out of order",
    mail: "pending",
  });
  receiver.answer(status(200));
  await letTimePass(app.deps);
  await deliverByManyWorkers();
  expect(await notices()).toEqual(["first_failure", "failing", "recovered"]);
  await app.deps.pool.query("delete from attempt");
});

test("after five days of failures of three events the endpoint is disabled once, and what waits is discarded", async () => {
  receiver.answer(status(500));
  await publishProducts(app.deps, 4);
  await deliverDue(app.deps);
  await failFor(5);
  await publishProducts(app.deps, 2);
  const recorder = createRecorder(app.deps);
  const { deliveries } = await claimDeliveries(app.deps.pool, allSlots(app.deps));
  await Promise.all(
    deliveries.map(async (delivery) => recorder.record(await attemptDelivery(app.deps, delivery))),
  );
  expect(await endpoint()).toMatchObject({ status: "disabled", disabledReason: "failing" });
  expect((await notices()).filter((kind) => kind === "disabled")).toHaveLength(1);
  await expect.poll(statuses).toEqual(Array(6).fill("discarded"));
  await publishProducts(app.deps, 1);
  expect(await statuses()).toHaveLength(6); // new events make none
});

test("failures of two events never disable", async () => {
  receiver.answer(status(500));
  await publishProducts(app.deps, 2);
  await deliverDue(app.deps);
  await failFor(30);
  await letTimePass(app.deps);
  await deliverDue(app.deps);
  expect(await endpoint()).toMatchObject({ status: "enabled" });
});

test("410 disables at once, and the notice says why", async () => {
  receiver.answer(status(410));
  await publishProducts(app.deps, 12);
  await deliverDue(app.deps);
  expect(await endpoint()).toMatchObject({ status: "disabled", disabledReason: "gone" });
  expect(await deliverDue(app.deps)).toBe(0);
  expect(await notices()).toEqual(["disabled"]);
  expect((await statuses()).slice(0, 10)).toEqual(Array(10).fill("discarded"));
});

test("410 disables also when the endpoint was paused while the request was under way", async () => {
  receiver.answer(status(410));
  await publishProducts(app.deps, 1);
  const { deliveries } = await claimDeliveries(app.deps.pool, allSlots(app.deps));
  await inTransaction(app.deps.pool, (tx) => changeStatus(tx, endpointId, { status: "paused" }));
  const attempts = await Promise.all(deliveries.map((delivery) => attemptDelivery(app.deps, delivery)));
  await recordAttempts(app.deps.pool, attempts, 10);
  expect(await endpoint()).toMatchObject({ status: "disabled", disabledReason: "gone" });
});

test("a pause does not begin the five days anew, enabling a disabled endpoint does", async () => {
  receiver.answer(status(500));
  await publishProducts(app.deps, 3);
  await deliverDue(app.deps);
  await failFor(6);
  const change = (next: StatusChange) =>
    inTransaction(app.deps.pool, (tx) => changeStatus(tx, endpointId, next));
  await change({ status: "paused" });
  await change({ status: "enabled" });
  expect(await app.deps.prisma.failureStreak.count()).toBe(1);
  await letTimePass(app.deps);
  await deliverDue(app.deps);
  expect(await endpoint()).toMatchObject({ status: "disabled", disabledReason: "failing" });
  await change({ status: "enabled" });
  expect(await app.deps.prisma.failureStreak.count()).toBe(0);
});

test("what cannot be unsealed is put off, unsent and uncounted, and goes out once a rotation has mended it", async () => {
  await publishProducts(app.deps, 1);
  await app.deps.pool.query("update signing_secret set sealed = 'v1.00000000.x'");
  const before = receiver.received.length;
  const stop = new AbortController();
  const worker = runDeliveryWorker(app.deps, stop.signal);
  const wait = async () => (await app.deps.prisma.delivery.findFirstOrThrow()).dueAt?.getTime() ?? 0;
  await expect.poll(async () => (await wait()) - Date.now()).toBeGreaterThan(500_000);
  expect(await app.deps.prisma.delivery.findFirstOrThrow()).toMatchObject({ status: "pending", attempts: 0 });
  expect(await app.deps.prisma.lease.count()).toBe(0);
  stop.abort();
  await worker;
  expect(receiver.received).toHaveLength(before);
  const rotated = await rotateSecret(app.deps, shopId, endpointId, { overlapSeconds: 3_600 });
  expect(rotated.kind).toBe("rotated");
  await letTimePass(app.deps);
  expect(await deliverDue(app.deps)).toBe(1);
  expect(await statuses()).toEqual(["succeeded"]);
});

test("a test call says nothing of an endpoint's health and takes no part in its lane", async () => {
  receiver.answer(status(410));
  await sendTest(app.deps, shopId, endpointId, {});
  receiver.answer(status(503, { "retry-after": "60" }));
  await sendTest(app.deps, shopId, endpointId, {});
  expect(await notices()).toEqual([]);
  expect(await endpoint()).toMatchObject({ status: "enabled" });
  expect(await app.deps.prisma.lane.findFirstOrThrow()).toMatchObject({ shrunkTo: null });
  receiver.answer(status(200));
  await publishProducts(app.deps, 1);
  expect(await deliverDue(app.deps)).toBe(1);
});

test("what a person sends again never counts as a failure, but its success ends the row of failures", async () => {
  receiver.answer(status(500));
  await publishProducts(app.deps, 3);
  await deliverDue(app.deps);
  const [first] = await app.deps.prisma.delivery.findMany({ orderBy: { id: "asc" } });
  const again = async () => {
    await resend(app.deps, shopId, first?.id ?? "");
    await deliverDue(app.deps);
  };
  await again();
  await again();
  expect(await app.deps.prisma.failureStreak.findFirstOrThrow()).toMatchObject({
    failures: 3,
    failing: false,
  });
  expect(await notices()).toEqual(["first_failure"]);
  receiver.answer(status(200));
  await again();
  expect(await app.deps.prisma.failureStreak.count()).toBe(0);
});

test("a delivery that used up its attempts is noticed where the endpoint works otherwise", async () => {
  const app = await createTestDeps({ DELIVERY_SCHEDULE: "0s,5s" });
  const id = await addShop(app.deps);
  await addEndpoint(app.deps, id, receiver.url);
  receiver.answer(status(500));
  await publishProducts(app.deps, 1);
  await deliverDue(app.deps);
  await letTimePass(app.deps);
  await deliverDue(app.deps);
  const kinds = (await app.deps.prisma.notice.findMany({ orderBy: { id: "asc" } })).map(({ kind }) => kind);
  expect(kinds).toEqual(["first_failure", "exhausted"]);
});
