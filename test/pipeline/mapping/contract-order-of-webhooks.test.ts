import fc from "fast-check";
import { expect, test } from "vitest";
import type { ContractFacts } from "../../../app/pipeline/mapping/questions.ts";
import { CONTRACT, facts, known, line } from "../../helpers/contract-facts.ts";
import { AT, around, begin, billing, contract, MOVED, PAID, SKIP } from "../../helpers/contract-steps.ts";
import { type Step, topicsOf } from "../../helpers/map-sequence.ts";

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

test("an activation weeks after the making is a return, though the pause was never heard of", () => {
  const steps = [begin, contract("activate", facts(5), "2026-11-20T10:00:00Z")];
  expect(topicsOf(steps, around(facts(5)))).toEqual(["subscription/created", "subscription/reactivated"]);
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
