import { beforeAll, expect, test } from "vitest";
import { newId } from "../../app/db/ids.ts";
import { serve } from "../../app/server/serve.ts";
import { createToken } from "../../app/tokens/create-token.ts";
import { addEndpoint, addShop, processAll, takeIn } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { type Answer, apiClient, type Call } from "./api-client.ts";

const CUSTOMER = "gid://shopify/Customer/207119551";

let app: TestDeps;
let call: Call;
let foreign: Call;
let shopId: string;

beforeAll(async () => {
  app = await createTestDeps();
  const { port } = await serve(app.deps, { withPanel: false });
  const client = async (shop: string) =>
    apiClient(`http://127.0.0.1:${port}/api/v1`, (await createToken(app.deps, shop, "write")).token);
  shopId = await addShop(app.deps);
  call = await client(shopId);
  foreign = await client(await addShop(app.deps, "other.myshopify.com"));
  await addEndpoint(app.deps, shopId, "https://127.0.0.1/hook");
  for (const number of [1, 2, 3]) await takeIn(app.deps, "products/create", `{"id":${number}}`);
  await call("POST", "/events", {
    ...{ topic: "loyalty/points_changed", data: {}, customer: CUSTOMER, resource: "account-1" },
  });
  await processAll(app.deps);
});

const ids = async (query: string, by = call) =>
  (await by("GET", `/events?${query}`)).json.events.map(({ id }) => id);

test("events are listed newest first, each with where it came from and how its deliveries stand", async () => {
  const { json } = await call("GET", "/events?topic=product/created");
  expect(json.events).toHaveLength(3);
  expect(json.events[0]).toEqual({
    id: expect.stringMatching(/^evt_/),
    topic: "product/created",
    resource: expect.stringMatching(/^gid:\/\/shopify\/Product\//),
    sequence: 1,
    customer: null,
    test: false,
    origin: { kind: "shopify", topic: "products/create" },
    triggered_at: expect.any(String),
    created_at: expect.any(String),
    deliveries: { pending: 1 },
  });
});

test("the list narrows by topic, resource, customer and time", async () => {
  const [points] = await ids("topic=loyalty/points_changed");
  expect(await ids("resource=account-1")).toEqual([points]);
  for (const customer of ["207119551", encodeURIComponent(CUSTOMER)])
    expect(await ids(`customer=${customer}`)).toEqual([points]);
  expect(await ids("customer=1")).toEqual([]);
  const hour = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  expect(await ids(`since=${hour(-1)}&until=${hour(1)}`)).toHaveLength(4);
  expect(await ids(`since=${hour(1)}`)).toEqual([]);
  expect(await ids(`until=${hour(-1)}`)).toEqual([]);
});

test("an event that waited is listed by the time of its making, whatever its id", async () => {
  const sent = await call("POST", "/events", { topic: "loyalty/points_changed", data: {} });
  await processAll(app.deps);
  const { rows } = await app.deps.pool.query<{ at: Date }>(
    "update event set created_at = now() + interval '2 hours' where id = $1 returning created_at as at",
    [sent.json.id],
  );
  const at = rows[0]?.at ?? new Date();
  expect(await ids(`since=${at.toISOString()}`)).toEqual([sent.json.id]);
  expect(await ids(`until=${at.toISOString()}`)).not.toContain(sent.json.id);
  await app.deps.pool.query("update event set created_at = now() where id = $1", [sent.json.id]);
});

test("pages follow each other without gap or repetition", async () => {
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const { json }: Answer = await call("GET", `/events?limit=3${cursor ? `&cursor=${cursor}` : ""}`);
    seen.push(...json.events.map(({ id }) => id));
    cursor = json.next_cursor;
  } while (cursor);
  expect(seen).toEqual(await ids("limit=100"));
});

test("one event is answered with its body, byte for byte, and its deliveries", async () => {
  const [id = ""] = await ids("topic=product/created");
  const stored = await app.deps.prisma.eventPayload.findFirstOrThrow({ where: { eventId: id } });
  const delivery = await app.deps.prisma.delivery.findFirstOrThrow({ where: { eventId: id } });
  expect((await call("GET", `/events/${id}`)).json).toMatchObject({
    id,
    body: stored.body,
    source: { id: expect.stringMatching(/^inb_/), api_version: expect.any(String) },
    deliveries: [{ id: delivery.id, url: "https://127.0.0.1/hook", status: "pending", attempts: 0 }],
  });
});

test("another shop sees none of them, by list, by id or by cursor", async () => {
  const [newest = ""] = await ids("");
  expect(await ids("", foreign)).toEqual([]);
  expect(await ids(`cursor=${newest}`, foreign)).toEqual([]);
  for (const id of [newest, newId("evt"), "evt_1", "%00"])
    expect((await foreign("GET", `/events/${id}`)).status).toBe(404);
});

test.each([
  ["limit=0", "limit"],
  ["limit=101", "limit"],
  ["limit[]=5", "limit"],
  ["limit=0x10", "limit"],
  ["limit=1e1", "limit"],
  ["limit=%205", "limit"],
  ["limit=", "limit"],
  ["cursor=dlv_0193465a2d7b7c3e8f1a000000000001", "cursor"],
  ["topic=order/lost", "topic"],
  ["topic=order/paid&topic=order/created", "topic"],
  ["resource=", "resource"],
  ["resource=%00", "resource"],
  ["customer=jane@example.com", "customer"],
  ["since=yesterday", "since"],
  ["colour=red", "colour"],
])("?%s is a 422 problem that names %s", async (query, field) => {
  const { status, json } = await call("GET", `/events?${query}`);
  expect([status, Object.keys(json.errors)]).toEqual([422, [field]]);
  expect(json.errors[field]?.[0]).toMatch(/^[A-Z].*\.$/);
});
