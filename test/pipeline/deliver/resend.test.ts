import { beforeAll, beforeEach, expect, test } from "vitest";
import { claimDeliveries } from "../../../app/pipeline/deliver/claim.ts";
import { resend } from "../../../app/pipeline/deliver/resend.ts";
import { addEndpoint, addShop, allSlots, deliverDue, publishProducts } from "../../helpers/pipeline-steps.ts";
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

const onlyDelivery = () => app.deps.prisma.delivery.findFirstOrThrow();

test("a failed delivery is sent once more on request; the schedule does not go on", async () => {
  await addEndpoint(app.deps, shopId, receiver.url);
  await publishProducts(app.deps);
  await app.deps.prisma.delivery.updateMany({
    data: { status: "failed", dueAt: null, attempts: 10, scheduled: 10 },
  });
  const { id } = await onlyDelivery();
  receiver.answer(status(500));
  expect(await resend(app.deps, shopId, id)).toEqual({ kind: "queued" });
  await deliverDue(app.deps);
  expect(await onlyDelivery()).toMatchObject({ status: "failed", dueAt: null, attempts: 11 });

  receiver.answer(status(200));
  await resend(app.deps, shopId, id);
  await deliverDue(app.deps);
  expect(await onlyDelivery()).toMatchObject({ status: "succeeded", attempts: 12 });
  const attempts = await app.deps.prisma.attempt.findMany({ where: { deliveryId: id } });
  expect(attempts.map(({ trigger }) => trigger)).toEqual(["manual", "manual"]);
});

test("a resend of a pending delivery takes the place of its next attempt, and the schedule goes on", async () => {
  await addEndpoint(app.deps, shopId, receiver.url);
  await publishProducts(app.deps);
  receiver.answer(status(500));
  await deliverDue(app.deps);
  const { id } = await onlyDelivery();
  expect(await resend(app.deps, shopId, id)).toEqual({ kind: "queued" });
  await deliverDue(app.deps);
  expect(await onlyDelivery()).toMatchObject({
    status: "pending",
    attempts: 2,
    scheduled: 2,
    dueAt: expect.any(Date),
  });
});

test("a delivery that succeeded stays so, whatever a resend brings", async () => {
  await addEndpoint(app.deps, shopId, receiver.url);
  await publishProducts(app.deps);
  await deliverDue(app.deps);
  receiver.answer(status(500));
  await resend(app.deps, shopId, (await onlyDelivery()).id);
  await deliverDue(app.deps);
  expect(await onlyDelivery()).toMatchObject({ status: "succeeded", attempts: 2, dueAt: null });
});

test("a resend is refused in flight, to a disabled endpoint, without payload and for another shop", async () => {
  const endpoint = await addEndpoint(app.deps, shopId, receiver.url);
  await publishProducts(app.deps);
  const { id, eventId } = await onlyDelivery();
  expect(await resend(app.deps, "shp_other", id)).toEqual({ kind: "not_found" });
  await claimDeliveries(app.deps.pool, allSlots(app.deps));
  expect(await resend(app.deps, shopId, id)).toEqual({ kind: "in_flight" });
  await app.deps.pool.query("delete from lease");
  await app.deps.prisma.endpoint.update({ where: { id: endpoint.id }, data: { status: "disabled" } });
  expect(await resend(app.deps, shopId, id)).toEqual({ kind: "endpoint_disabled" });
  await app.deps.prisma.endpoint.update({ where: { id: endpoint.id }, data: { status: "enabled" } });
  await app.deps.prisma.eventPayload.deleteMany({ where: { eventId } });
  expect(await resend(app.deps, shopId, id)).toEqual({ kind: "payload_expired" });
});

test("a resend that is asked for twice while it waits is one", async () => {
  await addEndpoint(app.deps, shopId, receiver.url);
  await publishProducts(app.deps);
  await app.deps.prisma.delivery.updateMany({ data: { status: "failed", dueAt: null } });
  const { id } = await onlyDelivery();
  expect(await Promise.all([1, 2, 3].map(() => resend(app.deps, shopId, id)))).toEqual(
    Array(3).fill({ kind: "queued" }),
  );
  expect(await deliverDue(app.deps)).toBe(1);
  expect(await deliverDue(app.deps)).toBe(0);
  expect(await onlyDelivery()).toMatchObject({ status: "succeeded", attempts: 1 });
});

test("to a paused endpoint a resend is accepted and waits until it goes on", async () => {
  await addEndpoint(app.deps, shopId, receiver.url);
  await publishProducts(app.deps);
  await app.deps.pool.query("update endpoint set status = 'paused'; update lane set open = false");
  expect(await resend(app.deps, shopId, (await onlyDelivery()).id)).toEqual({ kind: "queued" });
  expect(await deliverDue(app.deps)).toBe(0);
  await app.deps.pool.query("update endpoint set status = 'enabled'; update lane set open = true");
  expect(await deliverDue(app.deps)).toBe(1);
  expect(await onlyDelivery()).toMatchObject({ status: "succeeded" });
});

test("a replay that waits and is sent again by hand goes before the others and stays a replay", async () => {
  await addEndpoint(app.deps, shopId, receiver.url);
  await publishProducts(app.deps);
  await app.deps.prisma.delivery.updateMany({
    data: { status: "failed", queue: 2, trigger: "replay", dueAt: new Date(0) },
  });
  const { id } = await onlyDelivery();
  await resend(app.deps, shopId, id);
  expect(await onlyDelivery()).toMatchObject({ queue: 0, trigger: "replay" });
  expect(await deliverDue(app.deps)).toBe(1);
  expect(await deliverDue(app.deps)).toBe(0);
});

test("a deleted endpoint gets no resend", async () => {
  const { id: endpointId } = await addEndpoint(app.deps, shopId, receiver.url);
  await publishProducts(app.deps);
  await app.deps.prisma.endpoint.update({ where: { id: endpointId }, data: { deletedAt: new Date() } });
  expect(await resend(app.deps, shopId, (await onlyDelivery()).id)).toEqual({ kind: "endpoint_disabled" });
});
