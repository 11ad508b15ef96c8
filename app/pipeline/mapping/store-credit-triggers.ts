// Shopify has no webhook for store credit: whatever may have moved it makes Carillon look at the customer's accounts.

import type { Payload } from "../../topics/parse-payload.ts";
import type { FollowUp, MapInput, MapOutput, Mapper } from "./draft.ts";
import { buyerOf, gidOf, textOf } from "./read-payload.ts";

export const STORE_CREDIT_CHECK = "carillon/store_credit_check";
export const STORE_CREDIT_OWNER = "carillon/store_credit_owner";
export const STORE_CREDIT_TOPICS = ["membership/store_credits_changed"] as const;

/** Looks at `customer`'s accounts once for this occasion. */
export const checkCredit = (customer: string, occasion: string): FollowUp => ({
  topic: STORE_CREDIT_CHECK,
  payload: { customer },
  key: `${customer}|${occasion}`,
});

const ownOrder = (payload: Payload) => gidOf("Order", payload.admin_graphql_api_id, payload.id) ?? undefined;
const orderOf = (payload: Payload) =>
  gidOf("Order", payload.admin_graphql_api_order_id, payload.order_id) ?? undefined;
const ownCustomer = (payload: Payload) => gidOf("Customer", payload.admin_graphql_api_id, payload.id);

function contractOf(payload: Payload): string | undefined {
  const given = payload.admin_graphql_api_subscription_contract_id;
  return gidOf("SubscriptionContract", given, payload.subscription_contract_id) ?? undefined;
}

/** orders/create, orders/paid, orders/cancelled. An order without a customer is a guest's. */
export const orderCreditTrigger: Mapper = trigger({
  resource: ownOrder,
  customer: buyerOf,
  map: (input) => checkOf(input, input.owner),
});

/** refunds/create, returns/close, returns/cancel, returns/reopen */
export const refundCreditTrigger: Mapper = trigger({
  resource: orderOf,
  customer: () => null,
  map: (input) => (input.owner ? checkOf(input, input.owner) : whose(input, { order: input.resource })),
});

/** subscription_billing_attempts/success and /failure */
export const billingCreditTrigger: Mapper = trigger({
  resource: contractOf,
  customer: () => null,
  map: (input) => (input.owner ? checkOf(input, input.owner) : whose(input, { contract: input.resource })),
});

/** customers/update */
export const customerCreditTrigger: Mapper = trigger({
  resource: (payload) => ownCustomer(payload) ?? undefined,
  customer: ownCustomer,
  map: (input) => checkOf(input, input.resource),
});

/** The follow-up that asks whose order or contract it is. */
export const creditOwnerMapper: Mapper = {
  part: "store_credit_owner",
  makes: STORE_CREDIT_TOPICS,
  resource: (payload) => textOf(payload.order) ?? textOf(payload.contract) ?? undefined,
  customer: () => null,
  asks({ order, contract }) {
    if (typeof order === "string") return { order };
    return typeof contract === "string" ? { contract } : {};
  },
  map({ answers, owner, payload, state }) {
    const answer = answers.order ?? answers.contract;
    const customer = answer?.kind === "known" ? answer.value.customer : owner;
    const followUps = customer ? [checkCredit(customer, String(payload.occasion))] : [];
    return { drafts: [], state, followUps };
  },
};

function trigger(mapper: Pick<Mapper, "resource" | "customer" | "map">): Mapper {
  return { part: "store_credit_trigger", makes: STORE_CREDIT_TOPICS, ...mapper };
}

function checkOf(input: MapInput, customer: string | null): MapOutput {
  const followUps = customer ? [checkCredit(customer, occasionOf(input))] : [];
  return { drafts: [], state: input.state, followUps };
}

function whose(input: MapInput, subject: Payload): MapOutput {
  const occasion = occasionOf(input);
  const followUp = { topic: STORE_CREDIT_OWNER, payload: { ...subject, occasion }, key: occasion };
  return { drafts: [], state: input.state, followUps: [followUp] };
}

const occasionOf = ({ topic, resource, triggeredAt }: MapInput) =>
  `${topic}|${resource}|${triggeredAt.toISOString()}`;
