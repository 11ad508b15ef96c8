// Stories of subscription contracts, their payments and cycles, and of payment methods. A contract's revision grows
// with every change; a payment is known by its idempotency key, a skip by the cycle.
import { type Changes, sampleBody } from "./sample-body.ts";
import type { Step, Story } from "./step.ts";

/** Digits that fit a JavaScript number: Shopify's ids of contracts are short. */
export interface ContractIds {
  id: string;
  customer: string;
}

export function longContract(ids: ContractIds): Story {
  const { id } = ids;
  return [
    contract(ids, 1, "create", "created", { status: "active" }),
    payment(id, "success", "billing_success"),
    cycle(id, "skip", "skipped", 2),
    cycle(id, "unskip", "unskipped", 2),
    contract(ids, 2, "pause", "paused", { status: "paused" }),
    contract(ids, 3, "activate", "reactivated", { status: "active" }),
    payment(id, "failure", "billing_failure"),
    payment(id, "challenged", "billing_challenged"),
    contract(ids, 4, "cancel", "cancelled", { status: "cancelled" }),
  ];
}

/** Activated although it was never anything else, which makes no event, and then expired. */
export const expiredContract = (ids: ContractIds): Story => [
  contract(ids, 1, "create", "created", { status: "active" }),
  { ...contract(ids, 2, "activate", "reactivated", { status: "active" }), event: undefined },
  contract(ids, 3, "expire", "expired", { status: "expired" }),
];

export const failedContract = (ids: ContractIds): Story => [
  contract(ids, 1, "create", "created", { status: "active" }),
  contract(ids, 2, "fail", "failed", { status: "failed" }),
];

/** `token`: 32 hex digits. */
export function paymentMethodStory(token: string): Story {
  const resource = `gid://shopify/CustomerPaymentMethod/${token}`;
  const step = (hook: string, name: string): Step => ({
    topic: `customer_payment_methods/${hook}`,
    body: sampleBody(`customer_payment_methods/${hook}`, { admin_graphql_api_id: resource, token }),
    event: { topic: `payment_method/${name}`, resource },
  });
  return [step("create", "created"), step("update", "updated"), step("revoke", "revoked")];
}

const gid = (id: string): string => `gid://shopify/SubscriptionContract/${id}`;

const event = (id: string, name: string) => ({ topic: `subscription/${name}`, resource: gid(id) });

function contract(
  { id, customer }: ContractIds,
  revision: number,
  hook: string,
  name: string,
  changes: Changes,
): Step {
  const topic = `subscription_contracts/${hook}`;
  const body = sampleBody(topic, {
    admin_graphql_api_id: gid(id),
    id: Number(id),
    customer_id: Number(customer),
    admin_graphql_api_customer_id: `gid://shopify/Customer/${customer}`,
    revision_id: `${Number(id) + revision}`,
    ...changes,
  });
  return { topic, body, event: event(id, name) };
}

function payment(id: string, hook: string, name: string): Step {
  const topic = `subscription_billing_attempts/${hook}`;
  const body = sampleBody(topic, {
    idempotency_key: `sandbox-${id}-${hook}`,
    subscription_contract_id: Number(id),
    admin_graphql_api_subscription_contract_id: gid(id),
  });
  return { topic, body, event: event(id, name) };
}

function cycle(id: string, hook: string, name: string, index: number): Step {
  const topic = `subscription_billing_cycles/${hook}`;
  const body = sampleBody(topic, { subscription_contract_id: Number(id), cycle_index: index });
  return { topic, body, event: event(id, name) };
}
