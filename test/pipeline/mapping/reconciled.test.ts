import fc from "fast-check";
import { expect, test } from "vitest";
import { type Step, topicsOf } from "../../helpers/map-sequence.ts";

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
