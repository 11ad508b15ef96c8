import { beforeAll, beforeEach, expect, test } from "vitest";
import { systemClock } from "../../app/config/clock.ts";
import { newId } from "../../app/db/ids.ts";
import { countInTurn } from "../../app/pipeline/recover/count-in-turn.ts";
import { serve } from "../../app/server/serve.ts";
import { createToken } from "../../app/tokens/create-token.ts";
import { addEndpoint, addShop } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { addDeliveries, ago, carryOnAll, HOUR_MS } from "../pipeline/recover/steps.ts";
import { apiClient } from "./api-client.ts";

let app: TestDeps;
let base: string;
let shopId: string;
let endpointId: string;
let write: string;
let read: string;
let foreign: string;

beforeAll(async () => {
  app = await createTestDeps({}, { clock: systemClock });
  const { port } = await serve(app.deps, { withPanel: false });
  base = `http://127.0.0.1:${port}/api/v1`;
  shopId = await addShop(app.deps);
  const other = await addShop(app.deps, "other.myshopify.com");
  write = (await createToken(app.deps, shopId, "write")).token;
  read = (await createToken(app.deps, shopId, "read")).token;
  foreign = (await createToken(app.deps, other, "write")).token;
});

beforeEach(async () => {
  await app.deps.pool.query(
    "delete from recovery; delete from lease; delete from delivery; delete from endpoint",
  );
  endpointId = (await addEndpoint(app.deps, shopId, "https://127.0.0.1/hook")).id;
});

async function call(
  method: string,
  path: string,
  { token = write, body }: { token?: string; body?: object } = {},
) {
  const answer = await apiClient(base, token)(method, path, body);
  const { headers } = answer;
  return { ...answer, location: headers.get("location"), retryAfter: headers.get("retry-after") };
}

const recover = (body: object, { token = write, id = endpointId } = {}) =>
  call("POST", `/endpoints/${id}/recover`, { body, token });
const lastHour = () => ({ since: ago(HOUR_MS).toISOString(), include: "failed" });
const failing = (count: number) => addDeliveries(app.deps, { shopId, endpointId }, count);

test("recovering says how many, and its progress can be read until it is done", async () => {
  await failing(3);
  const begun = await recover(lastHour());
  expect(begun).toMatchObject({
    status: 202,
    json: { count: 3, more: false, id: expect.stringMatching(/^rcv_/) },
  });
  const path = `/recoveries/${begun.json.id}`;
  expect(await call("GET", path, { token: read })).toMatchObject({
    status: 200,
    json: { endpoint_id: endpointId, include: "failed", status: "running", total: 3, done: 0, skipped: 0 },
  });
  await carryOnAll(app.deps);
  expect((await call("GET", path)).json).toMatchObject({
    status: "done",
    done: 3,
    cancelled_because: null,
    finished_at: expect.any(String),
  });
});

test("recovering missing events says which of the endpoint's topics were stored and which were not", async () => {
  await app.deps.pool.query(
    `insert into unchosen_count (shop_id, topic, day, count)
     values ($1, 'order/paid', (now() at time zone 'utc')::date, 4)`,
    [shopId],
  );
  const { json } = await recover({ ...lastHour(), include: "missing" });
  expect(json).toEqual({
    ...{ id: expect.stringMatching(/^rcv_/), count: expect.any(Number), more: false },
    stored_topics: expect.any(Array),
    not_stored: [{ topic: "order/paid", count: 4 }],
  });
});

test("a second order of the same kind names the one that runs", async () => {
  await failing(1);
  const { json } = await recover(lastHour());
  const second = await recover(lastHour());
  expect(second).toMatchObject({
    status: 409,
    location: `/api/v1/recoveries/${json.id}`,
    json: { type: "urn:carillon:problem:recovery_running", detail: expect.stringContaining(json.id) },
  });
});

test("while one order of the shop is counted another is told when to come back", async () => {
  const answers = await countInTurn(app.deps.pool, shopId, () =>
    Promise.all([recover(lastHour()), call("POST", "/deliveries/resend", { body: { filter: {} } })]),
  );
  for (const answer of answers ?? [])
    expect(answer).toMatchObject({
      ...{ status: 429, retryAfter: "2" },
      json: { type: "urn:carillon:problem:busy", detail: expect.stringContaining("in a moment") },
    });
  expect(answers).toHaveLength(2);
});

test("a running one can be cancelled, once", async () => {
  await failing(1);
  const path = `/recoveries/${(await recover(lastHour())).json.id}`;
  expect(await call("POST", `${path}/cancel`, { token: read })).toMatchObject({ status: 403 });
  expect(await call("POST", `${path}/cancel`)).toMatchObject({
    status: 200,
    json: { status: "cancelled", cancelled_because: "merchant" },
  });
  expect(await call("POST", `${path}/cancel`)).toMatchObject({ status: 409 });
});

test("bad windows are refused with a sentence at their field", async () => {
  const at = (ms: number) => ago(ms).toISOString();
  const day = 24 * HOUR_MS;
  const cases: [object, string][] = [
    [{ include: "failed" }, "since"],
    [{ include: "failed", since: "yesterday" }, "since"],
    [{ include: "failed", since: "2026-11-20 10:00:00" }, "since"],
    [{ include: "failed", since: "2026-02-30T10:00:00Z" }, "since"],
    [{ include: "failed", since: 1_700_000_000 }, "since"],
    [{ include: "failed", since: at(15 * day) }, "since"],
    [{ include: "failed", since: at(-HOUR_MS) }, "since"],
    [{ include: "failed", since: at(HOUR_MS), until: at(2 * HOUR_MS) }, "until"],
    [{ include: "failed", since: at(20 * day), until: at(day) }, "since"],
    [{ include: "all", since: at(HOUR_MS) }, "include"],
    [{ since: at(HOUR_MS) }, "include"],
    [{ ...lastHour(), topic: "order/paid" }, "topic"],
  ];
  for (const [body, field] of cases) {
    const { status, json } = await recover(body);
    expect([status, Object.keys(json.errors)], JSON.stringify(body)).toEqual([422, [field]]);
    expect(json.errors[field]?.[0]).toMatch(/^[A-Z].*\.$/);
  }
  expect((await recover({ include: "failed", since: at(14 * day) })).status).toBe(202);
  expect(await app.deps.prisma.recovery.count()).toBe(1);
});

test("another shop's and unknown ids are not there", async () => {
  await failing(1);
  const { id } = (await recover(lastHour())).json;
  await app.deps.pool.query("delete from recovery");
  for (const given of [endpointId, newId("ep"), "ep_1", "%00"])
    expect((await recover(lastHour(), { token: foreign, id: given })).status).toBe(404);
  const again = (await recover(lastHour())).json.id;
  for (const given of [id, newId("rcv"), "rcv_1"]) {
    expect((await call("GET", `/recoveries/${given}`)).status).toBe(404);
    expect((await call("POST", `/recoveries/${given}/cancel`)).status).toBe(404);
  }
  expect((await call("GET", `/recoveries/${again}`, { token: foreign })).status).toBe(404);
  expect((await call("POST", `/recoveries/${again}/cancel`, { token: foreign })).status).toBe(404);
  expect((await call("GET", "/recoveries", { token: foreign })).json.recoveries).toEqual([]);
});

test("a disabled endpoint gets nothing again", async () => {
  await app.deps.pool.query("update endpoint set status = 'disabled'");
  expect(await recover(lastHour())).toMatchObject({
    status: 409,
    json: { type: "urn:carillon:problem:endpoint_disabled" },
  });
});

test("the list is filtered and paged", async () => {
  const ids = [];
  for (let made = 0; made < 3; made += 1) {
    ids.push((await recover(lastHour())).json.id);
    await carryOnAll(app.deps);
  }
  const { json } = await call("GET", `/recoveries?endpoint_id=${endpointId}&status=done&limit=2`);
  expect(json.recoveries.map(({ id }) => id)).toEqual([ids[2], ids[1]]);
  const rest = await call("GET", `/recoveries?limit=2&cursor=${json.next_cursor}`);
  expect(rest.json.recoveries.map(({ id }) => id)).toEqual([ids[0]]);
  expect((await call("GET", "/recoveries?status=running")).json.recoveries).toEqual([]);
  expect((await call("GET", "/recoveries?status=lost")).status).toBe(422);
});

test("deliveries are sent again by the filter of their list, at each endpoint", async () => {
  await failing(2);
  const second = await addEndpoint(app.deps, shopId, "https://127.0.0.1/second");
  await addDeliveries(app.deps, { shopId, endpointId: second.id }, 1);
  const answer = await call("POST", "/deliveries/resend", { body: { filter: { status: "failed" } } });
  expect(answer).toMatchObject({ status: 202, json: { count: 3, more: false } });
  expect(answer.json.recoveries).toMatchObject([
    { endpoint_id: endpointId, count: 2 },
    { endpoint_id: second.id, count: 1 },
  ]);
  await carryOnAll(app.deps);
  expect(await app.deps.prisma.delivery.count({ where: { trigger: "replay", dueAt: { not: null } } })).toBe(
    3,
  );
});

test("a resend of many without a filter, or with a wrong one, begins nothing", async () => {
  await failing(1);
  const resend = (body: object, token = write) => call("POST", "/deliveries/resend", { body, token });
  const cases: [object, string][] = [
    [{}, "filter"],
    [{ filter: null }, "filter"],
    [{ filter: { status: "lost" } }, "filter.status"],
    [{ filter: { status: "pending" } }, "filter.status"],
    [{ filter: { topic: "order/eaten" } }, "filter.topic"],
    [{ filter: { endpoint_id: "ep_1" } }, "filter.endpoint_id"],
    [{ filter: { since: "now" } }, "filter.since"],
    [{ filter: { cursor: "x" } }, "filter.cursor"],
    [{ filter: {}, limit: 5 }, "limit"],
  ];
  for (const [body, field] of cases) {
    const { status, json } = await resend(body);
    expect([status, Object.keys(json.errors ?? {})], JSON.stringify(body)).toEqual([422, [field]]);
  }
  expect((await resend({ filter: { endpoint_id: endpointId } }, foreign)).status).toBe(404);
  expect((await resend({ filter: {} }, read)).status).toBe(403);
  expect(await app.deps.prisma.recovery.count()).toBe(0);
});

test("one delivery is sent again on request, or the reason why not is said", async () => {
  const [id] = await failing(1);
  const resend = (given = id, token = write) => call("POST", `/deliveries/${given}/resend`, { token });
  expect(await resend()).toMatchObject({ status: 202, json: { id } });
  expect(await resend()).toMatchObject({ status: 202, json: { id } });
  expect(await app.deps.prisma.delivery.findFirst()).toMatchObject({ trigger: "manual", queue: 0 });
  expect((await resend(id, foreign)).status).toBe(404);
  expect((await resend("dlv_1")).status).toBe(404);
  await app.deps.pool.query(
    "insert into lease (delivery_id, endpoint_id, token, until) values ($1, $2, 'lse_1', now() + interval '1 minute')",
    [id, endpointId],
  );
  expect(await resend()).toMatchObject({ status: 409, json: { type: "urn:carillon:problem:in_flight" } });
  await app.deps.pool.query("delete from event_payload");
  expect(await resend()).toMatchObject({
    status: 410,
    json: { type: "urn:carillon:problem:payload_expired" },
  });
  await app.deps.pool.query("update endpoint set status = 'disabled'");
  expect(await resend()).toMatchObject({
    status: 409,
    json: { type: "urn:carillon:problem:endpoint_disabled" },
  });
});
