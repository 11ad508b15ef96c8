import { expect, test } from "vitest";
import { isFromShopify } from "#app/signing/verify-shopify.ts";
import type { FlowOptions } from "#sandbox/flow/create-flow.ts";
import { status } from "../helpers/test-receiver.ts";
import { flowStandIn, type TestFlow, workflow } from "./flow-stand-in.ts";
import { APP, SHOP } from "./stand-in.ts";

/** Flow with one workflow that is on and run by hand. */
async function manual(options: Partial<FlowOptions> = {}) {
  const stand = await flowStandIn(options);
  const fields = { topic: "loyalty/points_changed", data: '{"points": 5}' };
  const { id } = stand.flow.addWorkflow(workflow({ trigger: null, action: fields }));
  await stand.flow.turnOn(id);
  return {
    ...stand,
    id,
    async run(written: Record<string, string> = fields) {
      stand.flow.runByHand(id, written);
      await stand.flow.idle();
    },
  };
}

/** Of the newest event, or of one before it. */
const lastRun = ({ flow }: TestFlow, before = 0) => flow.events()[before]?.runs[0]?.action;

test("the action is a signed request in Flow's form, with an id of the run and one of the step", async () => {
  const stand = await manual();
  await stand.run({ topic: "loyalty/points_changed", data: "points=5", customer_id: "" });
  await stand.run();
  const [first, second] = stand.app.received.map(({ body }) => JSON.parse(body));
  expect(first).toEqual({
    shop_id: 1,
    shopify_domain: SHOP,
    action_run_id: lastRun(stand, 1)?.id,
    action_definition_id: "Send webhook event",
    handle: "send-webhook-event",
    properties: { topic: "loyalty/points_changed", data: "points=5", step_reference: expect.any(String) },
  });
  expect(second.action_run_id).not.toBe(first.action_run_id);
  expect(second.properties.step_reference).toBe(first.properties.step_reference);
  const { url, headers, body } = stand.app.received[0] ?? { url: "", headers: {}, body: "" };
  expect(url).toBe("/flow/actions/send-webhook-event");
  expect(headers["content-type"]).toBe("application/json");
  const proof = headers["x-shopify-hmac-sha256"] ?? "";
  expect(isFromShopify(Buffer.from(body), proof, [APP.apiSecret])).toBe(true);
  expect(lastRun(stand)).toMatchObject({ state: "done", answers: ["it answered 200"] });
});

test("fields of the trigger go into the action's, and its customer goes along", async () => {
  const stand = await flowStandIn();
  const action = {
    topic: "{{Event}}",
    data: '{"points": {{ pointsBalance }}, "whole": {{Data is complete}}}',
  };
  await stand.flow.turnOn(stand.flow.addWorkflow(workflow({ action })).id);
  const payload = {
    ...{ customer_id: Number(stand.customer), Event: "loyalty/points_changed" },
    ...{ "Points balance": "550", "Data is complete": false },
  };
  expect(stand.flow.fire({ handle: "points-changed", payload }, () => true)).toEqual([]);
  await stand.flow.idle();
  expect(JSON.parse(stand.app.received.at(-1)?.body ?? "").properties).toMatchObject({
    customer_id: stand.customer,
    topic: "loyalty/points_changed",
    data: '{"points": 550, "whole": false}',
  });
});

test.for([202, 429, 500, 503])("after %i the same run is tried again until it is done", async (code) => {
  const stand = await manual();
  const answers = [code, code];
  stand.app.answer((request, response) => status(answers.shift() ?? 200)(request, response));
  await stand.run();
  const ids = stand.app.received.map(({ body }) => JSON.parse(body).action_run_id);
  expect(ids).toHaveLength(3);
  expect(new Set(ids).size).toBe(1);
  expect(lastRun(stand)?.state).toBe("done");
  expect(stand.pauses).toEqual([5, 5]);
});

test("the app may ask for a pause of five seconds to an hour", async () => {
  const stand = await manual();
  const wishes = ["120", "1", "86400", "soon"];
  stand.app.answer((request, response) =>
    status(429, { "retry-after": wishes.shift() ?? "" })(request, response),
  );
  await stand.run();
  expect(stand.pauses).toEqual([120, 5, 3_600, 5]);
  expect(lastRun(stand)?.state).toBe("given_up");
});

test("what the app refuses is final, and its words are kept", async () => {
  const stand = await manual();
  stand.app.answer(status(400, {}, "Data is no JSON."));
  await stand.run();
  expect(stand.app.received).toHaveLength(1);
  expect(lastRun(stand)).toMatchObject({ state: "refused", answers: ["it answered 400: Data is no JSON."] });
});

test("an app that says nothing in time is tried again", async () => {
  const limits = { lifecycleMs: 5_000, actionMs: 50 };
  const stand = await manual({
    limits,
    async pause() {
      limits.actionMs = 5_000; // the answer itself may take its time
      stand.app.answer(status(200));
    },
  });
  stand.app.answer(() => undefined);
  await stand.run();
  expect(lastRun(stand)).toMatchObject({
    state: "done",
    answers: ["no answer within 0.05 s", "it answered 200"],
  });
});

test("an app that is not there is tried again and given up in the end", async () => {
  const stand = await manual();
  stand.app.answer((_request, response) => void response.socket?.destroy());
  await stand.run();
  expect(lastRun(stand)).toMatchObject({ state: "given_up" });
  expect(lastRun(stand)?.answers).toHaveLength(5);
});

test("an action whose required field is empty in the end is not sent", async () => {
  const stand = await flowStandIn();
  await stand.flow.turnOn(stand.flow.addWorkflow(workflow({ action: { topic: "{{ Event }}" } })).id);
  const payload = { customer_id: 1, Event: "", "Points balance": "1", "Data is complete": true };
  stand.flow.fire({ handle: "points-changed", payload }, () => true);
  await stand.flow.idle();
  expect(lastRun(stand)).toMatchObject({ state: "refused", answers: ["not sent: topic is required"] });
});

test("a workflow that is off, or that a trigger starts, is not run by hand", async () => {
  const { flow, id } = await manual();
  await flow.turnOff(id);
  expect(() => flow.runByHand(id, { topic: "a/b" })).toThrow("Turn the workflow on before you run it.");
  const triggered = flow.addWorkflow(workflow());
  expect(() => flow.runByHand(triggered.id, {})).toThrow("started by its trigger alone");
});
