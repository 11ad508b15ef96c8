import { Webhook } from "standardwebhooks";
import { beforeAll, expect, test } from "vitest";
import { serve } from "../../app/server/serve.ts";
import { createToken } from "../../app/tokens/create-token.ts";
import { addShop } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { createTestReceiver, status, type TestReceiver } from "../helpers/test-receiver.ts";
import { type Answer, apiClient, type Call } from "./api-client.ts";

const PROBLEM = "application/problem+json; charset=utf-8";

let app: TestDeps;
let receiver: TestReceiver;
let write: Call;
let read: Call;
let foreign: Call;
let base: string;

beforeAll(async () => {
  app = await createTestDeps({ MAX_ENDPOINTS_PER_SHOP: "4" });
  receiver = await createTestReceiver();
  const { port } = await serve(app.deps, { withPanel: false });
  base = `http://127.0.0.1:${port}/api/v1`;
  const shopId = await addShop(app.deps);
  write = await client(shopId, "write");
  read = await client(shopId, "read");
  foreign = await client(await addShop(app.deps, "other.myshopify.com"), "write");
});

const client = async (shopId: string, scope: "read" | "write") =>
  apiClient(base, (await createToken(app.deps, shopId, scope)).token);

/** One endpoint for the tests that only need some. */
let made: Answer["json"] | undefined;
async function endpoint(): Promise<Answer["json"]> {
  made ??= (
    await write("POST", "/endpoints", {
      url: "https://127.0.0.1/hook",
      topics: ["*", "endpoint/failing"],
      headers: { Authorization: "Bearer one", "x-key": "two" },
      secret: "the-token-of-another-app-1234",
    })
  ).json;
  return made;
}

test("an endpoint is answered with its secret once, and with masked headers always", async () => {
  const { id, secret, ...rest } = await endpoint();
  expect(secret).toBe("the-token-of-another-app-1234");
  expect(rest).toMatchObject({
    ...{ status: "enabled", topics: ["*", "endpoint/failing"], rate_limit: null, weekly_check: false },
    headers: { Authorization: "•••", "x-key": "•••" },
    secrets: [{ id: expect.stringMatching(/^sec_/), hint: "1234", expires_at: null }],
  });
  const { json, text } = await read("GET", `/endpoints/${id}`);
  expect(json).toEqual({ id, ...rest });
  expect(text).not.toMatch(/Bearer one|another-app/);
  const list = await read("GET", "/endpoints");
  expect(list.json.endpoints).toEqual([{ id, ...rest }]);
});

test("a change answers with the endpoint as it is then", async () => {
  const { id } = await endpoint();
  const changed = await write("PATCH", `/endpoints/${id}`, {
    ...{ url: receiver.url, description: "ERP", rate_limit: 5, weekly_check: true, topics: ["order/paid"] },
    headers: { "x-key": null, "X-New": "three" },
  });
  expect(changed).toMatchObject({
    status: 200,
    json: {
      ...{
        id,
        url: receiver.url,
        description: "ERP",
        rate_limit: 5,
        weekly_check: true,
        topics: ["order/paid"],
      },
      headers: { Authorization: "•••", "X-New": "•••" },
    },
  });
  expect((await write("PATCH", `/endpoints/${id}`, { rate_limit: null })).json.rate_limit).toBeNull();
  await write("POST", `/endpoints/${id}/test`, {});
  expect(receiver.received.at(-1)?.headers).toMatchObject({ authorization: "Bearer one", "x-new": "three" });
  expect(receiver.received.at(-1)?.headers).not.toHaveProperty("x-key");
});

test.each<[object, string, RegExp]>([
  [{ url: "https://10.0.0.1/" }, "url", /private network/],
  [{ topics: [] }, "topics", /at least one topic/],
  [{ headers: { authorization: "•••" } }, "headers", /leave authorization out to keep it/],
  [{ headers: { signature: "x" } }, "headers", /set by Carillon/],
  [{ headers: { "x-a": 1 } }, "headers.x-a", /.+/],
  [{ rate_limit: 1_001 }, "rate_limit", /at most 1000/],
  [{ weekly_check: "yes" }, "weekly_check", /true or false/],
  [{ secret: "the-token-of-another-app-1234" }, "secret", /no such field/],
  [{ status: "paused" }, "status", /no such field/],
])("a change to %j is a 422 problem that names the field", async (body, field, message) => {
  const { id } = await endpoint();
  const before = (await read("GET", `/endpoints/${id}`)).json;
  const answer = await write("PATCH", `/endpoints/${id}`, { description: "changed", ...body });
  expect([answer.status, answer.type]).toEqual([422, PROBLEM]);
  expect(answer.json.errors[field]).toEqual([expect.stringMatching(message)]);
  expect((await read("GET", `/endpoints/${id}`)).json).toEqual(before);
});

test("status calls answer with the endpoint, and wrong ones with a 409 and what to do instead", async () => {
  const { id } = await endpoint();
  const post = (action: string) => write("POST", `/endpoints/${id}/${action}`);
  expect((await post("pause")).json).toMatchObject({ id, status: "paused" });
  expect(await post("enable")).toMatchObject({
    status: 409,
    type: PROBLEM,
    json: { type: "urn:carillon:problem:wrong_status", detail: expect.stringContaining("Resume it") },
  });
  expect((await post("resume")).json.status).toBe("enabled");
  expect((await post("disable")).json).toMatchObject({ status: "disabled", disabled_reason: "merchant" });
  expect((await post("resume")).json.detail).toMatch(/Enable it/);
  expect((await post("enable")).json).toMatchObject({ status: "enabled", disabled_reason: null });
  expect((await write("POST", `/endpoints/${id}/pause`, { until: "tomorrow" })).status).toBe(422);
});

test("a rotation answers the new secret once, and a fourth live one is refused by name", async () => {
  const { id } = await endpoint();
  const rotate = (body?: object) => write("POST", `/endpoints/${id}/rotate-secret`, body);
  const first = await rotate();
  expect(first).toMatchObject({ status: 200, json: { secret: expect.stringMatching(/^whsec_/) } });
  expect(first.headers.get("cache-control")).toBe("no-store");
  const [newest, oldest] = first.json.secrets;
  expect(newest).toMatchObject({ hint: first.json.secret.slice(-4), expires_at: null });
  const overlap = new Date(oldest?.expires_at ?? 0).getTime() - new Date(newest?.created_at ?? 0).getTime();
  expect(Math.round(overlap / 60_000)).toBe(24 * 60);
  expect((await read("GET", `/endpoints/${id}`)).text).not.toContain(first.json.secret.slice(6));

  expect((await rotate({ overlap_seconds: 604_800, secret: "a-second-token-of-our-own" })).json.secret).toBe(
    "a-second-token-of-our-own",
  );
  expect(await rotate({ overlap_seconds: 1 })).toMatchObject({
    status: 409,
    json: { type: "urn:carillon:problem:rotation_limit", detail: expect.stringContaining("at most 3 live") },
  });
  const finished = await write("POST", `/endpoints/${id}/finish-rotation`);
  expect(finished.json.secrets).toMatchObject([{ hint: "-own", expires_at: null }]);
});

test.each<[object, string]>([
  [{ overlap_seconds: -1 }, "overlap_seconds"],
  [{ overlap_seconds: 604_801 }, "overlap_seconds"],
  [{ overlap_seconds: 1.5 }, "overlap_seconds"],
  [{ overlap_seconds: "1h" }, "overlap_seconds"],
  [{ secret: "short" }, "secret"],
  [{ secret: `whsec_${"A".repeat(24)}` }, "secret"],
  [{ overlap: 5 }, "overlap"],
])("a rotation with %j is a 422 problem that names the field", async (body, field) => {
  const { id } = await endpoint();
  const answer = await write("POST", `/endpoints/${id}/rotate-secret`, body);
  expect([answer.status, answer.type]).toEqual([422, PROBLEM]);
  expect(answer.json.errors[field]).toEqual([expect.any(String)]);
});

const verified = (secret: string, request: TestReceiver["received"][number] | undefined) =>
  new Webhook(secret).verify(request?.body ?? "", request?.headers ?? {});

test("an address can be tried before it is saved: signed with a secret of its own, and nothing is on record", async () => {
  app.deps.clock = { now: () => new Date() };
  receiver.answer(status(418, {}, "teapot"));
  const headers = { authorization: "Bearer x" };
  const answer = await write("POST", "/endpoints/test", { url: receiver.url, topic: "order/paid", headers });
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
  const trial = (body: object) => foreign("POST", "/endpoints/test", body);
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

test("another shop's endpoints answer 404, as unknown ones do; a read token changes nothing", async () => {
  const { id } = await endpoint();
  const before = (await read("GET", `/endpoints/${id}`)).json;
  const calls: [string, string, object?][] = [
    ["GET", ""],
    ["PATCH", "", { description: "mine" }],
    ["DELETE", ""],
    ...["enable", "disable", "pause", "resume", "rotate-secret", "finish-rotation"].map(
      (action): [string, string] => ["POST", `/${action}`],
    ),
  ];
  for (const [method, action, body] of calls) {
    const answer = await foreign(method, `/endpoints/${id}${action}`, body);
    expect([answer.status, answer.type], `${method} ${action}`).toEqual([404, PROBLEM]);
    expect((await write(method, `/endpoints/ep_unknown${action}`, body)).status).toBe(404);
    if (method !== "GET") expect((await read(method, `/endpoints/${id}${action}`, body)).status).toBe(403);
  }
  expect((await foreign("GET", "/endpoints")).json.endpoints).toEqual([]);
  expect((await read("GET", `/endpoints/${id}`)).json).toEqual(before);
});

test("a shop has no more endpoints than its limit, also when they are made at once", async () => {
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => write("POST", "/endpoints", { url: receiver.url, topics: ["*"] })),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
  expect(answers.find(({ status }) => status !== 201)).toMatchObject({
    status: 409,
    json: { detail: "A shop has at most 4 endpoints." },
  });
});

test("lists page by cursor, and wrong pages are a 422 problem", async () => {
  const seen: string[] = [];
  let cursor = "";
  do {
    const { json } = await read("GET", `/endpoints?limit=2${cursor && `&cursor=${cursor}`}`);
    seen.push(...json.endpoints.map(({ id }) => id));
    cursor = json.next_cursor;
  } while (cursor);
  expect(seen).toEqual([...new Set(seen)].sort().reverse());
  expect(seen).toHaveLength(4);
  for (const query of ["limit=0", "limit=101", "cursor=dlv_1", "unknown=1"]) {
    expect((await read("GET", `/endpoints?${query}`)).status).toBe(422);
  }
});

test("a deleted endpoint is gone", async () => {
  const { id } = await endpoint();
  expect(await write("DELETE", `/endpoints/${id}`)).toMatchObject({ status: 204, text: "" });
  for (const method of ["GET", "DELETE"]) expect((await write(method, `/endpoints/${id}`)).status).toBe(404);
});

test.each<[string, object, string, RegExp]>([
  ["no URL", { topics: ["*"] }, "url", /Enter the URL/],
  ["a URL that is none", { url: "example.com", topics: ["*"] }, "url", /begins with https/],
  ["another scheme", { url: "ftp://example.com", topics: ["*"] }, "url", /begins with https/],
  ["credentials in the URL", { url: "https://user:pass@example.com", topics: ["*"] }, "url", /in a header/],
  ["a private address", { url: "https://10.0.0.1/hook", topics: ["*"] }, "url", /private network/],
  ["an encoded private address", { url: "https://0x0a000001/hook", topics: ["*"] }, "url", /private network/],
  ["no topic", { url: "https://example.com", topics: [] }, "topics", /at least one topic/],
  [
    "an unknown topic",
    { url: "https://example.com", topics: ["order/lost"] },
    "topics",
    /no topic "order\/lost"/,
  ],
  [
    "a header of ours",
    { url: "https://example.com", topics: ["*"], headers: { "X-Topic": "a" } },
    "headers",
    /set by Carillon/,
  ],
  [
    "a header with a line break",
    { url: "https://example.com", topics: ["*"], headers: { "x-a": "a\r\nb: c" } },
    "headers",
    /printable/,
  ],
  ["headers that are none", { url: "https://example.com", topics: ["*"], headers: null }, "headers", /names/],
  ["a secret that is none", { url: "https://example.com", topics: ["*"], secret: 5 }, "secret", /a text/],
  ["topics that are none", { url: "https://example.com", topics: [5] }, "topics.0", /name of a topic/],
  ["half a character", { url: "https://example.com/\ud800", topics: ["*"] }, "url", /half characters/],
  [
    "half a character in the description",
    { url: "https://example.com", topics: ["*"], description: "a\udc00b" },
    "description",
    /half characters/,
  ],
  [
    "no text for a description",
    { url: "https://example.com", topics: ["*"], description: null },
    "description",
    /text/,
  ],
  ["a weak secret", { url: "https://example.com", topics: ["*"], secret: "short" }, "secret", /24 to 128/],
  [
    "a rate limit of nothing",
    { url: "https://example.com", topics: ["*"], rate_limit: 0 },
    "rate_limit",
    /at least 1/,
  ],
  [
    "a control character",
    { url: "https://example.com", topics: ["*"], description: "a\u0000b" },
    "description",
    /control characters/,
  ],
  ["an unknown field", { url: "https://example.com", topics: ["*"], colour: "red" }, "colour", /.+/],
])("%s is a 422 problem that names the field", async (_what, body, field, message) => {
  const answer = await write("POST", "/endpoints", body);
  expect([answer.status, answer.type]).toEqual([422, PROBLEM]);
  expect(answer.json.errors[field]).toEqual([expect.stringMatching(message)]);
});

test("a test call of an endpoint whose secret no key opens is refused and says what to do", async () => {
  const shopId = await addShop(app.deps, "sealed-shop.myshopify.com");
  const call = await client(shopId, "write");
  const { json } = await call("POST", "/endpoints", { url: receiver.url, topics: ["*"] });
  await app.deps.prisma.signingSecret.updateMany({
    where: { endpointId: String(json.id) },
    data: { sealed: "v1.00000000.x" },
  });
  const answer = await call("POST", `/endpoints/${json.id}/test`, {});
  expect(answer.status).toBe(409);
  expect(answer.json).toMatchObject({ type: "urn:carillon:problem:sealed" });
});
