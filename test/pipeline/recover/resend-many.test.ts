import { beforeAll, beforeEach, expect, test } from "vitest";
import { systemClock } from "../../../app/config/clock.ts";
import { countInTurn } from "../../../app/pipeline/recover/count-in-turn.ts";
import { countResend, resendMany } from "../../../app/pipeline/recover/resend-many.ts";
import { addEndpoint, addShop } from "../../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../../helpers/test-deps.ts";
import { addDeliveries, carryOnAll, HOUR_MS, makeOlder, waiting } from "./steps.ts";

let app: TestDeps;
let shopId: string;
let one: string;
let two: string;

beforeAll(async () => {
  app = await createTestDeps({}, { clock: systemClock });
  shopId = await addShop(app.deps);
});

beforeEach(async () => {
  await app.deps.pool.query(
    "delete from recovery; delete from lease; delete from delivery; delete from event; delete from endpoint",
  );
  one = (await addEndpoint(app.deps, shopId, "https://127.0.0.1/one")).id;
  two = (await addEndpoint(app.deps, shopId, "https://127.0.0.1/two")).id;
});

const add = (endpointId: string, count: number, kind: Parameters<typeof addDeliveries>[3] = {}) =>
  addDeliveries(app.deps, { shopId, endpointId }, count, kind);
const dueIds = async () => {
  const rows = await app.deps.prisma.delivery.findMany({
    where: { queue: 2, dueAt: { not: null } },
    orderBy: { id: "asc" },
  });
  return rows.map(({ id }) => id);
};

const NOTHING_LEFT = { waiting: 0, test: 0, withheld: 0, closed: 0, expired: 0 };

test("what a filter shows goes out again at each endpoint, each with a progress of its own", async () => {
  const first = await add(one, 2);
  const second = await add(two, 1);
  await add(two, 1, { status: "succeeded" });
  expect(await countResend(app.deps, shopId, { statuses: ["failed"] })).toEqual({
    kind: "counted",
    endpoints: 2,
    count: 3,
    succeeded: 0,
    more: false,
    left: NOTHING_LEFT,
    since: expect.any(String),
    until: expect.any(String),
  });
  expect(await countResend(app.deps, shopId, {})).toMatchObject({ count: 4, succeeded: 1 });
  expect(await resendMany(app.deps, shopId, { statuses: ["failed"] })).toMatchObject({
    kind: "begun",
    count: 3,
    recoveries: [
      { endpointId: one, count: 2 },
      { endpointId: two, count: 1 },
    ],
  });
  await carryOnAll(app.deps);
  expect(await dueIds()).toEqual([...first, ...second]);
  expect(await app.deps.prisma.recovery.count({ where: { status: "done", include: "filter" } })).toBe(2);
});

test("an endpoint that is named and has one running is refused without counting", async () => {
  await add(one, 1);
  const begun = await resendMany(app.deps, shopId, { endpointIds: [one] });
  if (begun.kind !== "begun") throw new Error(begun.kind);
  const recoveryId = begun.recoveries[0]?.id;
  const counting = Promise.withResolvers<void>();
  const counted = Promise.withResolvers<void>();
  const other = countInTurn(app.deps.pool, shopId, async () => {
    counting.resolve();
    await counted.promise;
  });
  await counting.promise;
  expect(await resendMany(app.deps, shopId, { endpointIds: [one] })).toEqual({ kind: "running", recoveryId });
  expect(await resendMany(app.deps, shopId, { endpointIds: [two] })).toEqual({ kind: "busy" });
  expect(await countResend(app.deps, shopId, {})).toEqual({ kind: "busy" });
  counted.resolve();
  await other;
});

test("without a status all that has ended is meant; what is pending and test calls are left as they are", async () => {
  const ended = [];
  for (const status of ["succeeded", "failed", "discarded"]) ended.push(...(await add(one, 1, { status })));
  await add(one, 1, { status: "pending" });
  await add(one, 1, { test: true });
  await resendMany(app.deps, shopId, {});
  await carryOnAll(app.deps);
  expect(await dueIds()).toEqual(ended);
});

test("topic, event, endpoint and time narrow it, as they narrow the list", async () => {
  const [created] = await add(one, 1);
  const [paid] = await add(one, 1, { topic: "order/paid" });
  await add(two, 1, { topic: "order/paid" });
  const event = (await app.deps.prisma.delivery.findFirstOrThrow({ where: { id: created ?? "" } })).eventId;
  const resent = async (filter: Parameters<typeof resendMany>[2]) => {
    await app.deps.pool.query("update delivery set due_at = null; delete from recovery");
    await resendMany(app.deps, shopId, filter);
    await carryOnAll(app.deps);
    return dueIds();
  };
  expect(await resent({ topics: ["order/paid"], endpointIds: [one] })).toEqual([paid]);
  expect(await resent({ eventId: event })).toEqual([created]);
  const soon = new Date(Date.now() - 60_000);
  expect(await resent({ until: soon })).toEqual([]);
  expect(await resent({ since: soon })).toHaveLength(3);
});

test("disabled endpoints are left out, and a named one is refused", async () => {
  await add(one, 1);
  await add(two, 1);
  await app.deps.pool.query("update endpoint set status = 'disabled' where id = $1", [two]);
  expect(await resendMany(app.deps, shopId, {})).toMatchObject({ recoveries: [{ endpointId: one }] });
  await carryOnAll(app.deps);
  expect(await waiting(app.deps, two)).toBe(0);
  expect(await resendMany(app.deps, shopId, { endpointIds: [two] })).toEqual({ kind: "endpoint_disabled" });
  expect(await resendMany(app.deps, "shp_other", { endpointIds: [one] })).toEqual({ kind: "not_found" });
  expect(await resendMany(app.deps, "shp_other", {})).toMatchObject({
    kind: "begun",
    count: 0,
    recoveries: [],
  });
});

test("one endpoint that is at it already refuses the whole order, and nothing of it begins", async () => {
  await add(one, 1);
  await add(two, 1);
  const running = await resendMany(app.deps, shopId, { endpointIds: [two] });
  if (running.kind !== "begun") throw new Error(running.kind);
  expect(await resendMany(app.deps, shopId, {})).toEqual({
    kind: "running",
    recoveryId: running.recoveries[0]?.id,
  });
  expect(await app.deps.prisma.recovery.count()).toBe(1);
});

test("what cannot be sent again is refused with a sentence", async () => {
  expect(await countResend(app.deps, shopId, { statuses: ["pending"] })).toEqual({
    kind: "invalid",
    errors: { status: ["Pending deliveries go out by themselves."] },
  });
  expect(await countResend(app.deps, shopId, { since: new Date(Date.now() + 60_000) })).toMatchObject({
    kind: "invalid",
    errors: { since: [expect.any(String)] },
  });
});

test("what is older than a shop keeps bodies is counted as expired and not sent, deleted or not yet", async () => {
  const kept = await add(one, 1);
  const [late = ""] = await add(one, 1);
  const { eventId } = await app.deps.prisma.delivery.findUniqueOrThrow({ where: { id: late } });
  await makeOlder(app.deps, eventId, 49 * HOUR_MS);
  expect(await countResend(app.deps, shopId, {})).toMatchObject({ count: 2, left: { expired: 0 } });
  await app.deps.prisma.shop.update({ where: { id: shopId }, data: { payloadDays: 2 } });
  try {
    expect(await countResend(app.deps, shopId, {})).toMatchObject({ count: 1, left: { expired: 1 } });
    await resendMany(app.deps, shopId, {});
    await carryOnAll(app.deps);
    expect(await dueIds()).toEqual(kept);
    expect(await app.deps.prisma.recovery.findFirst()).toMatchObject({ total: 1, done: 1, skipped: 1 });
  } finally {
    await app.deps.prisma.shop.update({ where: { id: shopId }, data: { payloadDays: null } });
  }
});
