import { expect, test } from "vitest";
import { dataSchema } from "../../../app/topics/data-schemas.ts";
import { facts, known } from "../../helpers/contract-facts.ts";
import { AT, around, begin, billing, contract, cycleOf, MOVED, PAID } from "../../helpers/contract-steps.ts";
import { mapSequence, topicsOf } from "../../helpers/map-sequence.ts";

test("the normal step after a payment of which no webhook came makes no event", () => {
  const now = facts(2, { nextBillingDate: "2027-01-20T10:00:00Z" });
  expect(topicsOf([begin, contract("update", now, "2026-12-20T10:05:00Z")], around(now))).toEqual([
    "subscription/created",
  ]);
});

test("a move of the date right after a payment's own step is told", () => {
  const stepped = facts(2, { nextBillingDate: "2027-01-20T10:00:00Z" });
  const moved = facts(3, { nextBillingDate: "2027-02-01T10:00:00Z" });
  const steps = [
    begin,
    billing("subscription_billing_attempts/success", facts(1), PAID, "2026-12-20T10:00:00Z"),
    contract("update", stepped, "2026-12-20T10:00:05Z"),
    contract("update", moved, "2026-12-20T10:01:00Z"),
  ];
  expect(topicsOf(steps, around(moved)).slice(1)).toEqual([
    "subscription/billing_success",
    "subscription/updated",
    "subscription/next_order_date_changed",
  ]);
});

test("a payment a day before its date was asked for, whichever webhook comes first", () => {
  const attempts = ["gid://shopify/SubscriptionBillingAttempt/9"];
  const paid = {
    index: 2,
    startsAt: AT,
    endsAt: MOVED,
    expectedAt: "2026-12-20T10:00:00Z",
    skipped: false,
    edited: false,
    billed: true,
    attempts,
  };
  const now = facts(2, { nextBillingDate: "2027-01-20T10:00:00Z", cycles: [paid] });
  const steps = [billing("subscription_billing_attempts/success", now, PAID), contract("update", now)];
  for (const order of [steps, steps.toReversed()]) {
    const drafts = mapSequence([begin, ...order], around(now)).slice(1);
    expect(drafts.map(({ topic }) => topic)).toEqual([
      "subscription/billing_success",
      "subscription/sent_now",
    ]);
    expect(drafts[0]?.data.group_id).toBe(drafts[1]?.data.group_id);
    expect(drafts[1]?.data.billing_cycle).toMatchObject({ index: 2, expected_at: paid.expectedAt });
    for (const { topic, data } of drafts) expect(dataSchema(topic).parse(data)).toEqual(data);
  }
});

test("a payment whose date moves after Shopify was asked tells the date of the next open cycle", () => {
  const attempts = ["gid://shopify/SubscriptionBillingAttempt/9"];
  const cycles = [
    cycleOf(1, "2026-11-20T10:00:00Z", { billed: true, attempts }),
    cycleOf(2, "2026-12-20T10:00:00Z"),
  ];
  const due = facts(1, { nextBillingDate: "2026-11-20T10:00:00Z", cycles });
  const moved = facts(2, { nextBillingDate: "2026-12-20T10:00:00Z", cycles });
  const steps = [
    contract("create", facts(1, { nextBillingDate: "2026-11-20T10:00:00Z" }), "2026-10-20T10:00:00Z"),
    billing("subscription_billing_attempts/success", due, PAID),
    contract("update", moved, "2026-11-20T10:00:03Z"),
  ];
  const drafts = mapSequence(steps, around(moved)).slice(1);
  expect(drafts.map(({ topic }) => topic)).toEqual(["subscription/billing_success"]);
  expect(drafts[0]?.data).toMatchObject({ contract: { next_order_date: "2026-12-20T10:00:00Z" } });
});

test("a payment that was late was not sent now", () => {
  const cycles = [cycleOf(2, "2026-12-20T10:00:00Z")];
  const late = facts(2, { nextBillingDate: null, cycles });
  const steps = [
    begin,
    contract("update", late),
    billing("subscription_billing_attempts/success", late, PAID),
  ];
  expect(topicsOf(steps, around(late))).not.toContain("subscription/sent_now");
});

test("a failed payment says which fields Shopify kept to itself", () => {
  const [draft] = mapSequence([billing("subscription_billing_attempts/failure", facts(1))]);
  expect(draft?.data.unavailable).toMatchObject({
    "billing_attempt.id": "unknown",
    "billing_attempt.error_code": "unknown",
  });
});

test("a payment whose move an update showed first was not sent now, however late that update was answered", () => {
  const paid = facts(3, { nextBillingDate: "2026-12-20T10:00:00Z" });
  const late = { ...contract("update", paid), answers: { ...known(paid), at: "2026-11-20T10:20:00Z" } };
  const steps = [
    contract("create", facts(1, { nextBillingDate: "2026-11-20T11:00:00Z" }), "2026-10-20T11:00:00Z"),
    late,
    billing("subscription_billing_attempts/success", paid, PAID, "2026-11-20T10:15:00Z"),
  ];
  expect(topicsOf(steps, around(paid)).slice(1)).toEqual(["subscription/billing_success"]);
});
