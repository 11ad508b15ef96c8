import { exact, topic, webhook } from "./topic.ts";

/** Whatever may tell that a contract's content is different. */
export const CONTRACT_CHANGES = [
  "subscription_contracts/update",
  "subscription_billing_cycle_edits/create",
  "subscription_billing_cycle_edits/update",
  "subscription_billing_cycle_edits/delete",
] as const;

const OWN_CONTRACTS = "read_own_subscription_contracts";

export const SUBSCRIPTION = [
  topic("subscription/created", {
    grade: "A / C",
    description: "A subscription contract was made.",
    source:
      "subscription_contracts/create; for contracts of other apps orders/create, if the order's plan is a subscription",
    ways: [
      webhook(["subscription_contracts/create"]),
      webhook(["orders/create"], { rules: ["subscription_source"] }),
    ],
  }),
  exact(
    "subscription/activated",
    "subscription_contracts/activate",
    "A contract that was not active when it was made became active for the first time.",
  ),
  topic("subscription/updated", {
    grade: "B",
    description:
      "Payment frequency, date, shipping or products of a contract changed; the event lists each change.",
    source:
      "subscription_contracts/update and subscription_billing_cycle_edits/*, compared with the last known state",
    ways: [webhook(CONTRACT_CHANGES)],
  }),
  topic("subscription/next_order_date_changed", {
    grade: "B",
    description: "Someone moved the date of a contract's next order.",
    source:
      "subscription_contracts/update and subscription_billing_cycle_edits/*, compared with the last known date",
    ways: [webhook(CONTRACT_CHANGES)],
  }),
  exact("subscription/paused", "subscription_contracts/pause", "A contract was paused."),
  topic("subscription/reactivated", {
    grade: "B",
    description: "A contract is active again after it was paused, cancelled, failed or expired.",
    source: "subscription_contracts/activate and the last known state",
    ways: [webhook(["subscription_contracts/activate"])],
  }),
  exact("subscription/cancelled", "subscription_contracts/cancel", "A contract was cancelled."),
  exact("subscription/expired", "subscription_contracts/expire", "A contract reached its end."),
  exact(
    "subscription/failed",
    "subscription_contracts/fail",
    "A contract ended because its payments failed.",
  ),
  topic("subscription/billing_success", {
    grade: "A / B",
    description: "A contract's order was paid.",
    source:
      "subscription_billing_attempts/success; for contracts of other apps orders/paid, if the order pays for a contract",
    ways: [
      webhook(["subscription_billing_attempts/success"]),
      webhook(["orders/paid"], { rules: ["subscription_source"] }),
    ],
  }),
  exact(
    "subscription/billing_failure",
    "subscription_billing_attempts/failure",
    "The payment for a contract's order failed.",
  ),
  exact(
    "subscription/billing_challenged",
    "subscription_billing_attempts/challenged",
    "The bank wants the customer to confirm a payment.",
  ),
  exact("subscription/skipped", "subscription_billing_cycles/skip", "An order of a contract was skipped."),
  exact(
    "subscription/unskipped",
    "subscription_billing_cycles/unskip",
    "A skipped order of a contract takes place after all.",
  ),
  topic("subscription/sent_now", {
    grade: "C",
    description: "An order of a contract was billed more than a day before its date.",
    source: "subscription_billing_attempts/success and the date that the order was due",
    ways: [webhook(["subscription_billing_attempts/success"])],
  }),
  topic("subscription/gifted", {
    grade: "C",
    description: "A new contract or its first order is a gift by the shop's gift rule.",
    source:
      "subscription_contracts/create and the gift rule; for contracts of other apps orders/create and the gift rule",
    ways: [
      webhook(["subscription_contracts/create"], { rules: ["gift"] }),
      webhook(["orders/create"], { rules: ["subscription_source", "gift"] }),
    ],
  }),
  topic("subscription/upcoming_order", {
    grade: "B",
    description: "The next order of a contract is a few days away: 3, unless the shop says otherwise.",
    source: "Carillon's schedule, once for each contract, order, date and lead time",
    ways: [{ kind: "schedule", scopes: [OWN_CONTRACTS] }],
  }),
] as const;
