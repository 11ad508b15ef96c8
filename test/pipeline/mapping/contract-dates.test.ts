import { expect, test } from "vitest";
import { dataSchema } from "../../../app/topics/data-schemas.ts";
import { CONTRACT, facts, known, line } from "../../helpers/contract-facts.ts";
import {
  AT,
  around,
  begin,
  billing,
  contract,
  cycleOf,
  MOVED,
  PAID,
  reasonsOf,
  SKIP,
} from "../../helpers/contract-steps.ts";
import { mapSequence, topicsOf } from "../../helpers/map-sequence.ts";

test("a date that somebody moved makes an update and an event of its own, as one group", () => {
  const now = facts(2, { nextBillingDate: MOVED });
  const drafts = mapSequence([begin, contract("update", now)], around(now)).slice(1);
  expect(drafts.map(({ topic }) => topic)).toEqual([
    "subscription/updated",
    "subscription/next_order_date_changed",
  ]);
  for (const { data, topic } of drafts) {
    expect(data.changes).toEqual([
      { reason: "next_order_date_changed", line_id: null, before: "2026-12-20T10:00:00Z", after: MOVED },
    ]);
    expect(data.group_id).toMatch(/^grp_/);
    expect(data.group_id).toBe(drafts[0]?.data.group_id);
    expect(dataSchema(topic).parse(data)).toEqual(data);
  }
});

test("a rhythm whose change moves the date is one update with both reasons", () => {
  const billingPolicy = { interval: "week", interval_count: 2, min_cycles: null, max_cycles: null };
  const now = facts(2, { nextBillingDate: MOVED, billingPolicy });
  expect(reasonsOf([begin, contract("update", now)], now)).toEqual([
    ["payment_frequency_changed", "next_order_date_changed"],
  ]);
});

test("the same moment in another time zone is no move", () => {
  const now = facts(2, { nextBillingDate: "2026-12-20T05:00:00-05:00" });
  expect(topicsOf([begin, contract("update", now)], around(now))).toEqual(["subscription/created"]);
});

test("an edit of a cycle that moves the date is told like an update", () => {
  const now = facts(1, { nextBillingDate: MOVED });
  const edit = billing("subscription_billing_cycle_edits/update", now, { cycle_index: 2 });
  expect(topicsOf([begin, edit], around(now))).toEqual([
    "subscription/created",
    "subscription/updated",
    "subscription/next_order_date_changed",
  ]);
});

test("without a contract's own date the first open cycle tells it", () => {
  const cycle = { endsAt: MOVED, startsAt: AT, edited: false, billed: false, attempts: [] };
  const now = facts(2, {
    nextBillingDate: null,
    cycles: [
      { ...cycle, index: 2, expectedAt: "2026-12-20T10:00:00Z", skipped: true },
      { ...cycle, index: 3, expectedAt: MOVED, skipped: false },
    ],
  });
  const drafts = mapSequence([begin, contract("update", now)], around(now));
  expect(drafts.at(-1)?.data).toMatchObject({ contract: { next_order_date: MOVED } });
});

test.each([
  ["skipped", [cycleOf(1, "2026-11-25T10:00:00Z", { skipped: true }), cycleOf(2, "2026-12-20T10:00:00Z")]],
  ["billed", [cycleOf(1, "2026-11-25T10:00:00Z", { billed: true }), cycleOf(2, "2026-12-20T10:00:00Z")]],
  ["edited", [cycleOf(1, "2026-12-20T10:00:00Z", { edited: true, startsAt: AT, endsAt: MOVED })]],
])("the next order is not that of a cycle that was %s", (_what, cycles) => {
  const now = facts(1, { nextBillingDate: "2026-11-25T10:00:00Z", cycles });
  const [draft] = mapSequence([contract("create", now)]);
  expect(draft?.data).toMatchObject({ contract: { next_order_date: "2026-12-20T10:00:00Z" } });
});

test("a moved date is told although another webhook comes between its time and the settling", () => {
  const moved = facts(2, { nextBillingDate: MOVED });
  const failure = billing("subscription_billing_attempts/failure", moved);
  const steps = [begin, contract("update", moved), { ...failure, after: 12_000 }];
  expect(topicsOf(steps, { ...around(moved), watch: 1_000 }).slice(1)).toEqual([
    "subscription/billing_failure",
    "subscription/updated",
    "subscription/next_order_date_changed",
  ]);
});

test("a date that the announcement sees before its update is still told", () => {
  const moved = facts(2, { nextBillingDate: MOVED });
  const due = {
    topic: "carillon/upcoming_order",
    body: JSON.stringify({ contract: CONTRACT }),
    answers: known(moved),
  };
  expect(topicsOf([begin, due, contract("update", moved)], around(moved)).slice(1)).toEqual([
    "subscription/updated",
    "subscription/next_order_date_changed",
  ]);
});

test("an update that waited for its answer takes no later payment's move for one by hand", () => {
  const paid = facts(3, { nextBillingDate: "2026-12-20T10:00:00Z", lines: [line(1, { quantity: 2 })] });
  const late = { ...contract("update", paid), answers: { ...known(paid), at: "2026-11-20T10:20:00Z" } };
  const steps = [
    contract("create", facts(1, { nextBillingDate: "2026-11-25T10:00:00Z" }), "2026-10-25T10:00:00Z"),
    late,
    billing("subscription_billing_attempts/success", paid, PAID, "2026-11-20T10:15:00Z"),
  ];
  const drafts = mapSequence(steps, around(paid)).slice(1);
  expect(drafts.map(({ topic }) => topic)).not.toContain("subscription/next_order_date_changed");
  const updated = drafts.find(({ topic }) => topic === "subscription/updated");
  expect(updated?.data).toMatchObject({ changes: [{ reason: "product_updated" }] });
});

test("what is told beside a held date is not told again with it", () => {
  const byHand = facts(2, { nextBillingDate: MOVED });
  const skipped = facts(3, { nextBillingDate: "2027-02-05T10:00:00Z", lines: [line(1), line(2)] });
  const { answers: _, ...skip } = billing(
    "subscription_billing_cycles/skip",
    byHand,
    SKIP,
    "2026-11-20T10:01:00Z",
  );
  const steps = [
    begin,
    skip,
    contract("update", byHand),
    contract("update", skipped, "2026-11-20T10:01:00Z"),
  ];
  expect(
    reasonsOf(steps, skipped)
      .flat()
      .filter((reason) => reason === "product_added"),
  ).toHaveLength(1);
});

test("a skip after a held date whose time is up does not swallow that move", () => {
  const byHand = facts(2, { nextBillingDate: MOVED });
  const later = facts(3, { nextBillingDate: "2027-02-05T10:00:00Z" });
  const steps = [
    begin,
    contract("update", byHand),
    { ...contract("update", later, "2026-11-20T10:05:01Z"), after: 300_000 },
    billing("subscription_billing_cycles/skip", later, SKIP, "2026-11-20T10:05:00Z"),
  ];
  const moves = mapSequence(steps, around(later))
    .filter(({ topic }) => topic === "subscription/next_order_date_changed")
    .map(({ data }) => (data.changes as { after: string }[])[0]?.after);
  expect(moves).toEqual([MOVED]);
});

test("the next order is announced three days before its date, once for each date", () => {
  const day = 86_400_000;
  const now = facts(1);
  const upcoming = mapSequence([begin, contract("update", now)], { ...around(now), watch: 28 * day });
  expect(upcoming.map(({ topic }) => topic)).toEqual(["subscription/created", "subscription/upcoming_order"]);
  expect(upcoming[1]?.data).toMatchObject({
    lead_days: 3,
    contract: { next_order_date: "2026-12-20T10:00:00Z" },
  });
  expect(topicsOf([begin], { ...around(now), watch: 20 * day })).toEqual(["subscription/created"]);
});

test("an order that was moved or stopped meanwhile is not announced", () => {
  const watch = 28 * 86_400_000;
  expect(topicsOf([begin], { ...around(facts(2, { nextBillingDate: MOVED })), watch })).toHaveLength(1);
  expect(topicsOf([begin], { ...around(facts(2, { status: "paused" })), watch })).toHaveLength(1);
});
