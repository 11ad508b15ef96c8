import { createHmac } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { beforeAll, expect, test } from "vitest";
import { envelopeSchema } from "../../app/topics/envelope.ts";
import {
  addEndpoint,
  addShop,
  deliverDue,
  letTimePass,
  processAll,
  takeIn,
} from "../helpers/pipeline-steps.ts";
import { SHOP, sample } from "../helpers/shopify-webhooks.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { createTestReceiver, status, type TestReceiver } from "../helpers/test-receiver.ts";

let app: TestDeps;
let receiver: TestReceiver;
let secret: string;

beforeAll(async () => {
  app = await createTestDeps();
  app.deps.clock = { now: () => new Date() }; // the oracle compares timestamps with the real clock
  receiver = await createTestReceiver();
  const shopId = await addShop(app.deps);
  ({ secret } = await addEndpoint(app.deps, shopId, receiver.url));
});

test("a Shopify webhook becomes a signed request that both kinds of receivers verify", async () => {
  const body = sample("orders/create");
  expect(await takeIn(app.deps, "orders/create", body)).toBe("stored");
  await processAll(app.deps);
  expect(await deliverDue(app.deps)).toBe(1);

  const [request] = receiver.received;
  if (!request) throw new Error("nothing arrived");
  expect(new Webhook(secret).verify(request.body, request.headers)).toBeTruthy();
  expect(request.headers.signature).toBe(createHmac("sha256", secret).update(request.body).digest("hex"));
  expect(request.headers).toMatchObject({
    "content-type": "application/json",
    "content-length": String(Buffer.byteLength(request.body)),
    "user-agent": expect.stringMatching(/^Carillon\/\d/),
    "x-shop-domain": SHOP,
    "triggered-at": "2026-11-20T10:00:00.123Z",
    "x-triggered-at": "2026-11-20T10:00:00.123Z",
    "x-topic": "order/created",
    "x-delivery-id": expect.stringMatching(/^dlv_/),
    "x-attempt": "1",
    "webhook-id": expect.stringMatching(/^evt_[0-9a-f]+$/),
  });
  expect(request.headers).not.toHaveProperty("x-test");
  expect(request.headers).not.toHaveProperty("signature-next");
  const envelope = envelopeSchema.parse(JSON.parse(request.body));
  expect(envelope).toMatchObject({
    id: request.headers["webhook-id"],
    topic: "order/created",
    shop_domain: SHOP,
    test: false,
    resource: "gid://shopify/Order/820982911946154508",
    sequence: 1,
  });
});

test("numbers leave as they came: 18-digit ids, trailing zeros and exponents", async () => {
  const before = receiver.received.length;
  const body =
    '{"id":820982911946154999,"title":"x","weight":1.0,"tiny":1e-7,"minus":-0,"updated_at":"2026-11-20T10:00:00Z"}';
  await takeIn(app.deps, "products/create", body);
  await processAll(app.deps);
  await deliverDue(app.deps);
  const sent = receiver.received[before]?.body ?? "";
  expect(sent).toContain(`"data":{"product":${body}}`);
});

test("a delivery that fails is tried again on the schedule, with the same event id and body, until it succeeds", async () => {
  const before = receiver.received.length;
  receiver.answer(status(500, {}, "not now"));
  await takeIn(app.deps, "orders/paid", sample("orders/paid"));
  await processAll(app.deps);
  await deliverDue(app.deps);
  expect(await deliverDue(app.deps)).toBe(0); // not due before its pause is over
  await letTimePass(app.deps);
  receiver.answer(status(204));
  await deliverDue(app.deps);

  const [first, second] = receiver.received.slice(before);
  expect(second?.body).toBe(first?.body);
  expect(second?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
  expect([first?.headers["x-attempt"], second?.headers["x-attempt"]]).toEqual(["1", "2"]);
  const delivery = await app.deps.prisma.delivery.findFirstOrThrow({ where: { topic: "order/paid" } });
  expect(delivery).toMatchObject({ status: "succeeded", attempts: 2, dueAt: null, lastStatusCode: 204 });
  const attempts = await app.deps.prisma.attempt.findMany({
    where: { deliveryId: delivery.id },
    orderBy: { number: "asc" },
  });
  expect(attempts).toMatchObject([
    {
      number: 1,
      status: "failed",
      reason: "http_status",
      statusCode: 500,
      responseBody: "not now",
      remoteAddress: "127.0.0.1",
    },
    { number: 2, status: "succeeded", reason: null, statusCode: 204 },
  ]);
});

test("what nobody chose is counted, and neither event nor body is kept", async () => {
  const { deps } = app;
  const shopId = await addShop(deps, "quiet-shop.myshopify.com");
  await addEndpoint(deps, shopId, receiver.url, ["customer/created"]);
  await takeIn(deps, "orders/create", sample("orders/create"), {
    shop: "quiet-shop.myshopify.com",
    webhookId: "quiet-1",
  });
  await processAll(deps);

  expect(await deps.prisma.event.count({ where: { shopId } })).toBe(0);
  expect(await deps.prisma.unchosenCount.findMany({ where: { shopId } })).toMatchObject([
    { topic: "order/created", count: 1 },
  ]);
  const inbound = await deps.prisma.inboundWebhook.findFirstOrThrow({ where: { webhookId: "quiet-1" } });
  expect(inbound.status).toBe("mapped");
  expect(await deps.prisma.inboundBody.count({ where: { id: inbound.id } })).toBe(0);
});

test("events of one shop never reach another shop's endpoints", async () => {
  const { deps } = app;
  const other = await createTestReceiver();
  const shopId = await addShop(deps, "other-shop.myshopify.com");
  await addEndpoint(deps, shopId, other.url);
  await takeIn(deps, "customers/create", sample("customers/create"), { shop: "other-shop.myshopify.com" });
  await processAll(deps);
  const before = receiver.received.length;
  await deliverDue(deps);
  expect(other.received).toHaveLength(1);
  expect(receiver.received).toHaveLength(before);
});
