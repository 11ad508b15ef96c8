import { Webhook } from "standardwebhooks";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { resend } from "../../../app/pipeline/deliver/resend.ts";
import { sendTest } from "../../../app/pipeline/deliver/send-test.ts";
import { envelopeSchema } from "../../../app/topics/envelope.ts";
import { sampleData } from "../../../app/topics/samples.ts";
import { addEndpoint, addShop, deliverDue } from "../../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../../helpers/test-deps.ts";
import { createTestReceiver, status, type TestReceiver } from "../../helpers/test-receiver.ts";

let app: TestDeps;
let receiver: TestReceiver;
let shopId: string;
let endpointId: string;
let secret: string;
let shops = 0;

beforeAll(async () => {
  app = await createTestDeps();
  receiver = await createTestReceiver();
});

beforeEach(async () => {
  shops += 1;
  receiver.answer(status(200, {}, "thanks"));
  shopId = await addShop(app.deps, `shop-${shops}.myshopify.com`);
  ({ id: endpointId, secret } = await addEndpoint(app.deps, shopId, receiver.url, ["order/paid"]));
});

test("a test call sends the topic's sample, marked as a test, and tells what came back", async () => {
  const outcome = await sendTest(app.deps, shopId, endpointId, {});
  expect(outcome).toMatchObject({
    kind: "sent",
    result: { delivered: true, status: 200, reason: null, response: "thanks" },
  });
  const request = receiver.received.at(-1);
  expect(request?.headers).toMatchObject({ "x-test": "true", "x-topic": "order/paid", "x-attempt": "1" });
  const envelope = envelopeSchema.parse(JSON.parse(request?.body ?? ""));
  expect(envelope).toMatchObject({ test: true, sequence: 0, data: sampleData("order/paid") });
});

test("a test call is on record and makes no further attempts", async () => {
  receiver.answer(status(500, {}, "broken"));
  const outcome = await sendTest(app.deps, shopId, endpointId, { topic: "order/created" });
  if (outcome.kind !== "sent") throw new Error(outcome.kind);
  expect(outcome.result).toMatchObject({
    delivered: false,
    status: 500,
    reason: "http_status",
    response: "broken",
  });
  const delivery = await app.deps.prisma.delivery.findUniqueOrThrow({
    where: { id: outcome.result.deliveryId },
  });
  expect(delivery).toMatchObject({ status: "failed", test: true, attempts: 1, dueAt: null });
  expect(await deliverDue(app.deps)).toBe(0);
});

test("a test that succeeded stays so, whatever a resend brings", async () => {
  const outcome = await sendTest(app.deps, shopId, endpointId, {});
  if (outcome.kind !== "sent") throw new Error(outcome.kind);
  receiver.answer(status(500));
  await resend(app.deps, shopId, outcome.result.deliveryId);
  expect(await deliverDue(app.deps)).toBe(1);
  const delivery = await app.deps.prisma.delivery.findUniqueOrThrow({
    where: { id: outcome.result.deliveryId },
  });
  expect(delivery).toMatchObject({ status: "succeeded", attempts: 2 });
});

test("data of the caller's own is sent as it is", async () => {
  await sendTest(app.deps, shopId, endpointId, { data: { order: { id: 1, note: "mine" } } });
  expect(JSON.parse(receiver.received.at(-1)?.body ?? "").data).toEqual({ order: { id: 1, note: "mine" } });
});

test("a call without a signature and one with a wrong one prove what a receiver checks, and leave its health alone", async () => {
  receiver.answer(status(410));
  for (const signing of ["unsigned", "tampered"] as const) {
    const outcome = await sendTest(app.deps, shopId, endpointId, { signing });
    if (outcome.kind !== "sent") throw new Error(outcome.kind);
    expect(outcome.result).toMatchObject({ delivered: false, status: 410 });
    const { headers = {}, body = "" } = receiver.received.at(-1) ?? {};
    expect(headers["webhook-id"]).toMatch(/^evt_/);
    expect(() => new Webhook(secret).verify(body, headers)).toThrow();
    expect("signature" in headers).toBe(signing === "tampered");
    const [attempt] = await app.deps.prisma.attempt.findMany({
      where: { deliveryId: outcome.result.deliveryId },
    });
    expect(JSON.parse(attempt?.requestHeaders ?? "{}").signature).toBe(headers.signature);
  }
  const endpoint = await app.deps.prisma.endpoint.findUniqueOrThrow({ where: { id: endpointId } });
  expect(endpoint.status).toBe("enabled");
});

test("an unknown topic, an unknown endpoint and another shop's endpoint are refused", async () => {
  expect(await sendTest(app.deps, shopId, endpointId, { topic: "order/lost" })).toEqual({
    kind: "unknown_topic",
  });
  expect(await sendTest(app.deps, shopId, "ep_unknown", {})).toEqual({ kind: "not_found" });
  const other = await addShop(app.deps, `other-${shops}.myshopify.com`);
  expect(await sendTest(app.deps, other, endpointId, {})).toEqual({ kind: "not_found" });
});

test("one test call at a time per endpoint", async () => {
  let finish: () => void = () => undefined;
  const arrived = new Promise<void>((resolve) => {
    receiver.answer((_request, response) => {
      finish = () => void response.end();
      resolve();
    });
  });
  const first = sendTest(app.deps, shopId, endpointId, {});
  await arrived;
  expect(await sendTest(app.deps, shopId, endpointId, {})).toMatchObject({ kind: "too_many" });
  finish();
  expect(await first).toMatchObject({ kind: "sent" });
});

test("ten test calls a minute per shop", async () => {
  for (let call = 1; call <= 10; call += 1) {
    expect((await sendTest(app.deps, shopId, endpointId, {})).kind, `call ${call}`).toBe("sent");
  }
  expect(await sendTest(app.deps, shopId, endpointId, {})).toEqual({
    kind: "too_many",
    retryAfterSeconds: 60,
  });
});
