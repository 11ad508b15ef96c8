import { CONTRACT_CHANGES } from "./subscription.ts";
import { type Grade, topic, type Way, webhook } from "./topic.ts";

const MEMBERSHIP = { rules: ["membership"] } as const;

/** Of contracts that the membership rule makes memberships; the topic is Shopify's. */
const ruled = (shopifyTopic: string): { grade: Grade; source: string; ways: Way[] } => ({
  grade: "A",
  source: `${shopifyTopic} and the membership rule`,
  ways: [webhook([shopifyTopic], MEMBERSHIP)],
});

const foreign = (shopifyTopic: string): Way =>
  webhook([shopifyTopic], { rules: ["subscription_source", "membership"] });

const CREDIT = ["read_store_credit_accounts", "read_store_credit_account_transactions"];

export const MEMBERSHIPS = [
  topic("membership/created", {
    grade: "A / C",
    description: "A contract was made that is a membership by the shop's rule.",
    source:
      "subscription_contracts/create and the membership rule; for contracts of other apps orders/create and the same rule",
    ways: [webhook(["subscription_contracts/create"], MEMBERSHIP), foreign("orders/create")],
  }),
  topic("membership/updated", {
    grade: "B",
    description:
      "Payment frequency, date, shipping or products of a membership changed; the event lists each change.",
    source:
      "subscription_contracts/update and subscription_billing_cycle_edits/*, compared with the last known state, and the membership rule",
    ways: [webhook(CONTRACT_CHANGES, MEMBERSHIP)],
  }),
  topic("membership/paused", {
    ...ruled("subscription_contracts/pause"),
    description: "A membership was paused.",
  }),
  topic("membership/reactivated", {
    grade: "B",
    description: "A membership is active again after it was paused, cancelled, failed or expired.",
    source: "subscription_contracts/activate, the last known state and the membership rule",
    ways: [webhook(["subscription_contracts/activate"], MEMBERSHIP)],
  }),
  topic("membership/cancelled", {
    ...ruled("subscription_contracts/cancel"),
    description: "A membership was cancelled.",
  }),
  topic("membership/expired", {
    ...ruled("subscription_contracts/expire"),
    description: "A membership reached its end.",
  }),
  topic("membership/billing_success", {
    grade: "A / B",
    description: "A membership's order was paid.",
    source:
      "subscription_billing_attempts/success and the membership rule; for contracts of other apps orders/paid and the same rule",
    ways: [webhook(["subscription_billing_attempts/success"], MEMBERSHIP), foreign("orders/paid")],
  }),
  topic("membership/billing_failure", {
    ...ruled("subscription_billing_attempts/failure"),
    description: "The payment for a membership's order failed.",
  }),
  topic("membership/store_credits_changed", {
    grade: "B",
    description: "Something was put into or taken out of a customer's store credit account.",
    source:
      "the Admin API, asked after orders, refunds, returns, payments and customer updates, and every day for known holders",
    ways: [
      webhook(
        [
          "orders/create",
          "orders/paid",
          "orders/cancelled",
          "refunds/create",
          "returns/close",
          "returns/cancel",
          "returns/reopen",
        ],
        { scopes: CREDIT },
      ),
      webhook(["customers/update"], { scopes: CREDIT }),
      webhook(["subscription_billing_attempts/success", "subscription_billing_attempts/failure"], {
        scopes: CREDIT,
      }),
    ],
  }),
] as const;
