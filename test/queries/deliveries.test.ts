import { beforeAll, describe, expect, test } from "vitest";
import { systemClock } from "../../app/config/clock.ts";
import { newId } from "../../app/db/ids.ts";
import type { ResponseKind } from "../../app/db/match-deliveries.ts";
import { countResend } from "../../app/pipeline/recover/resend-many.ts";
import { type DeliveryFilter, listDeliveries } from "../../app/queries/deliveries.ts";
import { getDelivery } from "../../app/queries/delivery.ts";
import { filterOf, readSearch } from "../../app/queries/delivery-search.ts";
import { type Logged, logDelivery } from "../helpers/log-delivery.ts";
import { addEndpoint, addShop } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";

const HOUR_MS = 3_600_000;
const ago = (hours: number) => new Date(Date.now() - hours * HOUR_MS);

const CUSTOMER = "gid://shopify/Customer/77";
const ORDER = "gid://shopify/Order/501";

let app: TestDeps;
let shopId: string;
let one: string;
let two: string;
let known: Record<string, Logged>;

beforeAll(async () => {
  app = await createTestDeps({}, { clock: systemClock });
  shopId = await addShop(app.deps);
  one = (await addEndpoint(app.deps, shopId, "https://127.0.0.1/one")).id;
  two = (await addEndpoint(app.deps, shopId, "https://127.0.0.1/two")).id;
  const otherShop = await addShop(app.deps, "other.myshopify.com");
  const { pool } = app.deps;
  const log = (endpointId: string, delivery: Parameters<typeof logDelivery>[2]) =>
    logDelivery(pool, { shopId, endpointId }, delivery);
  known = {
    fine: await log(one, { at: ago(200), resource: ORDER, customer: CUSTOMER }),
    late: await log(two, { at: ago(30), attempts: 3, topic: "order/paid", customer: CUSTOMER }),
    refused: await log(one, { at: ago(20), status: "failed", reason: "http_status", statusCode: 404 }),
    crashed: await log(two, { at: ago(10), status: "failed", reason: "http_status", statusCode: 502 }),
    silent: await log(one, { at: ago(5), status: "pending", attempts: 2, reason: "timeout", dueAt: ago(-1) }),
    fresh: await log(one, {
      at: ago(0.5),
      status: "pending",
      attempts: 0,
      topic: "order/paid",
      dueAt: ago(0),
    }),
    called: await log(two, { at: ago(0.4), test: true, resource: "pass-1" }),
    withheld: await log(two, { at: ago(0.3), status: "discarded", attempts: 0, reason: "flow_hops" }),
  };
  await logDelivery(pool, { shopId: otherShop, endpointId: one }, { resource: ORDER, customer: CUSTOMER });
});

/** Their names, newest first. */
async function named(filter: DeliveryFilter): Promise<string[]> {
  const { rows } = await listDeliveries(app.deps, shopId, filter, { limit: 100 });
  return rows.map(({ id }) => Object.keys(known).find((name) => known[name]?.id === id) ?? id);
}

const ALL = ["withheld", "called", "fresh", "silent", "crashed", "refused", "late", "fine"];

describe("a filter shows what it says, of this shop alone", () => {
  test.each<[string, () => DeliveryFilter, string[]]>([
    ["nothing", () => ({}), ALL],
    ["empty lists", () => ({ statuses: [], endpointIds: [], topics: [], responses: [], about: [] }), ALL],
    ["a status", () => ({ statuses: ["failed"] }), ["crashed", "refused"]],
    ["several statuses", () => ({ statuses: ["discarded", "failed"] }), ["withheld", "crashed", "refused"]],
    ["an endpoint", () => ({ endpointIds: [one] }), ["fresh", "silent", "refused", "fine"]],
    ["two endpoints", () => ({ endpointIds: [one, two] }), ALL],
    ["a topic", () => ({ topics: ["order/paid"] }), ["fresh", "late"]],
    ["test calls", () => ({ test: true }), ["called"]],
    ["no test calls", () => ({ test: false }), ALL.filter((name) => name !== "called")],
    ["attempts", () => ({ minAttempts: 2 }), ["silent", "late"]],
    ["one attempt", () => ({ minAttempts: 1, statuses: ["pending"] }), ["silent"]],
    ["an id", () => ({ ids: [known.late?.id ?? ""] }), ["late"]],
    ["an event", () => ({ eventId: known.fine?.eventId }), ["fine"]],
    ["a customer", () => ({ about: [CUSTOMER] }), ["late", "fine"]],
    ["a resource", () => ({ about: ["pass-1"] }), ["called"]],
    ["from a time on", () => ({ since: ago(6) }), ["withheld", "called", "fresh", "silent"]],
    ["a window", () => ({ since: ago(31), until: ago(11) }), ["refused", "late"]],
    [
      "all at once",
      () => ({ statuses: ["failed"], endpointIds: [two], responses: ["5xx"], test: false }),
      ["crashed"],
    ],
  ])("%s", async (_what, filter, names) => {
    expect(await named(filter())).toEqual(names);
  });

  test.each<[ResponseKind, string[]]>([
    ["2xx", ["called", "late", "fine"]],
    ["4xx", ["refused"]],
    ["5xx", ["crashed"]],
    ["timeout", ["silent"]],
    ["withheld", ["withheld"]],
    ["tls", []],
  ])("what came back: %s", async (kind, names) => {
    expect(await named({ responses: [kind] })).toEqual(names);
  });

  test("several answers are any of them", async () => {
    expect(await named({ responses: ["timeout", "4xx", "2xx"] })).toEqual([
      ...["called", "silent", "refused", "late", "fine"],
    ]);
  });
});

test.each<[string, DeliveryFilter]>([
  ["one endpoint", {}],
  ["one endpoint within a window", { since: ago(21), until: ago(0.1) }],
])("the list of %s pages forth and back in both orders", async (_what, window) => {
  const filter = { ...window, endpointIds: [one] };
  for (const oldestFirst of [false, true]) {
    const page = (request: object) =>
      listDeliveries(app.deps, shopId, filter, { limit: 2, oldestFirst, ...request });
    const ids = ({ rows }: Awaited<ReturnType<typeof page>>) => rows.map(({ id }) => id);
    const all = await listDeliveries(app.deps, shopId, filter, { limit: 100, oldestFirst });
    const first = await page({});
    const second = await page({ cursor: first.next });
    expect([...ids(first), ...ids(second)]).toEqual(all.rows.map(({ id }) => id));
    expect(ids(await page({ before: second.rows[0]?.id }))).toEqual(ids(first));
  }
  expect(await named(filter)).toEqual(
    ["fresh", "silent", "refused", "fine"].filter((name) => !window.since || name !== "fine"),
  );
});

test("what is counted to be sent again, with what is left out, is what the list shows", async () => {
  const filters: DeliveryFilter[] = [
    ...[{}, { statuses: ["failed", "discarded"] }, { endpointIds: [one, two], test: false }],
    ...[
      { responses: ["2xx" as const] },
      { about: [CUSTOMER] },
      { minAttempts: 2 },
      { since: ago(31), until: ago(4) },
    ],
  ];
  for (const filter of filters) {
    const counted = await countResend(app.deps, shopId, filter);
    if (counted.kind !== "counted") throw new Error(counted.kind);
    const left = Object.values(counted.left).reduce((sum, count) => sum + count, 0);
    expect(counted.count + left, JSON.stringify(filter)).toBe((await named(filter)).length);
  }
});

test("of everything, each that is not sent again is left out for its own reason", async () => {
  expect(await countResend(app.deps, shopId, {})).toMatchObject({
    count: 4,
    left: { waiting: 2, test: 1, withheld: 1, closed: 0, expired: 0 },
  });
  await app.deps.pool.query("update endpoint set status = 'disabled' where id = $1", [two]);
  await app.deps.pool.query("update event set day = day - 400 where id = $1", [known.fine?.eventId]);
  expect(await countResend(app.deps, shopId, { test: false })).toMatchObject({
    count: 1,
    endpoints: 1,
    left: { waiting: 2, test: 0, withheld: 1, closed: 2, expired: 1 },
  });
  await app.deps.pool.query("update endpoint set status = 'enabled' where id = $1", [two]);
  await app.deps.pool.query("update event set day = day + 400 where id = $1", [known.fine?.eventId]);
});

describe("the search", () => {
  const found = (text: string) =>
    named(filterOf(readSearch(new URLSearchParams({ q: text })).search, new Date()));

  test("finds a delivery and an event by their ids", async () => {
    expect(await found(` ${known.late?.id} `)).toEqual(["late"]);
    expect(await found(known.late?.eventId ?? "")).toEqual(["late"]);
    expect(await found(newId("dlv"))).toEqual([]);
  });

  test("finds a customer and a resource by gid, by number and by a name of the sender's", async () => {
    expect(await found(CUSTOMER)).toEqual(["late", "fine"]);
    expect(await found("77")).toEqual(["late", "fine"]);
    expect(await found(ORDER)).toEqual(["fine"]);
    expect(await found("#501")).toEqual(["fine"]);
    expect(await found("pass-1")).toEqual(["called"]);
    expect(await found("pass")).toEqual([]);
    expect(await found("' or true --")).toEqual([]);
  });
});

test("attempts are told with how many there may be, those by hand besides", async () => {
  const { rows } = await listDeliveries(app.deps, shopId, { ids: [known.late?.id ?? ""] }, { limit: 1 });
  expect(rows).toMatchObject([{ attempts: 3, mostAttempts: 10 }]);
  await app.deps.pool.query("update delivery set attempts = 11, scheduled = 10 where id = $1", [
    known.late?.id,
  ]);
  expect(await getDelivery(app.deps, shopId, known.late?.id ?? "")).toMatchObject({ mostAttempts: 11 });
  expect(await getDelivery(app.deps, shopId, known.called?.id ?? "")).toMatchObject({ mostAttempts: 1 });
  await app.deps.pool.query("update delivery set attempts = 3, scheduled = 3 where id = $1", [
    known.late?.id,
  ]);
});

test("a delivery is shown with its event, its attempts and how it came in", async () => {
  await app.deps.pool.query(
    `insert into inbound_webhook (id, shop_domain, topic, webhook_id, triggered_at, received_at, day, bytes)
     select 'inb_1', domain, 'orders/create', 'w1', now(), '2026-11-20T10:00:00Z', now(), 2 from shop where id = $1`,
    [shopId],
  );
  await app.deps.pool.query("update event set inbound_id = 'inb_1' where id = $1", [known.late?.eventId]);
  const delivery = await getDelivery(app.deps, shopId, known.late?.id ?? "");
  expect(delivery).toMatchObject({
    ...{ customer: CUSTOMER, body: "{}", endpointUrl: "https://127.0.0.1/two", trigger: "schedule" },
    received: { from: "shopify", at: new Date("2026-11-20T10:00:00Z") },
    attemptLog: [
      { number: 1, statusCode: 503 },
      { number: 2, statusCode: 503 },
      { number: 3, statusCode: 200 },
    ],
  });
});

test("another shop's delivery, and what is no id, is not there", async () => {
  const other = await addShop(app.deps, "third.myshopify.com");
  for (const id of [known.late?.id ?? "", "dlv_1", "", "\u0000", newId("evt")])
    expect(await getDelivery(app.deps, other, id)).toBeUndefined();
});
