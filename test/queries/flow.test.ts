import { beforeAll, beforeEach, expect, test } from "vitest";
import { flowView } from "../../app/queries/flow.ts";
import { FLOW_TRIGGERS } from "../../app/topics/flow/triggers.ts";
import { addDelivery, addFlowTrigger } from "../helpers/flow-trigger.ts";
import { addShop } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";

const TOPIC = "membership/billing_failure";

let app: TestDeps;
let shopId: string;
let other: string;
let endpointId: string;

beforeAll(async () => {
  app = await createTestDeps();
  shopId = await addShop(app.deps);
  other = await addShop(app.deps, "other.myshopify.com");
});

beforeEach(async () => {
  await app.deps.pool.query("delete from delivery; delete from event; delete from endpoint");
  endpointId = await addFlowTrigger(app.deps.pool, shopId);
});

const trigger = async (handle = "billing-failed", ofShop = shopId) =>
  (await flowView(app.deps, ofShop)).triggers.find((one) => one.handle === handle);

const deliver = (more: Parameters<typeof addDelivery>[2], to = { shopId, endpointId }) =>
  addDelivery(app.deps.pool, { ...to, topic: TOPIC }, more);

const change = (columns: string) =>
  app.deps.pool.query(`update endpoint set ${columns} where id = $1`, [endpointId]);

test("every trigger is listed, and those of another shop count for nothing", async () => {
  await deliver({ hops: 1 });
  const { triggers, sentIn } = await flowView(app.deps, other);
  expect(triggers.map(({ handle }) => handle)).toEqual(FLOW_TRIGGERS.map(({ handle }) => handle));
  expect(new Set(triggers.map(({ state }) => state))).toEqual(new Set(["unused"]));
  expect(sentIn).toEqual([]);
});

test("a trigger that workflows use is told with its newest delivery", async () => {
  expect(await trigger()).toEqual({
    ...{ handle: "billing-failed", state: "enabled", disabledReason: null, since: null, endpointId },
    ...{ flowEvents: false, last: null, health: { failing: null, shrunkTo: null, heldUntil: null } },
  });
  await deliver({ status: "failed", reason: "flow_refused" });
  const { deliveryId } = await deliver({ status: "discarded", reason: "flow_origin", hops: 1 });
  expect((await trigger())?.last).toEqual({
    ...{ id: deliveryId, topic: TOPIC, status: "discarded" },
    ...{ lastReason: "flow_origin", lastStatusCode: null, at: expect.any(Date) },
  });
  const attemptedAt = new Date("2026-11-20T09:00:00.000Z");
  await app.deps.pool.query("update delivery set last_attempt_at = $2 where id = $1", [
    deliveryId,
    attemptedAt,
  ]);
  expect((await trigger())?.last?.at).toEqual(attemptedAt);
});

test("one that no workflow uses any more is unused, and keeps what the merchant allowed", async () => {
  await change("status = 'disabled', disabled_reason = 'merchant', flow_events = true");
  expect(await trigger()).toMatchObject({ state: "unused", disabledReason: null, flowEvents: true });
});

test("one that was stopped says why and since when, and one that fails how often", async () => {
  await app.deps.pool.query(
    "insert into failure_streak (endpoint_id, failures, first_at, failing) values ($1, 4, now(), true)",
    [endpointId],
  );
  expect(await trigger()).toMatchObject({
    state: "enabled",
    health: { failing: { failures: 4, since: expect.any(Date), noticed: true } },
  });
  await change("status = 'disabled', disabled_reason = 'failing'");
  expect(await trigger()).toMatchObject({
    ...{ state: "disabled", disabledReason: "failing", since: expect.any(Date) },
  });
});

test("the newest five events that came in through the action, and no others", async () => {
  await deliver({ hops: 0 });
  const ids: string[] = [];
  for (let hops = 1; hops <= 6; hops += 1) ids.unshift((await deliver({ hops })).eventId);
  const { sentIn } = await flowView(app.deps, shopId);
  expect(sentIn.map(({ id, flowHops }) => [id, flowHops])).toEqual(
    ids.slice(0, 5).map((id, index) => [id, 6 - index]),
  );
  expect(sentIn[0]).toMatchObject({ topic: TOPIC, createdAt: expect.any(Date) });
});
