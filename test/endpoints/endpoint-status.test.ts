import { beforeAll, beforeEach, expect, test } from "vitest";
import { newId } from "../../app/db/ids.ts";
import { discardWaiting } from "../../app/endpoints/change-status.ts";
import { deleteEndpoint } from "../../app/endpoints/delete-endpoint.ts";
import { disableLongPaused } from "../../app/endpoints/disable-long-paused.ts";
import { finishDiscards } from "../../app/endpoints/finish-discards.ts";
import { SWITCHES, type Switch, switchEndpoint } from "../../app/endpoints/switch-endpoint.ts";
import { addEndpoint, addShop, publishProducts } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";

let app: TestDeps;
let shopId: string;
let endpointId: string;

beforeAll(async () => {
  app = await createTestDeps();
  shopId = await addShop(app.deps);
});

beforeEach(async () => {
  await app.deps.pool.query(
    "update endpoint set deleted_at = now(), status = 'disabled' where deleted_at is null",
  );
  await app.deps.pool.query("delete from delivery");
  await app.deps.pool.query("delete from notice");
  endpointId = (await addEndpoint(app.deps, shopId, "https://127.0.0.1/hook")).id;
});

const turn = (wanted: Switch) => switchEndpoint(app.deps, shopId, endpointId, wanted);

const endpoint = () => app.deps.prisma.endpoint.findUniqueOrThrow({ where: { id: endpointId } });

async function lane(): Promise<{ open: boolean; due: boolean }> {
  const { rows } = await app.deps.pool.query<{ open: boolean; due: boolean }>(
    "select open, next_due_at <= now() as due from lane where endpoint_id = $1",
    [endpointId],
  );
  return rows[0] ?? { open: false, due: false };
}

const notices = () =>
  app.deps.prisma.notice.findMany({
    where: { endpointId },
    select: { kind: true, disabledReason: true, mail: true },
  });

/** Deliveries that are due; returns how many of each status there are then. */
async function wait(count: number): Promise<void> {
  await app.deps.prisma.delivery.createMany({
    data: Array.from({ length: count }, () => ({
      ...{ id: newId("dlv"), shopId, endpointId, eventId: newId("evt") },
      ...{ topic: "order/paid", dueAt: new Date() },
    })),
  });
}

async function statuses(): Promise<Record<string, number>> {
  const groups = await app.deps.prisma.delivery.groupBy({
    by: ["status"],
    where: { endpointId },
    _count: true,
  });
  return Object.fromEntries(groups.map(({ status, _count }) => [status, _count]));
}

const pausedFor = (days: number) =>
  app.deps.pool.query("update endpoint set status_since = now() - make_interval(days => $2) where id = $1", [
    endpointId,
    days,
  ]);

test("a paused endpoint gets deliveries that wait, and they are due when it is resumed", async () => {
  await turn("pause");
  expect(await endpoint()).toMatchObject({ status: "paused", disabledReason: null });
  expect(await lane()).toMatchObject({ open: false });
  await publishProducts(app.deps, 2);
  expect(await statuses()).toEqual({ pending: 2 });

  const seen = app.deps.wake.count("deliveries");
  expect(await turn("resume")).toEqual({ kind: "switched" });
  await expect.poll(() => app.deps.wake.count("deliveries")).toBeGreaterThan(seen);
  expect(await endpoint()).toMatchObject({ status: "enabled" });
  expect(await lane()).toEqual({ open: true, due: true });
  expect(await statuses()).toEqual({ pending: 2 });
  expect(await notices()).toEqual([]);
});

test("disabling discards what waits and nothing else, and is noticed once without a mail", async () => {
  await wait(3);
  const [delivered, resent] = await app.deps.prisma.delivery.findMany({ where: { endpointId }, take: 2 });
  await app.deps.pool.query("update delivery set status = 'succeeded', due_at = null where id = $1", [
    delivered?.id,
  ]);
  await app.deps.pool.query("update delivery set status = 'failed', trigger = 'manual' where id = $1", [
    resent?.id,
  ]);
  expect(await turn("disable")).toEqual({ kind: "switched" });
  expect(await statuses()).toEqual({ succeeded: 1, failed: 1, discarded: 1 });
  expect(await app.deps.prisma.delivery.count({ where: { endpointId, dueAt: { not: null } } })).toBe(0);
  expect(await endpoint()).toMatchObject({ status: "disabled", disabledReason: "merchant" });
  expect(await lane()).toMatchObject({ open: false });

  await Promise.all([turn("disable"), turn("disable")]);
  expect(await notices()).toEqual([{ kind: "disabled", disabledReason: "merchant", mail: "skipped" }]);
  await publishProducts(app.deps);
  expect(await statuses()).toEqual({ succeeded: 1, failed: 1, discarded: 1 });
});

test("enabling opens the lane for what comes from now on; what a crash left waiting does not go out", async () => {
  await app.deps.pool.query(
    "update endpoint set status = 'disabled', disabled_reason = 'gone' where id = $1",
    [endpointId],
  );
  await app.deps.pool.query("update lane set open = false where endpoint_id = $1", [endpointId]);
  await wait(2);
  expect(await turn("enable")).toEqual({ kind: "switched" });
  expect(await endpoint()).toMatchObject({ status: "enabled", disabledReason: null });
  expect((await lane()).open).toBe(true);
  await publishProducts(app.deps);
  expect(await turn("enable")).toEqual({ kind: "switched" });
  expect(await statuses()).toEqual({ discarded: 2, pending: 1 });
});

test.each<[Switch, Switch, RegExp]>([
  ["pause", "enable", /paused, not disabled. Resume it/],
  ["disable", "pause", /Enable it first/],
  ["disable", "resume", /disabled, not paused. Enable it/],
])("after %s it cannot %s, and a sentence says what to do instead", async (before, wanted, why) => {
  await turn(before);
  const since = (await endpoint()).statusSince;
  expect(await turn(wanted)).toEqual({ kind: "refused", why: expect.stringMatching(why) });
  expect((await endpoint()).statusSince).toEqual(since);
});

test("whatever is switched at the same time, status and lane agree", async () => {
  for (let round = 0; round < 10; round += 1) {
    await Promise.all([...SWITCHES, ...SWITCHES].map(turn));
    const { status, disabledReason } = await endpoint();
    expect((await lane()).open).toBe(status === "enabled");
    expect(disabledReason).toBe(status === "disabled" ? "merchant" : null);
    await turn("enable");
    await turn("resume");
  }
});

test("enabling at the same time twice discards nothing that comes after the first of them", async () => {
  await turn("disable");
  await wait(1_500);
  const [, late] = await Promise.all([
    turn("enable").then(() => publishProducts(app.deps, 3)),
    Promise.all([turn("enable"), discardWaiting(app.deps.pool, endpointId), finishDiscards(app.deps)]),
  ]);
  expect(late).toHaveLength(3);
  expect(await statuses()).toEqual({ discarded: 1_500, pending: 3 });
});

test("an endpoint for which something still waits is not enabled yet", async () => {
  await turn("disable");
  const holder = await app.deps.pool.connect();
  await holder.query("begin");
  await holder.query("select from endpoint where id = $1 for share", [endpointId]);
  const enabling = turn("enable"); // has discarded all there is, and waits for the endpoint
  await expect.poll(waitsForLock).toBe(true);
  await wait(1);
  await holder.query("commit");
  holder.release();
  expect(await enabling).toEqual({ kind: "refused", why: expect.stringContaining("still being discarded") });
  expect(await turn("enable")).toEqual({ kind: "switched" });
  expect(await statuses()).toEqual({ discarded: 1 });
});

async function waitsForLock(): Promise<boolean> {
  const { rows } = await app.deps.pool.query(
    "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
  );
  return rows.length > 0;
}

test("an endpoint that is not disabled loses nothing by a discard", async () => {
  await wait(2);
  expect(await discardWaiting(app.deps.pool, endpointId)).toBe(0);
  await turn("pause");
  expect(await discardWaiting(app.deps.pool, endpointId)).toBe(0);
  expect(await statuses()).toEqual({ pending: 2 });
});

test("a pause of more than seven days ends in one disabling and one mail, however many processes look", async () => {
  await turn("pause");
  await wait(2);
  await pausedFor(6);
  expect(await disableLongPaused(app.deps)).toBe(0);
  await pausedFor(8);
  const counts = await Promise.all(Array.from({ length: 4 }, () => disableLongPaused(app.deps)));
  expect(counts.reduce((sum, count) => sum + count)).toBe(1);
  expect(await endpoint()).toMatchObject({ status: "disabled", disabledReason: "merchant" });
  expect(await statuses()).toEqual({ discarded: 2 });
  expect(await notices()).toEqual([{ kind: "disabled", disabledReason: "merchant", mail: "pending" }]);
});

test("a discard that a crash cut short is finished for disabled and deleted endpoints", async () => {
  await wait(3);
  expect(await finishDiscards(app.deps)).toBe(0);
  await app.deps.pool.query("update endpoint set status = 'disabled' where id = $1", [endpointId]);
  expect(await finishDiscards(app.deps)).toBe(3);
  await wait(2);
  await app.deps.pool.query("update endpoint set deleted_at = now() where id = $1", [endpointId]);
  expect(await finishDiscards(app.deps)).toBe(2);
  expect(await statuses()).toEqual({ discarded: 5 });
});

test("deleting discards what waits and forgets secrets, headers and streak; the log stays", async () => {
  await wait(1_001);
  await app.deps.pool.query(
    "insert into failure_streak (endpoint_id, failures, first_at) values ($1, 3, now())",
    [endpointId],
  );
  expect(await deleteEndpoint(app.deps, shopId, endpointId)).toEqual({ kind: "deleted" });
  expect(await statuses()).toEqual({ discarded: 1_001 });
  expect(await endpoint()).toMatchObject({ status: "disabled", headers: null, deletedAt: expect.any(Date) });
  expect((await lane()).open).toBe(false);
  const { rows } = await app.deps.pool.query(
    `select from signing_secret where endpoint_id = $1 union all select from failure_streak where endpoint_id = $1`,
    [endpointId],
  );
  expect(rows).toEqual([]);
  expect(await notices()).toEqual([]);
  expect(await deleteEndpoint(app.deps, shopId, endpointId)).toEqual({ kind: "not_found" });
  expect(await turn("enable")).toEqual({ kind: "not_found" });
});

test("another shop's endpoint is not there to switch, and what waits for it stays", async () => {
  await wait(1);
  const other = await addShop(app.deps, "other.myshopify.com");
  for (const wanted of SWITCHES) {
    expect(await switchEndpoint(app.deps, other, endpointId, wanted)).toEqual({ kind: "not_found" });
  }
  expect(await statuses()).toEqual({ pending: 1 });
});
