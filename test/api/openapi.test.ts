// The OpenAPI document against the running app: it is one, every answer that it names is given, and no other.
import { Validator } from "@seriousme/openapi-schema-validator";
import { beforeAll, expect, test } from "vitest";
import { CALLS } from "../../app/api/calls.ts";
import { systemClock } from "../../app/config/clock.ts";
import { createLimitCalls } from "../../app/limits/limit-calls.ts";
import { serve } from "../../app/server/serve.ts";
import { createToken } from "../../app/tokens/create-token.ts";
import { TOPICS } from "../../app/topics/catalog.ts";
import { sampleBody } from "../../app/topics/sample-body.ts";
import { addShop } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { createTestReceiver } from "../helpers/test-receiver.ts";
import { mailTo } from "../notifications/alert-steps.ts";
import { createMailServer } from "../notifications/mail-server.ts";
import { apiClient, type Call } from "./api-client.ts";
import { errorsOf, escapePointer, openApi, reached, resolve } from "./contract.ts";
import { reachDeliveries, reachEndpoints, reachRecoveries, reachSettings } from "./reach-statuses.ts";

let app: TestDeps;
let base: string;
let shopId: string;
let write: Call;
let read: Call;
const nobody = (): Call => apiClient(base, undefined);

beforeAll(async () => {
  const mail = await createMailServer();
  app = await createTestDeps({ MAX_ENDPOINTS_PER_SHOP: "12", ...mailTo(mail.url) }, { clock: systemClock });
  base = await serveApi({});
  shopId = await addShop(app.deps);
  write = await client("write");
  read = await client("read");
});

async function serveApi(overrides: Partial<TestDeps["deps"]>): Promise<string> {
  const { port } = await serve({ ...app.deps, ...overrides }, { withPanel: false });
  return `http://127.0.0.1:${port}/api/v1`;
}

const client = async (scope: "read" | "write"): Promise<Call> =>
  apiClient(base, (await createToken(app.deps, shopId, scope)).token);

/** Every call with something in the place of its ids. */
const every = CALLS.map((call) => ({
  ...call,
  method: call.method.toUpperCase(),
  address: call.path.replaceAll(/\{\w+\}/g, "x"),
}));
const ofShops = every.filter(({ scope }) => scope !== undefined);
const writing = every.filter(({ scope }) => scope === "write");
const withBody = every.filter(({ method }) => ["POST", "PUT", "PATCH"].includes(method));

async function expectAll(
  calls: typeof every,
  status: number,
  make: (call: (typeof every)[number]) => Promise<{ status: number }>,
) {
  const answers = await Promise.all(calls.map(async (call) => [call.id, (await make(call)).status]));
  expect(answers).toEqual(calls.map(({ id }) => [id, status]));
}

test("the document is OpenAPI 3.1", async () => {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(structuredClone({ ...openApi }));
  expect([valid, errors, validator.version]).toEqual([true, undefined, "3.1"]);
});

test("the app serves the document to whoever asks", async () => {
  const { status, headers, text } = await nobody()("GET", "/openapi.json");
  expect([status, headers.get("content-type")]).toEqual([200, "application/json; charset=utf-8"]);
  expect(JSON.parse(text)).toEqual(openApi);
});

test("every example in it is valid by its own schema", () => {
  const wrong: string[] = [];
  const check = (place: string) => {
    const content = resolve<{ content?: Record<string, { example?: unknown; examples?: object }> }>(
      place,
    ).content;
    for (const [type, { example, examples = {} }] of Object.entries(content ?? {})) {
      const values = [
        ...(example === undefined ? [] : [example]),
        ...Object.values(examples).map(({ value }) => value),
      ];
      for (const value of values) {
        const errors = errorsOf(`${place}/content/${escapePointer(type)}/schema`, value);
        if (errors) wrong.push(`${place}: ${errors}`);
      }
    }
  };
  for (const code of Object.keys(resolve<object>("/components/responses")))
    check(`/components/responses/${code}`);
  for (const [path, methods] of Object.entries(openApi.paths))
    for (const [method, { requestBody, responses }] of Object.entries(methods)) {
      const place = `/paths/${escapePointer(path)}/${method}`;
      if (requestBody) check(`${place}/requestBody`);
      for (const [status, response] of Object.entries(responses))
        if (!("$ref" in response)) check(`${place}/responses/${status}`);
    }
  expect(wrong).toEqual([]);
});

test("every topic is a webhook, whose example and schema are what is sent", async () => {
  expect(Object.keys(openApi.webhooks)).toEqual(TOPICS.map(({ name }) => name));
  for (const { name } of TOPICS) {
    const place = `/webhooks/${escapePointer(name)}/post/requestBody/content/application~1json/schema`;
    expect([name, errorsOf(place, sampleBody(name))]).toEqual([name, undefined]);
    expect(errorsOf(place, { ...sampleBody(name), topic: "order/lost" })).toBeDefined();
  }
  const { json } = await nobody()("GET", "/schemas/order/paid.json");
  expect(json).toMatchObject({ properties: { topic: { const: "order/paid" } } });
});

test("the headers of a webhook are those that a test call brings", async () => {
  const receiver = await createTestReceiver();
  await write("POST", "/endpoints/test", { url: receiver.url, topic: "order/paid" });
  const sent = Object.keys(receiver.received[0]?.headers ?? {});
  const OF_HTTP = ["host", "connection", "content-type", "content-length", "accept", "accept-encoding"];
  const documented = openApi.webhooks["order/paid"]?.post.parameters.map(({ $ref }) =>
    resolve<{ name: string; required: boolean }>($ref.slice(1)),
  );
  const names = documented?.map(({ name }) => name) ?? [];
  expect(sent.filter((name) => !OF_HTTP.includes(name) && !names.includes(name))).toEqual([]);
  expect(documented?.filter(({ name, required }) => required && !sent.includes(name))).toEqual([]);
});

test("without a token every call of a shop is 401, and with a read token those that write are 403", async () => {
  await expectAll(ofShops, 401, ({ method, address }) => nobody()(method, address));
  await expectAll(writing, 403, ({ method, address }) => read(method, address));
});

test("an unknown parameter is 422 in every call, and names itself", async () => {
  await expectAll(every, 422, async ({ method, address }) => {
    const answer = await write(
      method,
      `${address}?colour=red`,
      ["GET", "DELETE"].includes(method) ? undefined : {},
    );
    expect(answer.json.errors).toMatchObject({ colour: ["There is no such field."] });
    return answer;
  });
});

test("an unknown field is 422 in every body, and names itself", async () => {
  await expectAll(withBody, 422, async ({ method, address }) => {
    const answer = await write(method, address, { colour: "red" });
    expect(answer.json.errors).toMatchObject({ colour: ["There is no such field."] });
    return answer;
  });
});

test("a body that cannot be read is 400, 413 or 415", async () => {
  await expectAll(withBody, 400, ({ method, address }) => write(method, address, "[1]"));
  await expectAll(withBody, 413, ({ method, address }) =>
    write(method, address, `"${"x".repeat(256 * 1024)}"`),
  );
  await expectAll(withBody, 415, ({ method, address }) =>
    write(method, address, "<a/>", { "content-type": "application/xml" }),
  );
  const [call] = withBody;
  const encoded = { "content-encoding": "compress" };
  expect((await write(call?.method ?? "", call?.address ?? "", "{}", encoded)).status).toBe(415);
});

test("PUT and PATCH without a body are 400: nothing is set back", async () => {
  const replacing = withBody.filter(({ method }) => method !== "POST");
  expect((await write("PUT", "/rules", { membership: { tags: ["club"] } })).status).toBe(200);
  await expectAll(replacing, 400, ({ method, address }) => write(method, address));
  expect((await read("GET", "/rules")).json).toMatchObject({ membership: { tags: ["club"] } });
  for (const { path, method } of replacing)
    expect(openApi.paths[path]?.[method.toLowerCase()]?.requestBody).toMatchObject({ required: true });
});

test("a body that is no UTF-8 is 400", async () => {
  const { token } = await createToken(app.deps, shopId, "write");
  const { status } = await fetch(`${base}/events`, {
    method: "POST",
    headers: { authorization: `bearer ${token}`, "content-type": "application/json" },
    body: Buffer.from('{"topic":"\xff"}', "latin1"),
  });
  expect(status).toBe(400);
});

test("no pattern needs Unicode properties, which clients made of the document may not read", () => {
  expect(JSON.stringify(openApi)).not.toMatch(/"pattern":"[^"]*\\\\p\{/i);
});

test("a path that is badly encoded is 400", async () => {
  const withId = every.filter(({ path }) => path.includes("{"));
  await expectAll(withId, 400, ({ method, path }) => write(method, path.replaceAll(/\{\w+\}/g, "%ff")));
});

test("what is unknown is 404", async () => {
  const withId = every.filter(({ problems }) => problems?.includes("not_found"));
  const BODIES: Record<string, object> = {
    recoverEndpoint: { since: new Date().toISOString(), include: "failed" },
    resendDeliveries: { filter: { endpoint_id: "ep_0193465a2d7b7c3e8f1a000000000001" } },
  };
  await expectAll(withId, 404, ({ id, method, address }) =>
    write(method, address, ["GET", "DELETE"].includes(method) ? undefined : (BODIES[id] ?? {})),
  );
});

test("another method of a known path is 405 and names those that there are", async () => {
  for (const [path, allow] of [
    ["/endpoints", "GET, HEAD, POST"],
    ["/endpoints/x", "DELETE, GET, HEAD, PATCH"],
    ["/rules", "GET, HEAD, PUT"],
    ["/openapi.json", "GET, HEAD"],
  ] as const) {
    for (const method of ["OPTIONS", "TRACE", "PUT"].filter(
      (one) => one !== "TRACE" && !allow.includes(one),
    )) {
      const answer = await write(method, path);
      expect([path, answer.status, answer.headers.get("allow")]).toEqual([path, 405, allow]);
      expect(answer.json.type).toBe("urn:carillon:problem:method_not_allowed");
    }
  }
});

test("HEAD is GET without a body, for a read token too", async () => {
  for (const path of ["/endpoints", "/openapi.json", "/topics"]) {
    const [head, get] = [await read("HEAD", path), await read("GET", path)];
    expect([head.status, head.text]).toEqual([200, ""]);
    expect(head.headers.get("content-length")).toBe(String(Buffer.byteLength(get.text)));
  }
});

test("more calls than a token may make are 429 and say when to go on", async () => {
  const limited = await serveApi({ limitCalls: createLimitCalls({ most: 0, windowSeconds: 3_600 }) });
  const { token } = await createToken(app.deps, shopId, "write");
  const call = apiClient(limited, token);
  await expectAll(every, 429, ({ method, address }) => call(method, address));
});

test("a database that has no time is 503, one that is broken is 500", async () => {
  const size = app.deps.env.DATABASE_POOL_SIZE;
  const taken = await Promise.all(Array.from({ length: size }, () => app.deps.pool.connect()));
  await expectAll(ofShops, 503, ({ method, address }) => write(method, address));
  for (const one of taken) one.release();
  await app.deps.pool.query("alter table api_token rename to api_token_away");
  try {
    await expectAll(ofShops, 500, ({ method, address }) => write(method, address));
  } finally {
    await app.deps.pool.query("alter table api_token_away rename to api_token");
  }
});

test("calls about endpoints answer all that the document names", () => reachEndpoints(app, shopId, write));
test("calls about events and deliveries answer all that the document names", () =>
  reachDeliveries(app, shopId, write));
test("calls about recoveries answer all that the document names", () => reachRecoveries(app, shopId, write));
test("calls about settings answer all that the document names", () => reachSettings(write));

test("every answer that the document names was given", () => {
  const named = Object.entries(openApi.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { responses }]) =>
      Object.keys(responses).map((status) => `${method.toUpperCase()} ${path} ${status}`),
    ),
  );
  expect(named.filter((one) => !reached.has(one))).toEqual([]);
});
