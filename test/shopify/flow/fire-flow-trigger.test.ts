import { beforeAll, describe, expect, test } from "vitest";
import { judgeFlowAnswer } from "../../../app/pipeline/deliver/judge-flow-answer.ts";
import { neverFires } from "../../../app/shopify/flow/fire-flow-trigger.ts";
import { triggerPayload } from "../../../app/topics/flow/trigger-payload.ts";
import { FLOW_TRIGGERS } from "../../../app/topics/flow/triggers.ts";
import { sampleData, sampleResource } from "../../../app/topics/samples.ts";
import { metricValue } from "../../helpers/metric-value.ts";
import { connectShopify, type TestShopify } from "../../helpers/shopify-stand-in.ts";
import { createTestDeps, type TestDeps } from "../../helpers/test-deps.ts";

let app: TestDeps;

beforeAll(async () => {
  app = await createTestDeps();
});

/** The trigger's payload for a topic's sample, about a customer of this shop. */
function payloadOf({ store }: TestShopify, handle: string, topic: string): Record<string, unknown> {
  const trigger = FLOW_TRIGGERS.find((one) => one.handle === handle);
  if (!trigger) throw new Error(`no trigger ${handle}`);
  const { id } = store.addCustomer({ firstName: "Flo", lastName: "Example" });
  const sample = sampleData(topic);
  const data = { ...sample, ...("customer" in sample && { customer: { ...Object(sample.customer), id } }) };
  const event = {
    id: "evt_1",
    topic,
    triggered_at: "2026-11-20T10:00:00.000Z",
    resource: sampleResource(topic),
    data,
  };
  const prepared = triggerPayload(trigger, JSON.stringify(event));
  if (prepared.kind === "incomplete") throw new Error(`incomplete: ${prepared.missing}`);
  return prepared.payload;
}

async function fire({ shop }: TestShopify, handle: string, payload: Record<string, unknown>) {
  const outcome = await app.deps.fireFlowTrigger(shop, { handle, payload });
  return { outcome, ...judgeFlowAnswer(outcome, app.deps.clock.now()) };
}

const EVERY = FLOW_TRIGGERS.flatMap(({ handle, topics }) => topics.map((topic) => [handle, topic] as const));

test("Shopify takes every trigger with the sample of each of its topics", async () => {
  const shopify = await connectShopify(app.deps);
  for (const [handle, topic] of EVERY) {
    const { judgement, outcome } = await fire(shopify, handle, payloadOf(shopify, handle, topic));
    expect({ handle, topic, judgement }).toEqual({ handle, topic, judgement: { status: "succeeded" } });
    expect(outcome).toMatchObject({ kind: "answered", statusCode: 200, remoteAddress: null });
  }
  expect(shopify.operations).toEqual(Array(EVERY.length).fill("FireFlowTrigger"));
});

test("a handle that Shopify does not know is refused with its words, for good", async () => {
  const shopify = await connectShopify(app.deps);
  expect(await fire(shopify, "points-moved", {})).toMatchObject({
    judgement: { reason: "flow_refused", detail: "Errors validating schema: Invalid handle 'points-moved'." },
    end: "final",
  });
});

test("a payload without one of its fields is refused with Shopify's words", async () => {
  const shopify = await connectShopify(app.deps);
  const { Tier: _, ...payload } = payloadOf(shopify, "tier-changed", "loyalty/tier_changed");
  const { judgement } = await fire(shopify, "tier-changed", payload);
  expect(judgement).toMatchObject({ status: "failed", reason: "flow_refused" });
  expect(judgement).toHaveProperty("detail", expect.stringContaining("Required field missing"));
});

test("a payload of 50,000 bytes is refused, which is why no event makes one", async () => {
  const shopify = await connectShopify(app.deps);
  const payload = payloadOf(shopify, "form-submitted", "form/submitted");
  const { judgement } = await fire(shopify, "form-submitted", { ...payload, Data: "x".repeat(50_000) });
  expect(judgement).toHaveProperty("detail", expect.stringContaining("exceeds the limit of 50000 bytes"));
});

describe("while Shopify is out of order", () => {
  test.each([
    [{ kind: "status", status: 503 }, { reason: "http_status" }],
    [{ kind: "status", status: 401 }, { reason: "http_status" }],
    [{ kind: "garbage" }, { reason: "flow_refused", detail: "Shopify's answer could not be read." }],
  ] as const)("%j is a failure", async (outage, expected) => {
    const shopify = await connectShopify(app.deps);
    shopify.fail(outage);
    const { judgement } = await fire(shopify, "form-submitted", {});
    expect(judgement).toMatchObject({ status: "failed", ...expected });
  });
});

test("an empty bucket of points slows the trigger down", async () => {
  const shopify = await connectShopify(app.deps, { limits: { size: 20, restoreRate: 1 } });
  const payload = payloadOf(shopify, "form-submitted", "form/submitted");
  const throttled = 'carillon_shopify_limited_total{reason="throttled"}';
  const before = (await metricValue(app.deps, throttled)) ?? Number.NaN;
  let verdict = await fire(shopify, "form-submitted", payload);
  for (let call = 0; call < 30 && verdict.judgement.status === "succeeded"; call += 1)
    verdict = await fire(shopify, "form-submitted", payload);
  expect(verdict).toMatchObject({ judgement: { reason: "flow_refused" }, inTrouble: true, end: null });
  expect(verdict.wishMs).toBeGreaterThan(0);
  expect(await metricValue(app.deps, throttled)).toBe(before + 1);
});

test("without a token nothing is sent, and the merchant is told to open the app", async () => {
  const outcome = await app.deps.fireFlowTrigger("nobody.myshopify.com", {
    handle: "form-submitted",
    payload: {},
  });
  expect(outcome).toMatchObject({
    ...{ kind: "failed", reason: "not_connected" },
    detail: "Shopify wants the shop to be connected again. Open Carillon in Shopify's admin to do so.",
  });
});

test("an app without Shopify's settings sends nothing", async () => {
  expect(await neverFires("any.myshopify.com", { handle: "form-submitted", payload: {} })).toMatchObject({
    reason: "not_connected",
  });
});
