import { beforeAll, expect, test } from "vitest";
import { serve } from "../../app/server/serve.ts";
import { createToken } from "../../app/tokens/create-token.ts";
import { addShop } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { createTestReceiver, type TestReceiver } from "../helpers/test-receiver.ts";
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
  let cursor: string | null = null;
  do {
    const { json }: Answer = await read("GET", `/endpoints?limit=2${cursor ? `&cursor=${cursor}` : ""}`);
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
