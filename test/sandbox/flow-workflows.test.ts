import { expect, test } from "vitest";
import { isFromShopify } from "#app/signing/verify-shopify.ts";
import { status } from "../helpers/test-receiver.ts";
import { flowStandIn, type TestFlow, workflow } from "./flow-stand-in.ts";
import { APP, SHOP } from "./stand-in.ts";

const told = ({ app }: TestFlow) => app.received.map(({ body }) => JSON.parse(body));

test("the app hears, signed, when the first workflow of a trigger goes on and the last one off", async () => {
  const stand = await flowStandIn();
  const { flow, app } = stand;
  const [one, two] = [flow.addWorkflow(workflow()), flow.addWorkflow(workflow({ name: "Two" }))];
  await flow.turnOn(one.id);
  await flow.turnOn(two.id);
  await flow.turnOff(one.id);
  expect(told(stand)).toHaveLength(1);
  await flow.turnOff(two.id);
  const about = { flow_trigger_definition_id: "Points changed", shop_id: "1", shopify_domain: SHOP };
  expect(told(stand)).toEqual([
    { ...about, has_enabled_flow: true, timestamp: "2026-11-21T10:00:00.000Z" },
    { ...about, has_enabled_flow: false, timestamp: "2026-11-21T10:00:00.001Z" },
  ]);
  expect(app.received.map(({ url }) => url)).toEqual(["/flow/lifecycle", "/flow/lifecycle"]);
  for (const { body, headers } of app.received)
    expect(isFromShopify(Buffer.from(body), headers["x-shopify-hmac-sha256"] ?? "", [APP.apiSecret])).toBe(
      true,
    );
});

test("Shopify may name a trigger by an id that says nothing", async () => {
  const stand = await flowStandIn({ definitionId: () => "3b0f6f6e-6c5e-4b57-9a0e-6f4d1df3a111" });
  await stand.flow.turnOn(stand.flow.addWorkflow(workflow()).id);
  expect(told(stand)).toMatchObject([{ flow_trigger_definition_id: "3b0f6f6e-6c5e-4b57-9a0e-6f4d1df3a111" }]);
});

test("a workflow stays off when the app does not confirm that its trigger is used", async () => {
  const { flow, app } = await flowStandIn();
  app.answer(status(503, {}, "later"));
  const { id } = flow.addWorkflow(workflow());
  await expect(flow.turnOn(id)).rejects.toThrow(
    "The workflow stays off: the app did not confirm that its trigger is used (it answered 503: later).",
  );
  expect(flow.workflows()[0]?.isOn).toBe(false);
  app.answer(status(204));
  await flow.turnOn(id);
  expect(flow.workflows()[0]?.isOn).toBe(true);
});

test("a workflow stays off when the app does not answer in time", async () => {
  const { flow, app } = await flowStandIn({ limits: { lifecycleMs: 50, actionMs: 50 } });
  app.answer(() => undefined);
  const { id } = flow.addWorkflow(workflow());
  await expect(flow.turnOn(id)).rejects.toThrow("no answer within 0.05 s");
  expect(flow.workflows()[0]?.isOn).toBe(false);
});

test("a workflow goes off even when the app does not hear of it", async () => {
  const { flow, app } = await flowStandIn();
  const { id } = flow.addWorkflow(workflow());
  await flow.turnOn(id);
  app.answer(status(500));
  await expect(flow.turnOff(id)).rejects.toThrow("The workflow is off, and the app does not know it");
  expect(flow.workflows()[0]?.isOn).toBe(false);
});

test("a workflow that is run by hand concerns no trigger of the app", async () => {
  const { flow, app } = await flowStandIn();
  await flow.turnOn(flow.addWorkflow(workflow({ trigger: null })).id);
  expect(app.received).toEqual([]);
});

test("the use of every trigger can be told anew", async () => {
  const stand = await flowStandIn();
  await stand.flow.turnOn(stand.flow.addWorkflow(workflow()).id);
  await stand.flow.tellUsage();
  expect(told(stand).slice(1)).toMatchObject([
    { flow_trigger_definition_id: "Points changed", has_enabled_flow: true },
    { flow_trigger_definition_id: "Page seen", has_enabled_flow: false },
  ]);
});

test.for([
  ["a trigger that the app does not have", { trigger: "x" }, "The app has no trigger x."],
  ["no name", { name: " " }, "Give the workflow a name."],
  ["an action without what it must have", { action: { topic: "" } }, "Fill in the action's field topic."],
  [
    "a place for what the trigger does not say",
    { action: { topic: "a/{{ Tier }}" } },
    "{{ Tier }} is no field of the trigger Points changed.",
  ],
  [
    "a place for a trigger's field without one",
    { trigger: null, action: { topic: "{{ Event }}" } },
    "run by hand",
  ],
] as const)("a workflow with %s is refused", async ([, changes, words]) => {
  const { flow } = await flowStandIn();
  expect(() => flow.addWorkflow(workflow(changes))).toThrow(words);
  expect(flow.workflows()).toEqual([]);
});
