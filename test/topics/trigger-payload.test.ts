import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { triggerPayload } from "../../app/topics/flow/trigger-payload.ts";
import {
  COMMON_FIELDS,
  FLOW_TRIGGERS,
  type FlowTrigger,
  flowTrigger,
} from "../../app/topics/flow/triggers.ts";
import { sampleData, sampleResource } from "../../app/topics/samples.ts";

const bodyOf = (topic: string, data: unknown, resource: string | null = null): string =>
  JSON.stringify({ id: "evt_1", topic, triggered_at: "2026-11-20T10:00:00.000Z", resource, data });

const trigger = (handle: string): FlowTrigger => {
  const found = flowTrigger(handle);
  if (!found) throw new Error(`no trigger ${handle}`);
  return found;
};

const payloadOf = (handle: string, body: string) => {
  const result = triggerPayload(trigger(handle), body);
  if (result.kind !== "ready") throw new Error(`incomplete: ${result.missing}`);
  return result.payload;
};

const bytes = (payload: unknown) => Buffer.byteLength(JSON.stringify(payload));

test.each(FLOW_TRIGGERS.flatMap(({ handle, topics }) => topics.map((topic) => [handle, topic] as const)))(
  "%s is complete for the sample of %s",
  (handle, topic) => {
    const payload = payloadOf(handle, bodyOf(topic, sampleData(topic), sampleResource(topic)));
    const declared = [...COMMON_FIELDS, ...trigger(handle).fields].map(({ key }) => key);
    const reference = trigger(handle).aboutCustomer ? ["customer_id"] : [];
    expect(Object.keys(payload).sort()).toEqual(
      [...reference, ...declared, "Data", "Data is complete"].sort(),
    );
    expect(payload).toMatchObject({ Event: topic, "Event id": "evt_1", "Data is complete": true });
    expect(JSON.parse(payload.Data as string)).toEqual(sampleData(topic));
  },
);

test("a customer's number has all its digits, and numbers in the data keep their form", () => {
  const body = `{"id":"evt_1","topic":"loyalty/points_changed","triggered_at":"t","resource":null,"data":
    {"customer":{"id":"gid://shopify/Customer/123456789012345678"},"points_history":{"balance":10.50,"value":-0.50,"type":"Redeem"}}}`;
  const text = JSON.stringify(payloadOf("points-changed", body));
  expect(text).toContain('"customer_id":123456789012345678,');
  expect(text).toContain('"Points balance":"10.50"');
  expect(text).toContain('\\"value\\":-0.50');
});

describe("an event that lacks what the trigger cannot do without is incomplete", () => {
  test.each([
    ["a customer", { points_history: { balance: 1, value: 1 } }, "customer"],
    ["a customer's id", { customer: { id: null }, points_history: { balance: 1, value: 1 } }, "customer"],
    [
      "a balance",
      { customer: { id: "gid://shopify/Customer/1" }, points_history: { value: 1 } },
      "Points balance",
    ],
    [
      "a balance that is a decimal number",
      { customer: { id: "gid://shopify/Customer/1" }, points_history: { balance: "0x10", value: 1 } },
      "Points balance",
    ],
    [
      "a balance that is a number",
      { customer: { id: "gid://shopify/Customer/1" }, points_history: { balance: "many", value: 1 } },
      "Points balance",
    ],
  ])("%s", (_what, data, missing) => {
    const result = triggerPayload(trigger("points-changed"), bodyOf("loyalty/points_changed", data));
    expect(result).toEqual({ kind: "incomplete", missing });
  });
});

test("the reasons of several changes are one text, and unknown texts are empty", () => {
  const data = {
    customer: { id: "gid://shopify/Customer/1" },
    contract: null,
    changes: [{ reason: "product_added" }, { reason: "shipping_changed" }, { reason: null }],
  };
  const payload = payloadOf("subscription-changed", bodyOf("subscription/updated", data));
  expect(payload).toMatchObject({ Changes: "product_added, shipping_changed", Status: "", About: "" });
});

const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60_000 }),
  fc.string({ unit: "grapheme", minLength: 40_000, maxLength: 60_000 }),
  fc
    .constantFrom("<", "&", "\u2028", "😀", '"', "\n")
    .chain((unit) => fc.integer({ min: 0, max: 60_000 }).map((count) => unit.repeat(count))),
);

test("whatever an event holds, its payload stays below 50,000 bytes and says whether the data was cut", () => {
  fc.assert(
    fc.property(anyText, anyText, (handle, value) => {
      const data = { form: { handle, fields: { message: value } } };
      const payload = payloadOf("form-submitted", bodyOf("form/submitted", data));
      expect(bytes(payload)).toBeLessThan(50_000);
      const text = payload.Data as string;
      expect(payload["Data is complete"]).toBe(text === JSON.stringify(data));
      expect(JSON.stringify(data).startsWith(text.replace(/…$/, ""))).toBe(true);
      expect(text.isWellFormed() || !handle.isWellFormed() || !value.isWellFormed()).toBe(true);
    }),
    { numRuns: 60 },
  );
});
