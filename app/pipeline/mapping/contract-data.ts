// `data` of the topics about contracts and customers, from what Shopify's thin webhooks carry.
import type { ContractStatus } from "./contract-state.ts";
import { idText, type Payload } from "./parse-payload.ts";
import { gidOf, objectOf } from "./read-payload.ts";

type Data = Record<string, unknown>;

const CONTRACT_FIELDS = ["next_order_date", "delivery_price", "lines"];
const CUSTOMER_FIELDS = [
  "email",
  "name",
  "first_name",
  "last_name",
  "loyalty_points",
  "birth_date",
  "store_credits",
  "tier",
];

interface ContractFacts {
  id: string;
  status: ContractStatus | null;
  customer: string | null;
  payload: Payload;
}

/** Shared by all contract topics; `more` are the topic's own fields. */
export function contractData({ id, status, customer, payload }: ContractFacts, more: Data = {}): Data {
  const contract: Data = {
    id,
    kind: "subscription",
    status,
    billing_policy: objectOf(payload.billing_policy),
    delivery_policy: objectOf(payload.delivery_policy),
    ...nulls(CONTRACT_FIELDS),
  };
  const person = customerData(customer);
  return {
    contract,
    customer: person,
    ...more,
    changes: [],
    group_id: null,
    origin: "webhook",
    unavailable: { ...unasked("contract", contract), ...unasked("customer", person) },
  };
}

/** A customer of whom only the id is known. */
export const customerData = (id: string | null): Data => ({ id, ...nulls(CUSTOMER_FIELDS) });

/** `{ "customer.email": "not_asked" }` for every field of `part` that is null. */
export function unasked(path: string, part: Data): Record<string, "not_asked"> {
  const missing = Object.keys(part).filter((field) => part[field] === null);
  return Object.fromEntries(missing.map((field) => [`${path}.${field}`, "not_asked"]));
}

/** The contract that a billing webhook is about. */
export function contractGid(payload: Payload): string | undefined {
  const given = payload.admin_graphql_api_subscription_contract_id;
  return gidOf("SubscriptionContract", given, payload.subscription_contract_id) ?? undefined;
}

/** A small number, or null. */
export function integerOf(value: unknown): number | null {
  const digits = idText(value);
  return digits === null ? null : Number(digits);
}

const nulls = (fields: string[]): Data => Object.fromEntries(fields.map((field) => [field, null]));
