import { expect, test } from "vitest";
import type { EventDraft } from "../../../app/pipeline/mapping/draft.ts";
import { rulesSchema } from "../../../app/rules/rules-schema.ts";
import { CONTRACT, CUSTOMER, facts, known } from "../../helpers/contract-facts.ts";
import { mapSequence, type Step } from "../../helpers/map-sequence.ts";
import { dataOf } from "../../helpers/run-mapper.ts";
import { sample } from "../../helpers/shopify-webhooks.ts";

const DATE = "2026-12-20T10:00:00.000Z";
const LATER = "2026-12-27T10:00:00.000Z";

const line = (id: number, more: Record<string, unknown> = {}) => ({
  ...{ id: null, variant: `gid://shopify/ProductVariant/${id}`, product: `gid://shopify/Product/${id}` },
  ...{ title: `Product ${id}`, quantity: 1, price: { amount: "10.50", currency: null } },
  ...more,
});

const START = { status: "active", next_order_date: DATE, lines: [line(1)] };

let runs = 0;

/** A report; `minute` when the workflow ran, `at` what it gives as updated_at. */
function report(
  said: Record<string, unknown>,
  minute = 0,
  { at, hops = 1 }: { at?: string; hops?: number } = {},
): Step {
  runs += 1;
  return {
    topic: "carillon/flow_contract",
    triggeredAt: new Date(Date.parse("2026-11-20T10:00:00Z") + minute * 60_000).toISOString(),
    body: JSON.stringify({
      ...{ run: `run-${runs}`, customer: CUSTOMER, order: null, answers: null, flow_hops: hops },
      ...{ contract: CONTRACT, report: said, ...(at && { reported_at: at }) },
    }),
  };
}

const topics = (drafts: EventDraft[]): string[] => drafts.map(({ topic }) => topic).sort();
const reasons = (draft: EventDraft | undefined) =>
  (dataOf(draft).changes as { reason: string }[]).map(({ reason }) => reason);

test("the first report of a contract is remembered and tells nothing, also a repetition", () => {
  expect(mapSequence([report(START), report(START, 5)])).toEqual([]);
});

test.each([
  ["paused", "subscription/paused"],
  ["cancelled", "subscription/cancelled"],
  ["expired", "subscription/expired"],
  ["failed", "subscription/failed"],
])("a contract that is %s now is one event", (status, topic) => {
  const drafts = mapSequence([report(START), report({ ...START, status }, 5)]);
  expect(topics(drafts)).toEqual([topic]);
  expect(drafts[0]).toMatchObject({ resource: CONTRACT, customer: CUSTOMER, flowHops: 1 });
  expect(dataOf(drafts[0])).toMatchObject({
    contract: {
      ...{ id: CONTRACT, kind: "subscription", status, next_order_date: DATE, currency: null },
      lines: [{ variant_id: "gid://shopify/ProductVariant/1", title: "Product 1", quantity: 1, sku: null }],
    },
    ...{ origin: "flow", customer: { id: CUSTOMER }, changes: [], group_id: null },
    unavailable: { "contract.currency": "unknown", "contract.lines.0.sku": "unknown" },
  });
  expect(dataOf(drafts[0]).unavailable).not.toHaveProperty("contract.status");
  expect(dataOf(drafts[0]).unavailable).not.toHaveProperty("contract.lines");
});

test.each(["paused", "cancelled", "expired", "failed"])(
  "a contract that was %s and is active again is reactivated",
  (status) => {
    expect(topics(mapSequence([report({ status }), report({ status: "active" }, 5)]))).toEqual([
      "subscription/reactivated",
    ]);
  },
);

test("a date that someone moved is two events of one action", () => {
  const drafts = mapSequence([report(START), report({ ...START, next_order_date: LATER }, 5, { hops: 2 })]);
  expect(topics(drafts)).toEqual(["subscription/next_order_date_changed", "subscription/updated"]);
  for (const draft of drafts) {
    expect(reasons(draft)).toEqual(["next_order_date_changed"]);
    expect(dataOf(draft)).toMatchObject({
      changes: [{ before: DATE, after: LATER }],
      contract: { next_order_date: LATER },
    });
    expect(draft.flowHops).toBe(2);
  }
  expect(new Set(drafts.map((draft) => draft.data.group_id)).size).toBe(1);
  expect(drafts[0]?.data.group_id).toMatch(/^grp_/);
});

test("the same moment in another time zone is no move", () => {
  const same = "2026-12-20T12:00:00+02:00";
  expect(mapSequence([report(START), report({ ...START, next_order_date: same }, 5)])).toEqual([]);
});

test.each([
  ["with it", [report(START), report({ ...START, status: "paused", next_order_date: null }, 5)]],
  [
    "right after it",
    [
      report(START),
      report({ ...START, status: "paused" }, 5),
      report({ ...START, status: "paused", next_order_date: null }, 5.4),
    ],
  ],
])("a pause swallows the date that comes %s", (_when, steps) => {
  expect(topics(mapSequence(steps))).toEqual(["subscription/paused"]);
});

test("a date that moves long after a pause is told", () => {
  const paused = { ...START, status: "paused" };
  const steps = [report(START), report(paused, 5), report({ ...paused, next_order_date: LATER }, 7)];
  expect(topics(mapSequence(steps))).toContain("subscription/next_order_date_changed");
});

test("a date that was due and is later now was moved by its payment", () => {
  const due = { ...START, next_order_date: "2026-11-20T09:00:00.000Z" };
  expect(mapSequence([report(due), report({ ...START, next_order_date: DATE }, 5)])).toEqual([]);
});

test("products that came, went and changed are one event, also with a pause", () => {
  const before = { ...START, lines: [line(1), line(2)] };
  const after = { ...START, status: "paused", lines: [line(1, { quantity: 3 }), line(3, { quantity: 5 })] };
  const drafts = mapSequence([report(before), report(after, 5)]);
  expect(topics(drafts)).toEqual(["subscription/paused", "subscription/updated"]);
  const updated = drafts.find(({ topic }) => topic.endsWith("updated"));
  expect(reasons(updated).sort()).toEqual(["product_added", "product_removed", "product_updated"]);
  expect(dataOf(updated)).toMatchObject({
    changes: expect.arrayContaining([expect.objectContaining({ reason: "product_updated", line_id: null })]),
  });
});

test("a line keeps the id that the workflow gives it", () => {
  const id = "gid://shopify/SubscriptionLine/cb7bfc3c-1";
  const drafts = mapSequence([
    report({ lines: [line(1, { id })] }),
    report({ lines: [line(1, { id, quantity: 2 })] }, 5),
  ]);
  expect(dataOf(drafts[0])).toMatchObject({ changes: [{ reason: "product_updated", line_id: id }] });
});

test("two lines of one product are two lines", () => {
  const drafts = mapSequence([report({ lines: [line(1)] }), report({ lines: [line(1), line(1)] }, 5)]);
  expect(reasons(drafts[0])).toEqual(["product_added"]);
});

test("what a report leaves out is not different, and what it says for the first time tells nothing", () => {
  expect(
    mapSequence([
      report({ status: "active" }),
      report({ next_order_date: DATE }, 5),
      report({ lines: [line(1, { price: null })] }, 10),
      report({ lines: [line(1)] }, 15),
      report({}, 20),
    ]),
  ).toEqual([]);
});

test("a report that says less still shows what is known", () => {
  const drafts = mapSequence([report(START), report({ status: "paused" }, 5)]);
  expect(dataOf(drafts[0])).toMatchObject({
    contract: { next_order_date: DATE, lines: [{ title: "Product 1" }] },
  });
});

test("a contract of a membership's product is a membership, and a mixed one is told to both", () => {
  const rules = rulesSchema.parse({ membership: { products: ["gid://shopify/Product/1"] } });
  const paused = (lines: unknown[]) => [
    report({ ...START, lines }),
    report({ ...START, lines, status: "paused" }, 5),
  ];
  expect(topics(mapSequence(paused([line(1)]), { rules }))).toEqual(["membership/paused"]);
  const mixed = mapSequence(paused([line(1), line(2)]), { rules });
  expect(topics(mixed)).toEqual(["membership/paused", "subscription/paused"]);
  const shown = mixed.map(({ topic, data }) => [
    topic,
    (data.contract as { lines: { title: string }[] }).lines,
  ]);
  expect(Object.fromEntries(shown)).toMatchObject({
    "membership/paused": [{ title: "Product 1" }],
    "subscription/paused": [{ title: "Product 2" }],
  });
});

test("there and back again are two events", () => {
  const steps = ["paused", "active", "paused"].map((status, index) =>
    report({ ...START, status }, 5 + index * 5),
  );
  expect(topics(mapSequence([report(START), ...steps]))).toEqual([
    ...["subscription/paused", "subscription/paused", "subscription/reactivated"],
  ]);
});

test("with updated_at reports may come in any order: an older one tells nothing", () => {
  const at = (minute: number) => new Date(Date.parse("2026-11-20T09:00:00Z") + minute * 60_000).toISOString();
  const first = report(START, 0, { at: at(0) });
  const paused = report({ ...START, status: "paused" }, 1, { at: at(10) });
  const cancelled = report({ ...START, status: "cancelled" }, 2, { at: at(20) });
  expect(topics(mapSequence([first, paused, cancelled]))).toEqual([
    "subscription/cancelled",
    "subscription/paused",
  ]);
  const late = mapSequence([first, cancelled, { ...paused, triggeredAt: at(100) }]);
  expect(topics(late)).toEqual(["subscription/cancelled"]);
  expect(late[0]?.triggeredAt.toISOString()).toBe(at(20));
});

test("a contract that Shopify's webhooks tell of makes nothing here", () => {
  const created = sample("subscription_contracts/create", { "402440842": "1" });
  const steps: Step[] = [
    { topic: "subscription_contracts/create", body: created, answers: known(facts("1")) },
    report(START, 5),
    report({ ...START, status: "paused" }, 10),
  ];
  expect(topics(mapSequence(steps))).toEqual(["subscription/created"]);
});

const VARIANT = "gid://shopify/ProductVariant/1";
const ID = "gid://shopify/SubscriptionLine/cb7bfc3c-1";
const priced = (amount: string, currency: string | null = null) => ({ price: { amount, currency } });

test.each<[string, unknown[], unknown[]]>([
  ["a currency", [line(1)], [line(1, priced("10.50", "EUR"))]],
  ["another way to write a price", [line(1, priced("10.5"))], [line(1, priced("10.50"))]],
  ["a price in its own currency", [line(1, priced("10.50", "EUR"))], [line(1, priced("10.5"))]],
  ["a line's id", [line(1)], [line(1, { id: ID })]],
  ["a variant", [line(1, { variant: null })], [line(1)]],
  ["a product", [line(1, { variant: null, product: null })], [line(1, { variant: null })]],
  [
    "another order of two lines of one variant",
    [line(1), line(1, { quantity: 3 })],
    [line(1, { quantity: 3 }), line(1)],
  ],
])("%s is no change of the products", (_what, before, after) => {
  expect(mapSequence([report({ lines: before }), report({ lines: after }, 5)])).toEqual([]);
});

test("what a line said once still holds when a report says less of it", () => {
  const steps = [
    report({ lines: [line(1)] }),
    report({ lines: [line(1, { price: null, quantity: null })] }, 5),
    report({ lines: [line(1, priced("12"))] }, 10),
  ];
  const [draft, ...others] = mapSequence(steps);
  expect(others).toEqual([]);
  expect(dataOf(draft)).toMatchObject({
    changes: [
      {
        before: { price: { amount: "10.50" }, quantity: 1 },
        after: { price: { amount: "12" }, quantity: 1 },
      },
    ],
  });
});

test("of two lines of one variant the one that has gone is removed, and the other is as it was", () => {
  const steps = [
    report({ lines: [line(1), line(1, { quantity: 3 })] }),
    report({ lines: [line(1, { quantity: 3 })] }, 5),
  ];
  const [draft] = mapSequence(steps);
  expect(dataOf(draft)).toMatchObject({
    changes: [{ reason: "product_removed", before: { variant_id: VARIANT, quantity: 1 } }],
  });
});

test.each(["constructor", "__proto__", "toString"])(
  "a line that goes by its title alone comes and goes like any other: %s",
  (title) => {
    const titled = line(2, { variant: null, product: null, ...{ title, quantity: 2 } });
    const [without, withIt] = [{ lines: [line(1)] }, { lines: [line(1), titled] }];
    const [came, went] = mapSequence([report(without), report(withIt, 5), report(without, 10)]);
    expect(reasons(came)).toEqual(["product_added"]);
    expect(reasons(went)).toEqual(["product_removed"]);
  },
);

const MINUTE = 60_000;

/** A lifecycle webhook of Shopify about the contract of the reports. */
function native(action: string, minute: number, revision: number): Step {
  const body = { ...JSON.parse(sample(`subscription_contracts/${action}`)), revision_id: revision };
  return {
    topic: `subscription_contracts/${action}`,
    triggeredAt: new Date(Date.parse("2026-11-20T10:00:00Z") + minute * MINUTE).toISOString(),
    body: JSON.stringify({ ...body, admin_graphql_api_id: CONTRACT, id: Number(CONTRACT.split("/").at(-1)) }),
    after: MINUTE,
  };
}

const PAUSED = [report(START), report({ ...START, status: "paused" }, 5)];

test("a pause that a report told is not told again by the first webhook of the contract, however often that comes", () => {
  expect(topics(mapSequence([...PAUSED, native("pause", 6, 2), native("pause", 6, 2)]))).toEqual([
    "subscription/paused",
  ]);
});

test("what comes after that is told by the webhooks alone", () => {
  const steps = [
    ...[...PAUSED, native("pause", 6, 2), native("activate", 60, 3), native("pause", 120, 4)],
    report({ ...START, status: "active" }, 121),
  ];
  expect(topics(mapSequence(steps))).toEqual([
    ...["subscription/paused", "subscription/paused", "subscription/reactivated"],
  ]);
});

test("a return that a report told is not told again either", () => {
  const steps = [...PAUSED, report({ ...START, status: "active" }, 10), native("activate", 11, 3)];
  expect(topics(mapSequence(steps))).toEqual(["subscription/paused", "subscription/reactivated"]);
});

test("a webhook of a pause is news where no report told it, or told it days ago", () => {
  const untold = [report({ ...START, status: "paused" }), native("pause", 6, 2)];
  expect(topics(mapSequence(untold))).toEqual(["subscription/paused"]);
  const longAgo = [...PAUSED, native("pause", 2 * 24 * 60, 2)];
  expect(topics(mapSequence(longAgo))).toEqual(["subscription/paused", "subscription/paused"]);
});

test("a payment of which Shopify's webhook tells makes a contract one that reports say nothing of", () => {
  const body = JSON.stringify({
    ...JSON.parse(sample("subscription_billing_attempts/success")),
    ...{ admin_graphql_api_subscription_contract_id: CONTRACT, subscription_contract_id: null },
  });
  const paid: Step = { topic: "subscription_billing_attempts/success", body };
  expect(topics(mapSequence([report(START), paid, report({ ...START, status: "paused" }, 5)]))).toEqual([
    "subscription/billing_success",
  ]);
});
