import { beforeAll, expect, test } from "vitest";
import { serve } from "../../app/server/serve.ts";
import { createToken } from "../../app/tokens/create-token.ts";
import { addDelivery, addFlowTrigger } from "../helpers/flow-trigger.ts";
import { addEndpoint, addShop } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { apiClient, type Call } from "./api-client.ts";

const TOPIC = "subscription/billing_failure";

let app: TestDeps;
let call: Call;
let shopId: string;
let triggerId: string;

beforeAll(async () => {
  app = await createTestDeps({ MAX_ENDPOINTS_PER_SHOP: "1" });
  const { port } = await serve(app.deps, { withPanel: false });
  shopId = await addShop(app.deps);
  call = apiClient(`http://127.0.0.1:${port}/api/v1`, (await createToken(app.deps, shopId, "write")).token);
  triggerId = await addFlowTrigger(app.deps.pool, shopId);
});

test.each([
  ["GET", ""],
  ["PATCH", ""],
  ["DELETE", ""],
  ["POST", "/enable"],
  ["POST", "/disable"],
  ["POST", "/pause"],
  ["POST", "/resume"],
  ["POST", "/rotate-secret"],
  ["POST", "/finish-rotation"],
  ["POST", "/test"],
])("%s /endpoints/:id%s finds no trigger of Shopify Flow", async (method, path) => {
  const { status, json } = await call(
    method,
    `/endpoints/${triggerId}${path}`,
    {
      GET: undefined,
      PATCH: { description: "Mine" },
      DELETE: undefined,
      POST: {},
    }[method],
  );
  expect([status, json.detail]).toEqual([404, "This shop has no endpoint with that id."]);
});

test("what an endpoint did not get is recovered, and a trigger is none", async () => {
  const since = app.deps.clock.now().toISOString();
  const order = { since: new Date(Date.parse(since) - 60_000).toISOString(), include: "failed" };
  expect(await call("POST", `/endpoints/${triggerId}/recover`, order)).toMatchObject({ status: 404 });
});

test("nothing of that changed the trigger", async () => {
  expect(await app.deps.prisma.endpoint.findUniqueOrThrow({ where: { id: triggerId } })).toMatchObject({
    ...{ status: "enabled", description: "Shopify Flow: Billing failed", deletedAt: null },
  });
});

test("triggers are not listed, and take nothing of the number of endpoints that a shop may have", async () => {
  expect((await call("GET", "/endpoints")).json.endpoints).toEqual([]);
  const made = await call("POST", "/endpoints", { url: "https://127.0.0.1/hook", topics: ["*"] });
  expect(made.status).toBe(201);
  expect((await call("GET", "/endpoints")).json.endpoints).toMatchObject([{ id: made.json.id }]);
});

test("a delivery to Flow names its trigger and has no URL; others have no trigger", async () => {
  const { rows } = await app.deps.pool.query<{ id: string }>("select id from endpoint where id <> $1", [
    triggerId,
  ]);
  const endpointId = rows[0]?.id ?? (await addEndpoint(app.deps, shopId, "https://127.0.0.1/hook")).id;
  const toUrl = await addDelivery(app.deps.pool, { shopId, endpointId, topic: TOPIC });
  const toFlow = await addDelivery(
    app.deps.pool,
    { shopId, endpointId: triggerId, topic: TOPIC },
    { hops: 1 },
  );
  const { json } = await call("GET", `/deliveries?endpoint_id=${triggerId}`);
  expect(json).toMatchObject({
    deliveries: [{ id: toFlow.deliveryId, flow_trigger: "billing-failed", url: null }],
  });
  expect((await call("GET", `/deliveries/${toFlow.deliveryId}`)).json).toMatchObject({ flow_hops: 1 });
  expect((await call("GET", `/deliveries/${toUrl.deliveryId}`)).json).toMatchObject({
    ...{ flow_trigger: null, url: "https://127.0.0.1/hook", flow_hops: 0 },
  });
  expect((await call("POST", `/deliveries/${toFlow.deliveryId}/resend`)).status).toBe(202);
});
