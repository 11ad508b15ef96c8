import fc from "fast-check";
import { expect, test } from "vitest";
import { NO_RULES } from "../../../app/rules/rules-schema.ts";
import { dataSchema } from "../../../app/topics/data-schemas.ts";
import { mapSequence, type Step, topicsOf } from "../../helpers/map-sequence.ts";

const CREATED = "2026-11-20T10:00:00Z";
const LATER = "2026-11-20T12:00:00Z";

const step = (topic: string, fields: Record<string, unknown> = {}): Step => ({
  topic,
  body: JSON.stringify({ id: 1, created_at: CREATED, updated_at: CREATED, note: null, ...fields }),
});

/** What the Admin API says of the order is written otherwise than its webhook. */
const found = (topic: string, fields: Record<string, unknown> = {}): Step =>
  step(`carillon/reconcile/${topic}`, { ...fields, app_id: null });

test("a webhook and what was found tell the same, in every order and repetition", () => {
  const told: Step[] = [
    step("orders/create"),
    found("orders/create", { updated_at: LATER }),
    step("orders/paid", { updated_at: LATER, total_price: "5.00" }),
    found("orders/paid", { updated_at: LATER, total_price: "4.00" }), // a refund came between
    step("orders/updated", { updated_at: LATER, note: "paid" }),
    found("orders/updated", { updated_at: LATER, note: "paid" }),
  ];
  const sequences = fc
    .array(fc.constantFrom(...told), { maxLength: 4 })
    .chain((more) => fc.shuffledSubarray([...told, ...more], { minLength: told.length + more.length }));
  fc.assert(
    fc.property(sequences, (sequence) => {
      expect(topicsOf(sequence).sort()).toEqual(["order/created", "order/paid", "order/updated"]);
    }),
  );
});

test("a change after what was found is an event", () => {
  const newer = step("orders/updated", { updated_at: "2026-11-20T13:00:00Z", note: "new" });
  const late = step("orders/updated", { updated_at: LATER, note: "found" });
  expect(topicsOf([found("orders/updated", { updated_at: LATER }), late, newer, newer])).toEqual([
    "order/updated",
    "order/updated",
  ]);
});

test("after the late webhook of what was found an echo is known again", () => {
  const late = step("orders/updated", { updated_at: LATER, note: "found" });
  const echo = step("orders/updated", { updated_at: "2026-11-20T13:00:00Z", note: "found" });
  expect(topicsOf([found("orders/updated", { updated_at: LATER }), late, echo])).toEqual(["order/updated"]);
});

test("what was found of a deleted order tells nothing", () => {
  const deleted = { topic: "orders/delete", body: '{"id":1}' };
  expect(topicsOf([step("orders/create"), deleted, found("orders/updated", { updated_at: LATER })])).toEqual([
    "order/created",
    "order/deleted",
  ]);
});

test("what was found says so, whatever it is, and what a webhook told does not", () => {
  const ofContract = { source_name: "subscription_contract_checkout_one", app_id: 77 };
  const order = step("carillon/reconcile/orders/paid", ofContract);
  const rules = { ...NO_RULES, subscription_source: { apps: ["77"] } };
  const paid = mapSequence([order], { rules });
  expect(paid.map(({ topic, data }) => [topic, data.origin])).toEqual([
    ["order/paid", "reconcile"],
    ["subscription/billing_success", "reconcile"],
  ]);
  for (const topic of ["orders/create", "customers/update", "products/update"])
    for (const { topic: name, data } of mapSequence([found(topic, { updated_at: LATER })], { watch: 0 })) {
      expect(data.origin).toBe("reconcile");
      expect(dataSchema(name).parse(data).origin, "the schema knows it").toBe("reconcile");
    }
  expect(mapSequence([step("orders/create")])[0]?.data).not.toHaveProperty("origin");
});
