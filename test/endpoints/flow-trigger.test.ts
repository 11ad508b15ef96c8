import { beforeAll, beforeEach, expect, test } from "vitest";
import { allowFlowEvents } from "../../app/endpoints/allow-flow-events.ts";
import { enableFlowTrigger } from "../../app/endpoints/enable-flow-trigger.ts";
import { addFlowTrigger } from "../helpers/flow-trigger.ts";
import { addShop } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";

const HANDLE = "billing-failed";
const NOT_FOUND = { kind: "not_found" };

let app: TestDeps;
let shopId: string;
let other: string;
let id: string;

beforeAll(async () => {
  app = await createTestDeps();
  shopId = await addShop(app.deps);
  other = await addShop(app.deps, "other.myshopify.com");
});

beforeEach(async () => {
  await app.deps.pool.query("delete from endpoint");
  id = await addFlowTrigger(app.deps.pool, shopId, HANDLE);
});

const row = () => app.deps.prisma.endpoint.findUniqueOrThrow({ where: { id }, include: { lane: true } });

const disable = (reason: string) =>
  app.deps.pool.query(
    `with closed as (update lane set open = false where endpoint_id = $1)
     update endpoint set status = 'disabled', disabled_reason = $2 where id = $1`,
    [id, reason],
  );

test("events that workflows sent in are allowed and forbidden for one trigger of one shop", async () => {
  expect(await allowFlowEvents(app.deps, shopId, HANDLE, true)).toEqual({ kind: "saved" });
  expect(await row()).toMatchObject({ flowEvents: true });
  expect(await allowFlowEvents(app.deps, other, HANDLE, false)).toEqual(NOT_FOUND);
  expect(await allowFlowEvents(app.deps, shopId, "tier-changed", false)).toEqual(NOT_FOUND);
  expect(await row()).toMatchObject({ flowEvents: true });
  await allowFlowEvents(app.deps, shopId, HANDLE, false);
  expect(await row()).toMatchObject({ flowEvents: false });
});

test("a trigger that was stopped for failing is enabled, and its lane is open again", async () => {
  await disable("failing");
  expect(await enableFlowTrigger(app.deps, other, HANDLE)).toEqual(NOT_FOUND);
  expect(await row()).toMatchObject({ status: "disabled" });
  expect(await enableFlowTrigger(app.deps, shopId, HANDLE)).toEqual({ kind: "switched" });
  expect(await row()).toMatchObject({ status: "enabled", disabledReason: null, lane: { open: true } });
});

test("one that no workflow uses is Flow's to enable", async () => {
  await disable("merchant");
  expect(await enableFlowTrigger(app.deps, shopId, HANDLE)).toEqual(NOT_FOUND);
  expect(await row()).toMatchObject({ status: "disabled", lane: { open: false } });
});
