import { Webhook } from "standardwebhooks";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { systemClock } from "../../../app/config/clock.ts";
import { rotateSecret } from "../../../app/endpoints/rotate-secret.ts";
import { countInTurn } from "../../../app/pipeline/recover/count-in-turn.ts";
import { countRecovery, recoverEndpoint } from "../../../app/pipeline/recover/recover-endpoint.ts";
import { addEndpoint, addShop, deliverDue } from "../../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../../helpers/test-deps.ts";
import { createTestReceiver, status, type TestReceiver } from "../../helpers/test-receiver.ts";
import { addDeliveries, ago, carryOnAll, HOUR_MS, waiting } from "./steps.ts";

let app: TestDeps;
let receiver: TestReceiver;
let shopId: string;
let endpointId: string;

beforeAll(async () => {
  app = await createTestDeps({}, { clock: systemClock });
  receiver = await createTestReceiver();
  shopId = await addShop(app.deps);
});

beforeEach(async () => {
  receiver.answer(status(200));
  receiver.received.length = 0;
  await app.deps.pool.query(
    "delete from recovery; delete from lease; delete from delivery; delete from event; delete from endpoint",
  );
  endpointId = (await addEndpoint(app.deps, shopId, receiver.url)).id;
});

const failedSince = (ms = HOUR_MS) => ({ include: "failed" as const, since: ago(ms) });
const recover = (order = failedSince()) => recoverEndpoint(app.deps, shopId, endpointId, order);
const failing = (count: number, kind: Parameters<typeof addDeliveries>[3] = {}) =>
  addDeliveries(app.deps, { shopId, endpointId }, count, kind);
const onlyRecovery = () => app.deps.prisma.recovery.findFirstOrThrow();
const dueIds = async () => {
  const where = { dueAt: { not: null } };
  const rows = await app.deps.prisma.delivery.findMany({ where, orderBy: { id: "asc" } });
  return rows.map(({ id }) => id);
};

test("failed and discarded deliveries go out once more: same event and time, today's secret, marked replay", async () => {
  const [failed] = await failing(1);
  const [discarded] = await failing(1, { status: "discarded" });
  const rotated = await rotateSecret(app.deps, shopId, endpointId, { overlapSeconds: 0 });
  if (rotated.kind !== "rotated") throw new Error(rotated.kind);

  expect(await recover()).toMatchObject({ kind: "begun", count: 2, more: false });
  await carryOnAll(app.deps);
  expect(await onlyRecovery()).toMatchObject({ status: "done", total: 2, done: 2, skipped: 0 });
  while ((await deliverDue(app.deps)) > 0);

  const rows = await app.deps.prisma.delivery.findMany({ orderBy: { id: "asc" } });
  expect(rows.map(({ id, status, attempts, dueAt }) => ({ id, status, attempts, dueAt }))).toEqual(
    [failed, discarded].map((id) => ({ id, status: "succeeded", attempts: 11, dueAt: null })),
  );
  expect(receiver.received.map(({ headers }) => headers["webhook-id"]).sort()).toEqual(
    rows.map(({ eventId }) => eventId).sort(),
  );
  for (const { headers, body } of receiver.received) {
    expect(headers["triggered-at"]).toBe("2026-11-20T10:00:00.123Z");
    expect(new Webhook(rotated.secret).verify(body, headers)).toEqual({ id: headers["webhook-id"] });
  }
  const attempts = await app.deps.prisma.attempt.findMany({ where: { shopId } });
  expect(attempts.map(({ trigger, number }) => [trigger, number])).toEqual([
    ["replay", 11],
    ["replay", 11],
  ]);
});

test("one that fails again stays failed: a replay is one attempt", async () => {
  await failing(1);
  receiver.answer(status(500));
  await recover();
  await carryOnAll(app.deps);
  await deliverDue(app.deps);
  expect(await app.deps.prisma.delivery.findFirst()).toMatchObject({
    status: "failed",
    attempts: 11,
    dueAt: null,
  });
  expect(await app.deps.prisma.failureStreak.count()).toBe(0);
});

test("what succeeded, is on its way, was a test, is older or belongs to another endpoint is left out", async () => {
  const [mine] = await failing(1);
  for (const other of ["succeeded", "pending"]) await failing(1, { status: other });
  await failing(1, { test: true });
  const { id: neighbour } = await addEndpoint(app.deps, shopId, receiver.url);
  await addDeliveries(app.deps, { shopId, endpointId: neighbour }, 1);
  const [old] = await failing(1);
  await app.deps.pool.query("update delivery set id = 'dlv_019a00000000' || substr(id, 17) where id = $1", [
    old,
  ]);
  expect(await countRecovery(app.deps, shopId, endpointId, failedSince())).toEqual({
    kind: "counted",
    count: 1,
    more: false,
    topics: null,
    beside: { pending: 1, ended: 0 },
  });
  expect(await recover()).toMatchObject({ count: 1 });
  await carryOnAll(app.deps);
  expect(await dueIds()).toEqual([mine]);
});

test("what has no payload any more, waits already or is in flight is counted as skipped", async () => {
  const [gone, waits, flies, sent] = await failing(4);
  await app.deps.pool.query(
    "delete from event_payload p using delivery d where d.event_id = p.event_id and d.id = $1",
    [gone],
  );
  await app.deps.pool.query("update delivery set due_at = now(), trigger = 'manual' where id = $1", [waits]);
  await app.deps.pool.query(
    "insert into lease (delivery_id, endpoint_id, token, until) values ($1, $2, 'lse_1', now() + interval '1 minute')",
    [flies, endpointId],
  );
  expect(await recover()).toMatchObject({ count: 4 });
  await carryOnAll(app.deps);
  expect(await onlyRecovery()).toMatchObject({ status: "done", done: 1, skipped: 3 });
  expect(await dueIds()).toEqual([waits, sent]);
  expect(await app.deps.prisma.delivery.findFirst({ where: { id: waits ?? "" } })).toMatchObject({
    trigger: "manual",
  });
});

test("a window is half open, so that two that touch send everything once", async () => {
  await failing(3);
  const middle = new Date(Date.now() + 1);
  await expect.poll(() => Date.now()).toBeGreaterThan(middle.getTime());
  await failing(2);
  await recoverEndpoint(app.deps, shopId, endpointId, { ...failedSince(), until: middle });
  await carryOnAll(app.deps);
  expect(await waiting(app.deps, endpointId)).toBe(3);
  await recoverEndpoint(app.deps, shopId, endpointId, { include: "failed", since: middle });
  await carryOnAll(app.deps);
  expect(await waiting(app.deps, endpointId)).toBe(5);
  const all = await app.deps.prisma.recovery.findMany({ orderBy: { id: "asc" } });
  expect(all.map(({ total, skipped }) => [total, skipped])).toEqual([
    [3, 0],
    [2, 0],
  ]);
});

test("a paused endpoint's are accepted and wait", async () => {
  await failing(1);
  await app.deps.pool.query("update endpoint set status = 'paused'; update lane set open = false");
  expect(await recover()).toMatchObject({ kind: "begun" });
  await carryOnAll(app.deps);
  expect(await deliverDue(app.deps)).toBe(0);
  expect(await waiting(app.deps, endpointId)).toBe(1);
});

test("a recovery is refused for a foreign, deleted or disabled endpoint, and while one of its kind runs", async () => {
  await failing(1);
  const foreign = await recoverEndpoint(app.deps, "shp_other", endpointId, failedSince());
  expect(foreign).toEqual({ kind: "not_found" });
  const begun = await recover();
  if (begun.kind !== "begun") throw new Error(begun.kind);
  expect(await recover()).toEqual({ kind: "running", recoveryId: begun.id });
  expect(
    await recoverEndpoint(app.deps, shopId, endpointId, { ...failedSince(), include: "missing" }),
  ).toMatchObject({
    kind: "begun",
  });
  await carryOnAll(app.deps);
  expect(await recover()).toMatchObject({ kind: "begun" });
  await app.deps.pool.query("update endpoint set status = 'disabled'");
  expect(await recover()).toEqual({ kind: "endpoint_disabled" });
  await app.deps.pool.query("update endpoint set deleted_at = now()");
  expect(await recover()).toEqual({ kind: "not_found" });
});

test("of several orders at once one begins and the others are told that it runs or is being counted", async () => {
  await failing(1);
  const outcomes = await Promise.all([recover(), recover(), recover()]);
  const others = outcomes.filter(({ kind }) => kind !== "begun");
  expect(others).toHaveLength(2);
  for (const { kind } of others) expect(["running", "busy"]).toContain(kind);
  expect(await app.deps.prisma.recovery.count()).toBe(1);
});

test("an order waits for no count of its shop, and what can be refused is refused without one", async () => {
  await failing(1);
  const counting = Promise.withResolvers<void>();
  const counted = Promise.withResolvers<void>();
  const other = countInTurn(app.deps.pool, shopId, async () => {
    counting.resolve();
    await counted.promise;
  });
  await counting.promise;
  expect(await recover()).toEqual({ kind: "busy" });
  expect(await countRecovery(app.deps, shopId, endpointId, failedSince())).toEqual({ kind: "busy" });
  const { id } = await app.deps.prisma.recovery.create({
    data: { id: "rcv_1", shopId, endpointId, include: "failed", filter: "{}", total: 1 },
  });
  expect(await recover()).toEqual({ kind: "running", recoveryId: id });
  await app.deps.pool.query("delete from recovery; update endpoint set status = 'disabled'");
  expect(await recover()).toEqual({ kind: "endpoint_disabled" });
  counted.resolve();
  await other;
});
