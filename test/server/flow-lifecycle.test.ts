import { createHmac } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { newId } from "../../app/db/ids.ts";
import { inTransaction } from "../../app/db/transaction.ts";
import { changeStatus } from "../../app/endpoints/change-status.ts";
import { syncAllTriggers } from "../../app/flow/sync-triggers.ts";
import { serve } from "../../app/server/serve.ts";
import { FLOW_TRIGGERS } from "../../app/topics/flow/triggers.ts";
import { API_SECRET, createTestDeps, type TestDeps } from "../helpers/test-deps.ts";

let app: TestDeps;
let url: string;

beforeAll(async () => {
  app = await createTestDeps({ SHOPIFY_API_SECRET_PREVIOUS: "the-secret-before" });
  const { port } = await serve(app.deps, { withPanel: false });
  url = `http://127.0.0.1:${port}/flow/lifecycle`;
});

const SENT = {
  flow_trigger_definition_id: "Points changed",
  has_enabled_flow: true,
  shop_id: "690933842",
  timestamp: "2026-09-20T09:00:00.000Z",
};

async function tell(shopify_domain: string, changes: object = {}, secret = API_SECRET) {
  return post(JSON.stringify({ ...SENT, shopify_domain, ...changes }), secret);
}

async function post(body: string, secret: string) {
  const hmac = createHmac("sha256", secret).update(body).digest("base64");
  const response = await fetch(url, { method: "POST", headers: { "x-shopify-hmac-sha256": hmac }, body });
  return { status: response.status, text: await response.text() };
}

let shops = 0;

async function install(domain = `flow-${++shops}.myshopify.com`) {
  const { id } = await app.deps.prisma.shop.create({ data: { id: newId("shp"), domain } });
  return { id, domain };
}

const destinations = async (shopId: string) => {
  const rows = await app.deps.prisma.endpoint.findMany({
    where: { shopId },
    orderBy: { flowTrigger: "asc" },
  });
  return rows.map(({ flowTrigger, status, disabledReason }) => [flowTrigger, status, disabledReason]);
};

const open = (shopId: string) => app.deps.prisma.lane.count({ where: { shopId, open: true } });

test("a trigger that a workflow uses becomes a destination, once, and is closed when no workflow uses it", async () => {
  const { id, domain } = await install();
  expect(await tell(domain)).toEqual({ status: 200, text: "noted\n" });
  await tell(domain, { timestamp: "2026-09-20T09:01:00.000Z" });
  expect(await destinations(id)).toEqual([["points-changed", "enabled", null]]);
  expect(await open(id)).toBe(1);
  await tell(domain, { has_enabled_flow: false, timestamp: "2026-09-20T10:00:00.000Z" });
  expect(await destinations(id)).toEqual([["points-changed", "disabled", "merchant"]]);
  expect(await open(id)).toBe(0);
  await tell(domain, { timestamp: "2026-09-20T11:00:00.000Z" });
  expect(await destinations(id)).toEqual([["points-changed", "enabled", null]]);
});

test("the callback with the newest time counts, in whatever order they come", async () => {
  const { id, domain } = await install();
  await tell(domain, { has_enabled_flow: false, timestamp: "2026-09-20T10:00:00.000Z" });
  expect((await tell(domain, { timestamp: "2026-09-20T09:59:59.999Z" })).status).toBe(200);
  expect(await destinations(id)).toEqual([]);
});

test("callbacks at the same moment make each destination once", async () => {
  const { id, domain } = await install();
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      tell(domain, {
        flow_trigger_definition_id: index % 2 ? "Points changed" : "Tier changed",
        timestamp: `2026-09-20T09:00:0${index}.000Z`,
      }),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
  expect(await destinations(id)).toEqual([
    ["points-changed", "enabled", null],
    ["tier-changed", "enabled", null],
  ]);
});

test("a definition whose name tells nothing opens every trigger, and closes them again", async () => {
  const { id, domain } = await install();
  const opaque = { flow_trigger_definition_id: 4711 };
  await tell(domain, opaque);
  expect(await destinations(id)).toEqual(
    FLOW_TRIGGERS.map(({ handle }) => [handle, "enabled", null]).toSorted(),
  );
  await tell(domain, { ...opaque, has_enabled_flow: false, timestamp: "2026-09-20T10:00:00Z" });
  expect(await open(id)).toBe(0);
});

test("a shop that is not known yet is answered 200, and has its triggers once it is", async () => {
  const domain = "later.myshopify.com";
  expect((await tell(domain)).status).toBe(200);
  const { id } = await install(domain);
  expect(await destinations(id)).toEqual([]);
  await syncAllTriggers(app.deps);
  expect(await destinations(id)).toEqual([["points-changed", "enabled", null]]);
});

test("a trigger that was disabled for failing stays so, until a workflow begins to use it anew", async () => {
  const { id, domain } = await install();
  await tell(domain);
  const { id: endpointId } = await app.deps.prisma.endpoint.findFirstOrThrow({ where: { shopId: id } });
  await inTransaction(app.deps.pool, (tx) =>
    changeStatus(tx, endpointId, { status: "disabled", reason: "failing" }),
  );
  await tell(domain, { flow_trigger_definition_id: "Tier changed" });
  await syncAllTriggers(app.deps);
  expect(await destinations(id)).toContainEqual(["points-changed", "disabled", "failing"]);
  await tell(domain, { has_enabled_flow: false, timestamp: "2026-09-20T09:30:00Z" });
  expect(await destinations(id)).toContainEqual(["points-changed", "disabled", "merchant"]);
  await tell(domain, { timestamp: "2026-09-20T10:00:00Z" });
  expect(await destinations(id)).toContainEqual(["points-changed", "enabled", null]);
});

test("what waits for a trigger that no workflow uses any more is discarded", async () => {
  const { id, domain } = await install();
  await tell(domain);
  const { id: endpointId } = await app.deps.prisma.endpoint.findFirstOrThrow({ where: { shopId: id } });
  await app.deps.prisma.delivery.create({
    data: {
      ...{ id: newId("dlv"), shopId: id, endpointId, eventId: newId("evt") },
      ...{ topic: "loyalty/points_changed", dueAt: new Date() },
    },
  });
  await tell(domain, { has_enabled_flow: false, timestamp: "2026-09-20T10:00:00Z" });
  expect(await app.deps.prisma.delivery.findFirst({ where: { endpointId } })).toMatchObject({
    status: "discarded",
    dueAt: null,
  });
});

test("what was left waiting when a trigger stopped is discarded before it is opened again", async () => {
  const { id, domain } = await install();
  await tell(domain);
  const { id: endpointId } = await app.deps.prisma.endpoint.findFirstOrThrow({ where: { shopId: id } });
  await inTransaction(app.deps.pool, (tx) =>
    changeStatus(tx, endpointId, { status: "disabled", reason: "failing" }),
  );
  await app.deps.prisma.delivery.create({
    data: {
      ...{ id: newId("dlv"), shopId: id, endpointId, eventId: newId("evt") },
      ...{ topic: "loyalty/points_changed", dueAt: new Date() },
    },
  });
  await tell(domain, { timestamp: "2026-09-20T10:00:00Z" });
  expect(await destinations(id)).toEqual([["points-changed", "enabled", null]]);
  expect(await app.deps.prisma.delivery.findFirst({ where: { endpointId } })).toMatchObject({
    status: "discarded",
  });
});

test("lanes are locked in the order of their ids, as where attempts are recorded", async () => {
  const { id, domain } = await install();
  const opaque = { flow_trigger_definition_id: "gid://shopify/FlowTriggerDefinition/1" };
  for (const name of ["Tier changed", "Points changed"])
    await tell(domain, { flow_trigger_definition_id: name });
  for (const name of ["Tier changed", "Points changed"])
    await tell(domain, {
      flow_trigger_definition_id: name,
      has_enabled_flow: false,
      timestamp: "2026-09-20T10:00:00Z",
    });
  const lanes = (await app.deps.prisma.lane.findMany({ where: { shopId: id } }))
    .map((lane) => lane.endpointId)
    .sort();
  const lock = "select from lane where endpoint_id = $1 for update";
  const recorder = await app.deps.pool.connect();
  await recorder.query("begin");
  await recorder.query(lock, [lanes[0]]);
  const told = tell(domain, { ...opaque, timestamp: "2026-09-20T11:00:00Z" });
  await expect.poll(async () => waiting(), { interval: 5 }).toBe(1);
  await recorder.query(lock, [lanes[1]]);
  await recorder.query("commit");
  recorder.release();
  expect((await told).status).toBe(200);
});

/** Statements that wait for a lock. */
async function waiting(): Promise<number> {
  const { rows } = await app.deps.pool.query<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rows[0]?.count ?? 0;
}

test("of two callbacks with the same time the one that wants events counts", async () => {
  const { id, domain } = await install();
  await tell(domain, { has_enabled_flow: false });
  await tell(domain);
  expect(await destinations(id)).toEqual([["points-changed", "enabled", null]]);
});

test("one shop whose triggers cannot be brought in line holds up no other", async () => {
  const [broken, sound] = [await install("a-broken.myshopify.com"), await install("b-sound.myshopify.com")];
  await app.deps.pool.query(
    `insert into flow_usage (shop_domain, definition_id, enabled, said_at)
     values ($1, 'Points changed', true, now()), ($2, 'Points changed', true, now())`,
    [broken.domain, sound.domain],
  );
  await app.deps.pool.query(`create function refuse() returns trigger language plpgsql as
    $$ begin if new.shop_id = '${broken.id}' then raise 'refused'; end if; return new; end $$`);
  await app.deps.pool.query(
    "create trigger refuse before insert on endpoint for each row execute function refuse()",
  );
  await syncAllTriggers(app.deps);
  await app.deps.pool.query("drop trigger refuse on endpoint");
  expect(await destinations(broken.id)).toEqual([]);
  expect(await destinations(sound.id)).toEqual([["points-changed", "enabled", null]]);
});

test.each([4711, "12345678901234567890"])(
  "a definition that is the number %s is taken as it stands",
  async (number) => {
    const { domain } = await install();
    const body = JSON.stringify({ ...SENT, shopify_domain: domain }).replace(
      '"Points changed"',
      String(number),
    );
    expect((await post(body, API_SECRET)).status).toBe(200);
    const usage = await app.deps.prisma.flowUsage.findFirstOrThrow({ where: { shopDomain: domain } });
    expect(usage.definitionId).toBe(String(number));
  },
);

test.each(["2026-09-20 09:00:00 UTC", "2026-09-20T09:00Z", "2026-09-20T11:00:00+02:00"])(
  "the time %s is taken",
  async (timestamp) => {
    const { id, domain } = await install();
    expect((await tell(domain, { timestamp })).status).toBe(200);
    const usage = await app.deps.prisma.flowUsage.findFirstOrThrow({ where: { shopDomain: domain } });
    expect(usage.saidAt.toISOString()).toBe("2026-09-20T09:00:00.000Z");
    expect(await open(id)).toBe(1);
  },
);

test("another shop's callback changes nothing here", async () => {
  const [mine, other] = [await install(), await install()];
  await tell(mine.domain);
  await tell(other.domain, { has_enabled_flow: false, timestamp: "2026-09-21T10:00:00Z" });
  expect(await destinations(mine.id)).toEqual([["points-changed", "enabled", null]]);
});

test("the secret of before is accepted, and any other is not", async () => {
  const { domain } = await install();
  expect((await tell(domain, {}, "the-secret-before")).status).toBe(200);
  expect(await tell(domain, {}, "another")).toEqual({
    status: 401,
    text: "The X-Shopify-Hmac-Sha256 header is missing or does not match the body.\n",
  });
});

test.each([
  ["no JSON", "<html>", "The body is not a JSON object."],
  ["no object", "[]", "The body is not a JSON object."],
  [
    "nothing in it",
    "{}",
    "The callback cannot be read: flow_trigger_definition_id, has_enabled_flow, shopify_domain, timestamp is missing or wrong.",
  ],
])("a callback with %s is refused with a sentence", async (_what, body, sentence) => {
  expect(await post(body, API_SECRET)).toEqual({ status: 400, text: `${sentence}\n` });
});

test.each([
  { shopify_domain: "evil.example" },
  { timestamp: "yesterday" },
  { has_enabled_flow: "true" },
  { flow_trigger_definition_id: "a\u0000b" },
  { flow_trigger_definition_id: "x".repeat(301) },
])("%j is refused", async (wrong) => {
  const answer = await tell("flow-x.myshopify.com", wrong);
  expect(answer).toMatchObject({ status: 400, text: expect.stringContaining(Object.keys(wrong)[0] ?? "") });
});

test("another method than POST is 405", async () => {
  const response = await fetch(url);
  expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
});
