import fc from "fast-check";
import { expect, test } from "vitest";
import { mapSequence, type Step, topicsOf } from "../../helpers/map-sequence.ts";

const CREATED = "2026-11-20T10:00:00Z";

const order = (fields: Record<string, unknown>) =>
  JSON.stringify({ id: 1, created_at: CREATED, updated_at: CREATED, note: null, ...fields });

const step = (topic: string, fields: Record<string, unknown> = {}): Step => ({ topic, body: order(fields) });

test("an update that only repeats the creation makes no event, whichever comes first", () => {
  const created = step("orders/create");
  const echo = step("orders/updated", { updated_at: "2026-11-20T10:00:02Z" });
  expect(topicsOf([created, echo])).toEqual(["order/created"]);
  expect(topicsOf([echo, created])).toEqual(["order/created"]);
});

test("a real change right after the creation is an event", () => {
  const tagged = step("orders/updated", { updated_at: "2026-11-20T10:00:01Z", note: "tagged" });
  expect(topicsOf([step("orders/create"), tagged])).toEqual(["order/created", "order/updated"]);
});

test("what comes late after a deletion makes no event", () => {
  const changed = step("orders/updated", { updated_at: "2026-11-20T11:00:00Z", note: "late" });
  expect(topicsOf([step("orders/create"), step("orders/delete"), changed])).toEqual([
    "order/created",
    "order/deleted",
  ]);
});

test("an update with other content makes one event, however often it is told", () => {
  const changed = step("orders/updated", { updated_at: "2026-11-20T11:00:00Z", note: "gift" });
  expect(topicsOf([step("orders/create"), changed, changed])).toEqual(["order/created", "order/updated"]);
});

test("an update whose content is the one last seen makes no event", () => {
  const touched = step("orders/updated", { updated_at: "2026-11-20T11:00:00Z" });
  expect(topicsOf([step("orders/create"), touched])).toEqual(["order/created"]);
});

test("a change and its way back are two events", () => {
  const there = step("orders/updated", { updated_at: "2026-11-20T11:00:00Z", note: "gift" });
  const back = step("orders/updated", { updated_at: "2026-11-20T12:00:00Z", note: null });
  expect(topicsOf([step("orders/create"), there, back])).toEqual([
    "order/created",
    "order/updated",
    "order/updated",
  ]);
});

test("an update older than what is known makes no event and does not overwrite it", () => {
  const newer = step("orders/updated", { updated_at: "2026-11-20T12:00:00Z", note: "b" });
  const older = step("orders/updated", { updated_at: "2026-11-20T11:00:00Z", note: "a" });
  const again = step("orders/updated", { updated_at: "2026-11-20T13:00:00Z", note: "b" });
  expect(topicsOf([newer, older, again])).toEqual(["order/updated"]);
});

test("a change of stock alone is a change of the product", () => {
  const product = (stock: number, time: string): Step => ({
    topic: "products/update",
    body: JSON.stringify({
      id: 1,
      created_at: CREATED,
      updated_at: time,
      variants: [{ inventory_quantity: stock }],
    }),
  });
  expect(topicsOf([product(5, "2026-11-20T11:00:00Z"), product(4, "2026-11-20T12:00:00Z")])).toHaveLength(2);
});

const ACTIONS: Record<string, Step[]> = {
  creation: [
    step("orders/create"),
    step("orders/updated", { updated_at: "2026-11-20T10:00:01Z" }),
    step("orders/paid", { updated_at: "2026-11-20T10:00:01Z", total_price: "5.00" }),
  ],
  cancellation: [
    step("orders/cancelled", { updated_at: "2026-11-21T10:00:00Z", cancelled_at: "2026-11-21T10:00:00Z" }),
    step("orders/updated", { updated_at: "2026-11-21T10:00:00Z", cancelled_at: "2026-11-21T10:00:00Z" }),
  ],
  fulfilment: [
    step("orders/fulfilled", { updated_at: "2026-11-22T10:00:00Z", fulfillments: [{ id: 7 }] }),
    step("orders/updated", { updated_at: "2026-11-22T10:00:00Z", fulfillments: [{ id: 7 }] }),
  ],
};

test.each(Object.entries(ACTIONS))(
  "the webhooks of a %s make the same events in every order and repetition",
  (_name, steps) => {
    const keys = (sequence: Step[]) => new Set(mapSequence(sequence).map(({ key }) => key));
    const expected = keys(steps);
    fc.assert(
      fc.property(shuffledWithRepeats(steps), (sequence) => {
        expect(keys(sequence)).toEqual(expected);
      }),
    );
  },
);

/** Every step at least once, some again, in any order. */
function shuffledWithRepeats(steps: Step[]): fc.Arbitrary<Step[]> {
  return fc
    .array(fc.constantFrom(...steps), { maxLength: 4 })
    .chain((more) => fc.shuffledSubarray([...steps, ...more], { minLength: steps.length + more.length }));
}

test("a change that overtakes its creation is an event, whichever comes first", () => {
  const created = step("orders/create");
  const tagged = step("orders/updated", { updated_at: "2026-11-20T10:00:01Z", note: "tagged" });
  expect(topicsOf([created, tagged])).toEqual(["order/created", "order/updated"]);
  const drafts = mapSequence([tagged, created]);
  expect(drafts.map(({ topic }) => topic)).toEqual(["order/created", "order/updated"]);
  expect(drafts[1]?.data).toMatchObject({ order: { note: "tagged" } });
});

test("a deletion carries what was last known", () => {
  const [, deleted] = mapSequence([
    step("orders/create", { note: "gift" }),
    { topic: "orders/delete", body: '{"id":1}' },
  ]);
  expect(deleted?.data).toMatchObject({ order: { id: 1, note: "gift" } });
});
