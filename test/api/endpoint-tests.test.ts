import { Webhook } from "standardwebhooks";
import { beforeAll, expect, test } from "vitest";
import { serve } from "../../app/server/serve.ts";
import { createToken } from "../../app/tokens/create-token.ts";
import { addShop } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { createTestReceiver, status, type TestReceiver } from "../helpers/test-receiver.ts";
import { type Answer, apiClient, type Call } from "./api-client.ts";

let app: TestDeps;
let receiver: TestReceiver;
let base: string;
let call: Call;
let other: Call;

beforeAll(async () => {
  app = await createTestDeps();
  receiver = await createTestReceiver();
  const { port } = await serve(app.deps, { withPanel: false });
  base = `http://127.0.0.1:${port}/api/v1`;
  call = await client(await addShop(app.deps));
  other = await client(await addShop(app.deps, "other.myshopify.com"));
});

const client = async (shopId: string) =>
  apiClient(base, (await createToken(app.deps, shopId, "write")).token);

const verified = (secret: string, request: TestReceiver["received"][number] | undefined) =>
  new Webhook(secret).verify(request?.body ?? "", request?.headers ?? {});

test("an address can be tried before it is saved: signed with a secret of its own, and nothing is on record", async () => {
  app.deps.clock = { now: () => new Date() };
  receiver.answer(status(418, {}, "teapot"));
  const headers = { authorization: "Bearer x" };
  const answer = await call("POST", "/endpoints/test", { url: receiver.url, topic: "order/paid", headers });
  receiver.answer(status(200));
  expect(answer).toMatchObject({
    status: 200,
    json: {
      ...{ delivered: false, status: 418, reason: "http_status", response: "teapot" },
      ...{ duration_ms: expect.any(Number), secret: expect.stringMatching(/^whsec_/) },
    },
  });
  const request = receiver.received.at(-1);
  expect(request?.headers).toMatchObject({ "x-test": "true", "x-topic": "order/paid", ...headers });
  expect(verified(answer.json.secret, request)).toMatchObject({
    test: true,
    topic: "order/paid",
    sequence: 0,
  });
  const id = request?.headers["webhook-id"] ?? "";
  expect(await app.deps.prisma.event.count({ where: { id } })).toBe(0);
  expect(await app.deps.prisma.delivery.count({ where: { eventId: id } })).toBe(0);
});

test("a trial says what is wrong with it, and there are ten a minute", async () => {
  const trial = (body: object) => other("POST", "/endpoints/test", body);
  expect((await trial({ url: "https://10.0.0.1/", topic: "order/paid" })).json.errors.url).toHaveLength(1);
  expect((await trial({ url: receiver.url, topic: "order/lost" })).json.errors.topic).toEqual([
    "There is no such topic.",
  ]);
  const answers: Answer[] = [];
  for (let count = 0; count < 10; count += 1)
    answers.push(await trial({ url: receiver.url, topic: "order/paid" }));
  expect(answers.map(({ status }) => status)).toEqual([...Array.from({ length: 9 }, () => 200), 429]);
  expect(answers.at(-1)?.headers.get("retry-after")).toBe("60");
});

test("a test call of an endpoint whose secret no key opens is refused and says what to do", async () => {
  const shopId = await addShop(app.deps, "sealed-shop.myshopify.com");
  const sealedShop = await client(shopId);
  const { json } = await sealedShop("POST", "/endpoints", { url: receiver.url, topics: ["*"] });
  await app.deps.prisma.signingSecret.updateMany({
    where: { endpointId: String(json.id) },
    data: { sealed: "v1.00000000.x" },
  });
  const answer = await sealedShop("POST", `/endpoints/${json.id}/test`, {});
  expect(answer.status).toBe(409);
  expect(answer.json).toMatchObject({ type: "urn:carillon:problem:sealed" });
});
