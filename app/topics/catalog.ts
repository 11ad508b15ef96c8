// Every topic that a merchant can choose: one row a topic, and all that is derived from it (panel, API, docs) reads
// it here. Client-safe.
import type { Category } from "./categories.ts";

/** A exact Shopify topic · B by comparing states · C the merchant's rule · D from another app. */
type Grade = "A" | "B" | "C" | "D";

export interface Topic {
  name: string;
  category: Category;
  /** one sentence: when it fires */
  description: string;
  /** where it comes from: Shopify's topic, and what else is needed, in words */
  source: string;
  grade: Grade;
}

const topic = (name: string, source: string, grade: Grade, description: string): Topic => ({
  name,
  category: name.slice(0, name.indexOf("/")) as Category,
  description,
  source,
  grade,
});

export const TOPICS = [
  topic("subscription/created", "subscription_contracts/create", "A", "A subscription contract was made."),
  topic(
    "subscription/activated",
    "subscription_contracts/activate",
    "A",
    "A contract that was not active when it was made became active for the first time.",
  ),
  topic(
    "subscription/reactivated",
    "subscription_contracts/activate and the last known state",
    "B",
    "A contract is active again after it was paused, cancelled, failed or expired.",
  ),
  topic("subscription/paused", "subscription_contracts/pause", "A", "A contract was paused."),
  topic("subscription/cancelled", "subscription_contracts/cancel", "A", "A contract was cancelled."),
  topic("subscription/expired", "subscription_contracts/expire", "A", "A contract reached its end."),
  topic(
    "subscription/failed",
    "subscription_contracts/fail",
    "A",
    "A contract ended because its payments failed.",
  ),
  topic(
    "subscription/billing_success",
    "subscription_billing_attempts/success",
    "A",
    "A contract's order was paid.",
  ),
  topic(
    "subscription/billing_failure",
    "subscription_billing_attempts/failure",
    "A",
    "The payment for a contract's order failed.",
  ),
  topic(
    "subscription/billing_challenged",
    "subscription_billing_attempts/challenged",
    "A",
    "The bank wants the customer to confirm a payment.",
  ),
  topic(
    "subscription/skipped",
    "subscription_billing_cycles/skip",
    "A",
    "An order of a contract was skipped.",
  ),
  topic(
    "subscription/unskipped",
    "subscription_billing_cycles/unskip",
    "A",
    "A skipped order of a contract takes place after all.",
  ),
  topic(
    "payment_method/created",
    "customer_payment_methods/create",
    "A",
    "A customer added a payment method.",
  ),
  topic(
    "payment_method/updated",
    "customer_payment_methods/update",
    "A",
    "A customer's payment method changed.",
  ),
  topic(
    "payment_method/revoked",
    "customer_payment_methods/revoke",
    "A",
    "A customer's payment method was revoked.",
  ),
  topic("order/created", "orders/create", "A", "An order was placed."),
  topic("order/updated", "orders/updated", "A", "An order changed."),
  topic("order/paid", "orders/paid", "A", "An order was paid."),
  topic("order/cancelled", "orders/cancelled", "A", "An order was cancelled."),
  topic("order/fulfilled", "orders/fulfilled", "A", "All items of an order were fulfilled."),
  topic("order/deleted", "orders/delete", "A", "An order was deleted."),
  topic("customer/created", "customers/create", "A", "A customer was added."),
  topic("customer/updated", "customers/update", "A", "A customer's details changed."),
  topic("customer/deleted", "customers/delete", "A", "A customer was deleted."),
  topic("product/created", "products/create", "A", "A product was added."),
  topic("product/updated", "products/update", "A", "A product changed, its stock included."),
  topic("product/deleted", "products/delete", "A", "A product was deleted."),
] as const satisfies readonly Topic[];

const NAMES = new Set<string>(TOPICS.map(({ name }) => name));

export const isTopic = (name: string): boolean => NAMES.has(name);
