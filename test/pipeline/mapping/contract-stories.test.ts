import fc from "fast-check";
import { expect, test } from "vitest";
import type { ContractFacts } from "../../../app/pipeline/mapping/questions.ts";
import { rulesSchema } from "../../../app/rules/rules-schema.ts";
import { dataSchema } from "../../../app/topics/data-schemas.ts";
import { CONTRACT, facts, known, line } from "../../helpers/contract-facts.ts";
import { mapSequence, type Step, topicsOf } from "../../helpers/map-sequence.ts";

const AT = "2026-11-20T10:00:00Z";
const MOVED = "2027-01-05T10:00:00Z";

/** A contract webhook, and what Shopify says of the contract by then. */
function contract(action: string, now: ContractFacts, triggeredAt = AT): Step {
  const status = now.status;
  const body = JSON.stringify({ id: 1, admin_graphql_api_id: CONTRACT, status, revision_id: now.revision });
  return { topic: `subscription_contracts/${action}`, body, triggeredAt, answers: known(now) };
}

function billing(topic: string, now: ContractFacts, fields: object = {}, triggeredAt = AT): Step {
  const body = JSON.stringify({ subscription_contract_id: 1, ...fields });
  return { topic, body, triggeredAt, answers: known(now) };
}

const begin = contract("create", facts(1), "2026-10-01T10:00:00Z");
/** The last answer is what Shopify says afterwards. */
const around = (now: ContractFacts) => ({ answer: () => known(now) });
const reasonsOf = (steps: Step[], now: ContractFacts) =>
  mapSequence(steps, around(now))
    .filter(({ topic }) => topic === "subscription/updated")
    .map(({ data }) => (data.changes as { reason: string }[]).map(({ reason }) => reason));

test.each([
  [
    "payment_frequency_changed",
    { billingPolicy: { interval: "week", interval_count: 2, min_cycles: null, max_cycles: null } },
  ],
  ["shipping_changed", { deliveryPrice: { amount: "0.00", currency: "CAD" } }],
  ["shipping_changed", { deliveryTitle: "Express" }],
  ["product_updated", { lines: [line(1, { quantity: 3 })] }],
  ["product_updated", { lines: [line(1, { price: { amount: "9.00", currency: "CAD" } })] }],
  ["product_updated", { lines: [line(1, { variant: "gid://shopify/ProductVariant/99" })] }],
  ["product_updated", { lines: [line(2)] }],
  ["product_added", { lines: [line(1), line(2)] }],
  ["product_removed", { lines: [] }],
] as [string, Partial<ContractFacts>][])("an update tells %s once", (reason, change) => {
  const now = facts(2, change);
  const update = contract("update", now);
  expect(reasonsOf([begin, update, update], now)).toEqual([[reason]]);
});

test("a line that is replaced by two is updated and added", () => {
  const now = facts(2, { lines: [line(2), line(3)] });
  expect(reasonsOf([begin, contract("update", now)], now)).toEqual([["product_updated", "product_added"]]);
});

test("an update in which nothing is different makes no event", () => {
  expect(topicsOf([begin, contract("update", facts(2))])).toEqual(["subscription/created"]);
});

test("what was toggled twice is told four times", () => {
  const small = (revision: number) => contract("update", facts(revision));
  const large = (revision: number) =>
    contract("update", facts(revision, { lines: [line(1, { quantity: 2 })] }));
  expect(topicsOf([begin, large(2), small(3), large(4), small(5)])).toEqual([
    "subscription/created",
    ...Array(4).fill("subscription/updated"),
  ]);
});

test("a stale update neither makes an event nor overwrites what is known", () => {
  const newer = contract("update", facts(5, { lines: [line(1, { quantity: 5 })] }));
  const stale = contract("update", facts(3, { lines: [line(1, { quantity: 3 })] }));
  expect(topicsOf([begin, newer, stale, newer])).toEqual(["subscription/created", "subscription/updated"]);
});

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

const SKIP = { cycle_index: 2, skipped: true, billing_attempt_expected_date: "2026-12-20T10:00:00Z" };
const PAID = { id: 9, order_id: 3 };

const ACTIONS: [string, ContractFacts, (now: ContractFacts) => Step[], string[]][] = [
  [
    "a pause",
    facts(2, { status: "paused", nextBillingDate: null }),
    (now) => [contract("pause", now), contract("update", now)],
    ["subscription/paused"],
  ],
  [
    "a skip",
    facts(2, { nextBillingDate: MOVED }),
    (now) => [
      billing("subscription_billing_cycles/skip", now, SKIP),
      billing("subscription_billing_cycle_edits/create", now, { cycle_index: 2 }),
      contract("update", now),
    ],
    ["subscription/skipped"],
  ],
  [
    "a payment on its day",
    facts(2, { nextBillingDate: MOVED }),
    (now) => [
      billing("subscription_billing_attempts/success", now, PAID, "2026-12-20T10:00:05Z"),
      contract("update", now, "2026-12-20T10:00:09Z"),
    ],
    ["subscription/billing_success"],
  ],
  [
    "a cancellation",
    facts(2, { status: "cancelled", nextBillingDate: null }),
    (now) => [contract("cancel", now), contract("update", now)],
    ["subscription/cancelled"],
  ],
  [
    "a pause with another change",
    facts(3, { status: "paused", nextBillingDate: null, lines: [line(1, { quantity: 2 })] }),
    (now) => [contract("pause", now), contract("update", now)],
    ["subscription/paused", "subscription/updated"],
  ],
  [
    "a move of the date",
    facts(2, { nextBillingDate: MOVED }),
    (now) => [contract("update", now), billing("subscription_billing_cycle_edits/update", now)],
    ["subscription/next_order_date_changed", "subscription/updated"],
  ],
];

test.each(ACTIONS)(
  "the webhooks of %s tell one story in every order and repetition",
  (_name, now, steps, told) => {
    const all = steps(now);
    const orders = fc.tuple(
      fc.shuffledSubarray(all, { minLength: all.length }),
      fc.array(fc.constantFrom(...all), { maxLength: 3 }),
    );
    fc.assert(
      fc.property(orders, ([first, again]) => {
        const topics = topicsOf([begin, ...first, ...again], around(now)).slice(1);
        expect(topics.sort()).toEqual(told);
      }),
      { numRuns: 60 },
    );
  },
);

const LIFECYCLES: [string, Step[], string[]][] = [
  [
    "a contract that is paused and comes back",
    [
      contract("create", facts(1)),
      contract("pause", facts(2, { status: "paused" })),
      contract("activate", facts(3)),
    ],
    ["subscription/created", "subscription/paused", "subscription/reactivated"],
  ],
  [
    "a contract made inactive",
    [contract("create", facts(1, { status: "paused" })), contract("activate", facts(2))],
    ["subscription/activated", "subscription/created"],
  ],
  [
    "a contract that is activated with its creation",
    [contract("create", facts(1)), contract("activate", facts(1))],
    ["subscription/created"],
  ],
];

test.each(LIFECYCLES)("%s tells the same in every order and repetition", (_name, steps, told) => {
  const orders = fc.tuple(
    fc.shuffledSubarray(steps, { minLength: steps.length }),
    fc.array(fc.constantFrom(...steps), { maxLength: 3 }),
  );
  fc.assert(
    fc.property(orders, ([first, again]) => {
      // Without Shopify's answers: the order has to come right by the revisions alone.
      const bare = [...first, ...again].map(({ answers: _, ...step }) => step);
      expect(topicsOf(bare).sort()).toEqual(told);
    }),
    { numRuns: 60 },
  );
});

test("a pause that comes long after its return still makes the return known", () => {
  const early = [contract("create", facts(1)), contract("activate", facts(3))];
  const late = contract("pause", facts(2, { status: "paused" }));
  expect(topicsOf([...early, late])).toEqual([
    "subscription/created",
    "subscription/paused",
    "subscription/reactivated",
  ]);
});

test("an activation of a contract of which nothing is known is a return, unless it was just made", () => {
  const old = facts(5);
  expect(topicsOf([contract("activate", old)], around(old))).toEqual(["subscription/reactivated"]);
  const fresh = facts(5, { createdAt: AT });
  expect(topicsOf([contract("activate", fresh)], around(fresh))).toEqual([]);
});

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

const RULES = rulesSchema.parse({
  membership: {
    products: ["gid://shopify/Product/1"],
    tags: ["Members"],
    selling_plan_groups: ["gid://shopify/SellingPlanGroup/5"],
  },
  gift: { attributes: ["_gift=yes"], tags: ["gift"], selling_plans: [] },
});

test.each([
  ["a product", line(1)],
  ["a product's tag", line(2, { productTags: ["members"] })],
  ["a selling plan group", line(2, { sellingPlanGroups: ["gid://shopify/SellingPlanGroup/5"] })],
])("a contract is a membership by %s", (_what, membershipLine) => {
  const made = contract("create", facts(1, { lines: [membershipLine] }));
  const [draft] = mapSequence([made], { rules: RULES });
  expect(draft?.topic).toBe("membership/created");
  expect(draft?.data).toMatchObject({ contract: { kind: "membership" }, group_id: null });
});

test("a mixed contract tells of each family with its own lines and amount, as one group", () => {
  const lines = [line(1), line(2, { total: { amount: "7.25", currency: "CAD" } }), line(3)];
  const drafts = mapSequence([contract("create", facts(1, { lines }))], { rules: RULES });
  expect(drafts.map(({ topic }) => topic)).toEqual(["subscription/created", "membership/created"]);
  expect(drafts[0]?.data).toMatchObject({
    contract: { kind: "mixed", amount: { amount: "17.75", currency: "CAD" } },
  });
  expect(drafts[1]?.data).toMatchObject({
    contract: { kind: "mixed", amount: { amount: "10.50", currency: "CAD" } },
  });
  expect(drafts[1]?.data).toMatchObject({
    contract: { lines: [{ id: "gid://shopify/SubscriptionLine/1" }] },
  });
  expect(drafts[0]?.data.group_id).toBe(drafts[1]?.data.group_id);
});

test("of a mixed contract's change only the family hears whose line it was", () => {
  const lines = [line(1), line(2)];
  const now = facts(2, { lines: [line(1), line(2, { quantity: 2 })] });
  const steps = [contract("create", facts(1, { lines })), contract("update", now)];
  expect(topicsOf(steps, { rules: RULES }).slice(2)).toEqual(["subscription/updated"]);
});

test("topics without a membership twin fire for memberships too", () => {
  const steps = [contract("create", facts(1)), contract("fail", facts(2, { status: "failed" }))];
  expect(topicsOf(steps, { rules: RULES })).toEqual(["membership/created", "subscription/failed"]);
});

test("the kind is remembered where Shopify does not answer", () => {
  const { answers: _, ...bare } = contract("pause", facts(2, { status: "paused" }));
  expect(topicsOf([contract("create", facts(1)), bare], { rules: RULES })).toEqual([
    "membership/created",
    "membership/paused",
  ]);
});

test.each([
  ["an attribute", { attributes: [{ key: "_gift", value: "yes" }] }, "_gift=yes"],
  ["a line's attribute", { lines: [line(2, { attributes: [{ key: "_gift", value: "yes" }] })] }, "_gift=yes"],
  ["the first order's tag", { originOrder: { id: "gid://shopify/Order/1", tags: ["Gift"] } }, "gift"],
] as [string, Partial<ContractFacts>, string][])("a contract is a gift by %s", (_what, change, matched) => {
  const drafts = mapSequence([contract("create", facts(1, { lines: [line(2)], ...change }))], {
    rules: RULES,
  });
  expect(drafts.map(({ topic }) => topic)).toEqual(["subscription/created", "subscription/gifted"]);
  expect(drafts[1]?.data.gift).toEqual({ matched });
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

test("of a mixed contract the family whose last line goes hears of it", () => {
  const mixed = contract("create", facts(1, { lines: [line(1), line(2)] }));
  for (const [left, family] of [
    [line(2), "membership"],
    [line(1), "subscription"],
  ] as const) {
    const drafts = mapSequence([mixed, contract("update", facts(2, { lines: [left] }))], { rules: RULES });
    const updates = drafts.filter(({ topic }) => topic.endsWith("/updated"));
    expect(updates.map(({ topic }) => topic)).toEqual([`${family}/updated`]);
    expect(updates[0]?.data).toMatchObject({
      changes: [{ reason: "product_removed" }],
      contract: { lines: [] },
    });
  }
});

test("a topic without a twin shows all lines of a mixed contract", () => {
  const now = facts(2, { lines: [line(1), line(2)], status: "failed" });
  const [draft] = mapSequence([contract("fail", now)], { rules: RULES });
  const ids = [1, 2].map((id) => ({ id: `gid://shopify/SubscriptionLine/${id}` }));
  expect(draft?.data).toMatchObject({ contract: { lines: ids } });
});

const cycleOf = (index: number, expectedAt: string, changes: object = {}) => ({
  ...{
    index,
    startsAt: `2026-${index + 9}-20T10:00:00Z`,
    endsAt: `2026-${index + 10}-20T10:00:00Z`,
    expectedAt,
  },
  ...{ skipped: false, edited: false, billed: false, attempts: [] },
  ...changes,
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

test("an activation weeks after the making is a return, though the pause was never heard of", () => {
  const steps = [begin, contract("activate", facts(5), "2026-11-20T10:00:00Z")];
  expect(topicsOf(steps, around(facts(5)))).toEqual(["subscription/created", "subscription/reactivated"]);
});

test("without revisions and answers a late update changes nothing", () => {
  const update = (weeks: number, triggeredAt: string): Step => ({
    topic: "subscription_contracts/update",
    body: JSON.stringify({ id: 1, billing_policy: { interval: "week", interval_count: weeks } }),
    triggeredAt,
  });
  const steps = [
    update(1, "2026-11-20T10:00:00Z"),
    update(3, "2026-11-20T12:00:00Z"),
    update(2, "2026-11-20T11:00:00Z"),
  ];
  expect(topicsOf(steps)).toEqual(["subscription/updated"]);
});

test("a failed payment says which fields Shopify kept to itself", () => {
  const [draft] = mapSequence([billing("subscription_billing_attempts/failure", facts(1))]);
  expect(draft?.data.unavailable).toMatchObject({
    "billing_attempt.id": "unknown",
    "billing_attempt.error_code": "unknown",
  });
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

test("an activation that overtakes its creation for long is still the first one", () => {
  const made = contract("create", facts(1, { status: "paused" }), "2026-11-20T09:59:40Z");
  const now = facts(2, { createdAt: "2026-11-20T09:59:40Z" });
  const activated = contract("activate", now);
  const due = { topic: "carillon/contract_due", body: JSON.stringify({ contract: CONTRACT }) };
  const settled = { ...due, answers: known(now), after: 11_000 };
  expect(topicsOf([activated, settled, made], around(now)).sort()).toEqual([
    "subscription/activated",
    "subscription/created",
  ]);
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
