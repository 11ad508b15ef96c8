import { expect, test } from "vitest";
import { flowStandIn, type TestFlow, workflow } from "./flow-stand-in.ts";

const MUTATION = `mutation ($handle: String, $payload: JSON) {
  flowTriggerReceive(handle: $handle, payload: $payload) { userErrors { field message } }
}`;

interface Fired {
  data?: { flowTriggerReceive: { userErrors: { field: string[]; message: string }[] } };
  errors?: { message: string; extensions?: { code: string } }[];
  extensions: { cost: { requestedQueryCost: number; throttleStatus: { currentlyAvailable: number } } };
}

async function caller(flow: TestFlow) {
  const token: string = (await flow.exchange()).body.access_token;
  return async (payload: unknown, handle = "points-changed"): Promise<Fired> =>
    (await flow.graphql(MUTATION, token, { variables: { handle, payload } })).body;
}

const wholePayload = ({ customer }: TestFlow) => ({
  customer_id: Number(customer),
  Event: "loyalty/points_changed",
  "Points balance": "550",
  "Data is complete": true,
});

test("a trigger with all its fields is taken, costs one point, and starts the workflows that are on", async () => {
  const stand = await flowStandIn();
  const fire = await caller(stand);
  const { id } = stand.flow.addWorkflow(workflow({ name: "On points" }));
  stand.flow.addWorkflow(workflow({ name: "Off" }));
  await stand.flow.turnOn(id);
  const payload = wholePayload(stand);
  const { data, extensions } = await fire(payload);
  expect(data).toEqual({ flowTriggerReceive: { userErrors: [] } });
  expect(extensions.cost).toMatchObject({
    requestedQueryCost: 1,
    throttleStatus: { currentlyAvailable: 1_999 },
  });
  expect(stand.flow.events()).toEqual([
    {
      ...{ at: "2026-11-21T10:00:00.000Z", trigger: "points-changed", payload, errors: [] },
      runs: [{ workflow: "On points", action: null }],
    },
  ]);
});

test("a trigger that no workflow begins with is taken as well", async () => {
  const stand = await flowStandIn();
  const { data } = await (await caller(stand))(wholePayload(stand));
  expect(data?.flowTriggerReceive.userErrors).toEqual([]);
  expect(stand.flow.events()[0]?.runs).toEqual([]);
});

test("an unknown handle and too many bytes are refused in Shopify's own words", async () => {
  const stand = await flowStandIn();
  const fire = await caller(stand);
  const said = async (payload: object, handle?: string) =>
    (await fire(payload, handle)).data?.flowTriggerReceive.userErrors;
  expect(await said({}, "x")).toEqual([
    { field: ["body"], message: "Errors validating schema:\n  Invalid handle 'x'.\n" },
  ]);
  const filled = (length: number) => ({ ...wholePayload(stand), Event: "é".repeat(length) });
  const around = JSON.stringify(filled(0)).length;
  expect(await said(filled((50_000 - around) / 2))).toEqual([]);
  expect(await said(filled((50_000 - around) / 2 + 1))).toEqual([
    {
      field: ["body"],
      message: "Errors validating schema:\n  Properties size exceeds the limit of 50000 bytes.\n",
    },
  ]);
});

test.for([
  ["a field is not there", { Event: undefined }, "Required field missing: Event"],
  ["a field is null", { Event: null }, "Required field missing: Event"],
  ["a text is a number", { Event: 5 }, "Type error for field 'Event': 5 is not a string."],
  ["a number is a text", { "Points balance": "many" }, "field 'Points balance': many is not a decimal."],
  ["a truth is a text", { "Data is complete": "true" }, "field 'Data is complete': true is not a boolean."],
  ["a reference is a gid", { customer_id: "gid://shopify/Customer/1" }, "is not a number."],
  ["a customer is nobody", { customer_id: 1 }, "field 'customer_id': 1 is not a customer of the shop."],
  ["a field is not declared", { Tier: "Gold" }, "Unknown field: Tier"],
] as const)("a payload is refused when %s", async ([, changes, words]) => {
  const stand = await flowStandIn();
  const { id } = stand.flow.addWorkflow(workflow());
  await stand.flow.turnOn(id);
  const { data } = await (await caller(stand))({ ...wholePayload(stand), ...changes });
  expect(data?.flowTriggerReceive.userErrors).toMatchObject([
    { field: ["body"], message: expect.stringContaining(words) },
  ]);
  expect(stand.flow.events()).toMatchObject([{ errors: [expect.stringContaining(words)], runs: [] }]);
});

test("every error is named, addresses in Shopify's words", async () => {
  const { data } = await (await caller(await flowStandIn()))(
    { Address: "not-a-url", "Seen by": "me" },
    "page-seen",
  );
  expect(data?.flowTriggerReceive.userErrors[0]?.message).toBe(
    "Errors validating schema:\n" +
      "  Type error for field 'Address': not-a-url is not an absolute URL.\n" +
      "  Type error for field 'Seen by': me is not an email address.\n",
  );
});

test("what is no payload is an error of the query", async () => {
  const fire = await caller(await flowStandIn());
  for (const payload of [null, "{}", []]) expect((await fire(payload)).errors).toHaveLength(1);
});

test("a shop whose points are used up is throttled, and its workflows do not start", async () => {
  const stand = await flowStandIn();
  const token: string = (await stand.exchange()).body.access_token;
  const fire = await caller(stand);
  for (let call = 0; call < 2; call++) {
    const aliases = Array.from(
      { length: 1_000 },
      (_, index) => `a${index}: flowTriggerReceive { userErrors { field } }`,
    );
    await stand.graphql(`mutation { ${aliases.join("\n")} }`, token);
  }
  const before = stand.flow.events().length;
  const { errors, extensions } = await fire(wholePayload(stand));
  expect(errors).toEqual([{ message: "Throttled", extensions: { code: "THROTTLED" } }]);
  expect(extensions.cost.throttleStatus.currentlyAvailable).toBe(0);
  expect(stand.flow.events()).toHaveLength(before);
});
