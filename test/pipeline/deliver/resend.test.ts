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
