import { beforeAll, expect, test } from "vitest";
import * as deliveryList from "../../app/routes/app/deliveries/list.tsx";
import * as deliveryPage from "../../app/routes/app/deliveries/page.tsx";
import * as deleteRoute from "../../app/routes/app/endpoints/delete.ts";
import * as editPage from "../../app/routes/app/endpoints/edit.tsx";
import * as finishRoute from "../../app/routes/app/endpoints/finish-rotation.ts";
import * as endpointList from "../../app/routes/app/endpoints/list.tsx";
import * as endpointPage from "../../app/routes/app/endpoints/page.tsx";
import * as rotateRoute from "../../app/routes/app/endpoints/rotate-secret.ts";
import * as statusRoute from "../../app/routes/app/endpoints/status.ts";
import * as allowRoute from "../../app/routes/app/flow/allow-events.ts";
import * as enableRoute from "../../app/routes/app/flow/enable.ts";
import * as flowPage from "../../app/routes/app/flow/page.tsx";
import { addDelivery, addFlowTrigger } from "../helpers/flow-trigger.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { installShop, signedIn } from "./panel-request.ts";

const OURS = "ours.myshopify.com";
const THEIRS = "theirs.myshopify.com";
const BODY = {
  ...{ id: "evt_1", topic: "membership/billing_failure", triggered_at: "2026-11-20T10:00:00.000Z" },
  ...{ resource: null, data: { customer: { id: "gid://shopify/Customer/820982911946154508" } } },
};

let app: TestDeps;
let shopId: string;
let endpointId: string;

beforeAll(async () => {
  app = await createTestDeps();
  shopId = await installShop(app.deps, OURS);
  await installShop(app.deps, THEIRS);
  endpointId = await addFlowTrigger(app.deps.pool, shopId);
});

const post = (params: object, form: Record<string, string>, shop = OURS) =>
  signedIn(app.deps, shop, "/", { params: { ...params }, form });

const statusOf = (call: Promise<unknown>) =>
  call.then(
    () => 200,
    (thrown: { status?: number; init?: { status: number } }) => thrown.init?.status ?? thrown.status,
  );

const deliver = (more: Parameters<typeof addDelivery>[2], topic = BODY.topic) =>
  addDelivery(app.deps.pool, { shopId, endpointId, topic }, more);

const delivery = (id: string) => deliveryPage.loader(signedIn(app.deps, OURS, "/", { params: { id } }));

const trigger = async (shop = OURS) =>
  (await flowPage.loader(signedIn(app.deps, shop, "/app/flow"))).triggers.find(
    ({ handle }) => handle === "billing-failed",
  );

test("what the merchant allows for a trigger is saved and shown, for this shop alone", async () => {
  const params = { handle: "billing-failed" };
  expect(await allowRoute.action(post(params, { allowed: "true" }))).toEqual({ kind: "saved" });
  expect(await trigger()).toMatchObject({ state: "enabled", flowEvents: true });
  expect(await trigger(THEIRS)).toMatchObject({ state: "unused", flowEvents: false });
  expect(await statusOf(allowRoute.action(post(params, { allowed: "false" }, THEIRS)))).toBe(404);
  expect(await statusOf(allowRoute.action(post(params, { allowed: "perhaps" })))).toBe(400);
  expect(await trigger()).toMatchObject({ flowEvents: true });
  expect(await allowRoute.action(post(params, { allowed: "false" }))).toEqual({ kind: "saved" });
});

test("a trigger that was stopped is enabled here, and a trigger that does not exist is not found", async () => {
  await app.deps.pool.query(
    "update endpoint set status = 'disabled', disabled_reason = 'failing' where id = $1",
    [endpointId],
  );
  expect(await trigger()).toMatchObject({ state: "disabled" });
  expect(await statusOf(enableRoute.action(post({ handle: "billing-failed" }, {}, THEIRS)))).toBe(404);
  expect(await statusOf(enableRoute.action(post({ handle: "no-such" }, {})))).toBe(404);
  expect(await enableRoute.action(post({ handle: "billing-failed" }, {}))).toEqual({ kind: "switched" });
  expect(await trigger()).toMatchObject({ state: "enabled" });
});

test("a trigger is no endpoint: neither in the list nor to see, change, switch or delete", async () => {
  const params = { id: endpointId };
  const get = () => signedIn(app.deps, OURS, "/", { params });
  expect((await endpointList.loader(get())).page.rows).toEqual([]);
  expect(await statusOf(endpointPage.loader(get()))).toBe(404);
  expect(await statusOf(editPage.loader(get()))).toBe(404);
  const form = { url: "https://127.0.0.1/hook", description: "", topics: "order/paid" };
  expect(await statusOf(editPage.action(post(params, form)))).toBe(404);
  for (const wanted of ["disable", "pause", "enable"])
    expect(await statusOf(statusRoute.action(post(params, { switch: wanted })))).toBe(404);
  expect(await statusOf(rotateRoute.action(post(params, { overlap: "0" })))).toBe(404);
  expect(await statusOf(finishRoute.action(post(params, {})))).toBe(404);
  expect(await statusOf(deleteRoute.action(post(params, {})))).toBe(404);
  expect(await trigger()).toMatchObject({ state: "enabled", endpointId });
});

test("a delivery to Flow tells its trigger, and what Flow gets of the event, digit by digit", async () => {
  const { deliveryId } = await deliver({ body: JSON.stringify(BODY) });
  const shown = await delivery(deliveryId);
  expect(shown).toMatchObject({ flowTrigger: "billing-failed", endpointUrl: null, flowHops: 0 });
  expect(shown.flowPayload).toContain('"customer_id":820982911946154508');
  expect(JSON.parse(shown.flowPayload ?? "")).toMatchObject({ Event: BODY.topic, "Event id": "evt_1" });
});

test("of an event that Flow cannot take there is nothing to show but the event", async () => {
  const body = JSON.stringify({ ...BODY, data: { customer: null } });
  const { deliveryId } = await deliver({ body, status: "failed", reason: "flow_incomplete" });
  expect(await delivery(deliveryId)).toMatchObject({ body, flowPayload: null });
});

test("the log is filtered by trigger and by event", async () => {
  const { eventId, deliveryId } = await deliver({ hops: 2, status: "discarded", reason: "flow_origin" });
  expect(await delivery(deliveryId)).toMatchObject({ flowHops: 2, lastReason: "flow_origin" });
  const list = (query: string) =>
    deliveryList.loader(signedIn(app.deps, OURS, `/app/deliveries?${query}`)).then(({ page, ...rest }) => ({
      ...rest,
      ids: page.rows.map(({ id }) => id),
    }));
  expect(await list(`event=${eventId}`)).toMatchObject({ ignored: [], ids: [deliveryId] });
  const ofTrigger = await list(`endpoint=${endpointId}&status=discarded`);
  expect(ofTrigger).toMatchObject({ ignored: [], ids: [deliveryId] });
  expect(ofTrigger.destinations).toContainEqual(
    expect.objectContaining({ id: endpointId, flowTrigger: "billing-failed" }),
  );
});

test("without a session token the page and its actions turn the request away", async () => {
  for (const call of [flowPage.loader, allowRoute.action, enableRoute.action]) {
    const args = signedIn(app.deps, OURS, "/app/flow", { params: { handle: "billing-failed" } });
    args.request.headers.delete("authorization");
    expect(await statusOf(call(args))).toBe(302);
  }
});
