// Webhooks about contracts, their billing attempts and cycles, and payment methods.
import { cycleOf } from "../shopify/store/cycles.ts";
import type { Attempt, Contract, Cycle, Frequency } from "../shopify/store/records.ts";
import { json, whole } from "../traffic/sample-body.ts";
import { digits, type Hook, hook } from "./hook.ts";

/** subscription_contracts/`action` */
export function contractHook(contract: Contract, action: string): Hook {
  const { id, status, customer, originOrder, billingPolicy, deliveryPolicy } = contract;
  const { minCycles: min_cycles, maxCycles: max_cycles } = billingPolicy;
  return hook(`subscription_contracts/${action}`, {
    admin_graphql_api_id: id,
    id: json(digits(id)),
    billing_policy: whole({ ...interval(billingPolicy), min_cycles, max_cycles }),
    delivery_policy: whole(interval(deliveryPolicy)),
    currency_code: contract.currency,
    customer_id: numberOf(customer),
    admin_graphql_api_customer_id: customer,
    origin_order_id: numberOf(originOrder),
    admin_graphql_api_origin_order_id: originOrder,
    status: status.toLowerCase(),
    revision_id: String(contract.revision),
  });
}

/** The webhooks of one change of a contract: the change's own, and the `update` that comes with it. */
export const contractHooks = (contract: Contract, ...actions: string[]): Hook[] =>
  [...actions, "update"].map((action) => contractHook(contract, action));

/** subscription_billing_attempts/* by the attempt's outcome */
export const attemptHook = ({ outcome, ...attempt }: Attempt): Hook =>
  hook(`subscription_billing_attempts/${outcome}`, {
    id: json(digits(attempt.id)),
    admin_graphql_api_id: attempt.id,
    idempotency_key: attempt.idempotencyKey,
    order_id: numberOf(attempt.order),
    admin_graphql_api_order_id: attempt.order,
    subscription_contract_id: json(digits(attempt.contract)),
    admin_graphql_api_subscription_contract_id: attempt.contract,
    error_code: attempt.errorCode,
    error_message: attempt.errorMessage,
  });

/** subscription_billing_cycles/`action` */
export const cycleHook = ({ id }: Contract, cycle: Cycle, action: "skip" | "unskip"): Hook =>
  hook(`subscription_billing_cycles/${action}`, cycleFields(id, cycle));

/** subscription_billing_cycle_edits/`action`, of the cycle with that number */
export const cycleEditHook = (contract: Contract, index: number, action: "create" | "update"): Hook =>
  hook(`subscription_billing_cycle_edits/${action}`, cycleFields(contract.id, cycleOf(contract, index)));

interface Card {
  id: string;
  customer: string;
  brand: string;
  lastDigits: string;
}

/** customer_payment_methods/`action` */
export const cardHook = ({ id, customer, brand, lastDigits }: Card, action: string): Hook =>
  hook(`customer_payment_methods/${action}`, {
    admin_graphql_api_id: id,
    token: digits(id),
    customer_id: json(digits(customer)),
    admin_graphql_api_customer_id: customer,
    payment_instrument: whole({ last_digits: lastDigits, month: 6, year: 2031, name: null, brand }),
  });

/** These payloads know the contract by its number alone. */
const cycleFields = (contract: string, cycle: Cycle) => ({
  subscription_contract_id: json(digits(contract)),
  cycle_start_at: cycle.startsAt,
  cycle_end_at: cycle.endsAt,
  cycle_index: cycle.index,
  billing_attempt_expected_date: cycle.expectedAt,
  skipped: cycle.skipped,
  edited: cycle.edited,
});

const interval = ({ interval, intervalCount }: Frequency) => ({
  interval: interval.toLowerCase(),
  interval_count: intervalCount,
});

const numberOf = (gid: string | null) => (gid === null ? null : json(digits(gid)));
