import { beforeAll, beforeEach, expect, test } from "vitest";
import { systemClock } from "../../app/config/clock.ts";
import * as route from "../../app/routes/app/test-calls.ts";
import { sampleData } from "../../app/topics/samples.ts";
import { verdictOn } from "../../app/ui/test-call/verdict.ts";
import { addEndpoint } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { createTestReceiver, status, type TestReceiver } from "../helpers/test-receiver.ts";
import { installShop, signedIn } from "./panel-request.ts";

let app: TestDeps;
let receiver: TestReceiver;
let shops = 0;
let shop: string;
let shopId: string;
let endpoint: string;

beforeAll(async () => {
  app = await createTestDeps({}, { clock: systemClock });
  receiver = await createTestReceiver();
});

beforeEach(async () => {
  shops += 1;
  shop = `shop-${shops}.myshopify.com`;
  shopId = await installShop(app.deps, shop);
  endpoint = (await addEndpoint(app.deps, shopId, receiver.url)).id;
  receiver.answer(status(200, { "x-answer": "yes" }, "thanks"));
});

const FORM = { topic: "order/paid", data: '{"order":{"id":820982911946154508}}', signing: "signed" };

const call = async (form: Record<string, string | string[]>, of = shop) =>
  (await route.action(signedIn(app.deps, of, "/", { form: { ...FORM, ...form } }))).data;

const sample = (query: string, of = shop) => route.loader(signedIn(app.deps, of, `/app/test-calls?${query}`));

const statusOf = (work: Promise<unknown>) =>
  work.then(
    () => 200,
    (thrown: { init?: { status: number } }) => thrown.init?.status,
  );

test("data of the merchant's own goes out as it is written, and the whole answer comes back", async () => {
  expect(await call({ endpoint })).toMatchObject({
    kind: "called",
    calls: [
      {
        endpointId: endpoint,
        outcome: {
          kind: "sent",
          result: {
            ...{ delivered: true, status: 200, response: "thanks", truncated: false, reason: null },
            responseHeaders: { "x-answer": "yes" },
            deliveryId: expect.stringMatching(/^dlv_/),
          },
        },
      },
    ],
    differences: [],
  });
  expect(receiver.received.at(-1)?.body).toContain('"data":{"order":{"id":820982911946154508}}');
});

test("all endpoints are called at once, and what one refuses says nothing of the others", async () => {
  const other = (await addEndpoint(app.deps, shopId, `${receiver.url}/other`)).id;
  receiver.answer(({ url }, response) => void response.writeHead(url.endsWith("other") ? 500 : 200).end());
  const answer = await call({ endpoint: [endpoint, other, endpoint] });
  expect(answer).toMatchObject({
    calls: [
      { endpointId: endpoint, outcome: { result: { delivered: true } } },
      { endpointId: other, outcome: { result: { delivered: false, status: 500 } } },
    ],
  });
});

test("no more endpoints are called than a minute allows", async () => {
  const ids = Array.from({ length: 11 }, (_, index) => `ep_${String(index).padStart(32, "0")}`);
  const answer = await call({ endpoint: [endpoint, ...ids] });
  if (answer.kind !== "called") throw new Error(answer.kind);
  expect(answer.calls.map(({ outcome }) => outcome.kind)).toEqual([
    "sent",
    ...Array.from({ length: 9 }, () => "not_found"),
    ...["too_many", "too_many"],
  ]);
});

test("to another shop's merchant an endpoint is not there, and neither is an event", async () => {
  const other = `other-${shops}.myshopify.com`;
  await installShop(app.deps, other);
  const before = receiver.received.length;
  expect(await statusOf(call({ endpoint }, other))).toBe(404);
  expect(receiver.received).toHaveLength(before);
  await call({ endpoint });
  const event = receiver.received.at(-1)?.headers["webhook-id"] ?? "";
  expect(await sample(`event=${event}`, other)).toEqual({ kind: "gone" });
  expect(await sample(`event=${event}`)).toEqual({
    kind: "sample",
    topic: "order/paid",
    text: '{\n  "order": {\n    "id": 820982911946154508\n  }\n}',
  });
});

test("a sample is the topic's own, without what the merchant holds back", async () => {
  const first = await sample("topic=customer%2Fcreated");
  expect(first).toEqual({
    kind: "sample",
    topic: "customer/created",
    text: JSON.stringify(sampleData("customer/created"), null, 2),
  });
  await app.deps.prisma.shop.update({ where: { id: shopId }, data: { heldBack: ["email"] } });
  const held = await sample("topic=customer%2Fcreated");
  expect(held.kind === "sample" && JSON.parse(held.text).redacted).toContain("customer.email");
  expect(await statusOf(sample("topic=customer%2Flost"))).toBe(404);
});

test("data that is none is refused, data of another shape is sent and said to be", async () => {
  expect(await call({ endpoint, data: "{" })).toEqual({ kind: "wrong_data", mistake: "not_json" });
  expect(await call({ endpoint, data: "[]" })).toEqual({ kind: "wrong_data", mistake: "not_object" });
  expect(await call({ endpoint, data: "{}" })).toMatchObject({
    kind: "called",
    differences: [{ path: "order", missing: true }],
  });
  expect(await statusOf(call({ endpoint, topic: "order/lost" }))).toBe(400);
  expect(await statusOf(call({ endpoint, signing: "forged" }))).toBe(400);
});

test("an address that is not saved is tried: with its headers, on no record, and its secret in this answer alone", async () => {
  const trial = { url: receiver.url, header_name: ["X-Token"], header_value: ["mine"] };
  const answer = await route.action(signedIn(app.deps, shop, "/", { form: { ...FORM, ...trial } }));
  expect(new Headers(answer.init?.headers).get("cache-control")).toBe("no-store");
  if (answer.data.kind !== "tried") throw new Error(answer.data.kind);
  const { result } = answer.data;
  expect(result).toMatchObject({ delivered: true, status: 200, secret: expect.stringMatching(/^whsec_/) });
  const request = receiver.received.at(-1);
  expect(request?.headers).toMatchObject({ "x-token": "mine", "x-test": "true" });
  expect(result.requestBody).toBe(request?.body);
  expect(result.requestHeaders).toMatchObject({ "X-Token": "•••", signature: request?.headers.signature });
  expect(await app.deps.prisma.delivery.count({ where: { shopId } })).toBe(0);
});

test("endpoints and addresses that are not saved are called at once, and each answers for itself", async () => {
  const closed = "https://10.0.0.1/";
  const urls = [`${receiver.url}/a`, closed, `${receiver.url}/a`, `${receiver.url}/b`];
  expect(await call({ endpoint, url: urls })).toMatchObject({
    kind: "called",
    calls: [{ endpointId: endpoint, outcome: { kind: "sent" } }],
    tries: [
      { url: urls[0], outcome: { kind: "sent", result: { delivered: true } } },
      { url: closed, outcome: { kind: "invalid", errors: { url: [expect.stringContaining("private")] } } },
      { url: urls[3], outcome: { kind: "sent", result: { delivered: true } } },
    ],
  });
  expect(await call({ url: [receiver.url, "nonsense"] })).toMatchObject({
    kind: "wrong_address",
    errors: { url: [expect.stringContaining("https://")] },
  });
});

test("an address that cannot be one is refused in words, and ten trials a minute are enough", async () => {
  expect(await call({ url: "https://10.0.0.1/" })).toMatchObject({
    kind: "wrong_address",
    errors: { url: [expect.stringContaining("private network")] },
  });
  expect(await call({ url: "nonsense" })).toMatchObject({ kind: "wrong_address" });
  expect(await call({ url: receiver.url, header_name: ["host"], header_value: ["x"] })).toMatchObject({
    kind: "wrong_address",
    errors: { headers: [expect.stringContaining("host")] },
  });
  for (let count = 1; count < 10; count += 1) expect((await call({ url: receiver.url })).kind).toBe("tried");
  expect(await call({ url: receiver.url })).toEqual({ kind: "too_many", retryAfterSeconds: 60 });
});

test("a call that no receiver should trust has passed when it is refused", () => {
  const result = (code: number | null) => ({
    ...{ delivered: code !== null && code < 300, status: code, durationMs: 1, reason: null, detail: null },
    ...{ response: null, responseHeaders: null, truncated: false },
  });
  expect(verdictOn("signed", result(200))).toBe("delivered");
  expect(verdictOn("signed", result(401))).toBe("failed");
  for (const signing of ["unsigned", "tampered"] as const) {
    expect([401, 403, 400].map((code) => verdictOn(signing, result(code)))).toEqual(Array(3).fill("proven"));
    expect(verdictOn(signing, result(204))).toBe("fooled");
    expect([500, 302, null].map((code) => verdictOn(signing, result(code)))).toEqual(
      Array(3).fill("unclear"),
    );
  }
});
