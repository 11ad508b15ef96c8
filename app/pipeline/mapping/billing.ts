// subscription_billing_attempts/* and subscription_billing_cycles/*. Their payloads name the contract by its id alone.
import { contractData, contractGid, integerOf } from "./contract-data.ts";
import { parseContractState } from "./contract-state.ts";
import type { EventDraft, MapInput, Mapper } from "./draft.ts";
import { gidOf, textOf } from "./read-payload.ts";

type Data = Record<string, unknown>;

/** The topic is the verdict: a failure's payload may carry no error code and not even an id. */
export function billingAttemptMapper(event: string): Mapper {
  return billingMapper((input) => {
    const { payload } = input;
    const attempt: Data = {
      id: gidOf("SubscriptionBillingAttempt", payload.admin_graphql_api_id, payload.id),
      order_id: gidOf("Order", payload.admin_graphql_api_order_id, payload.order_id),
      error_code: textOf(payload.error_code)?.toLowerCase() ?? null,
      error_message: textOf(payload.error_message),
    };
    // The app chooses the idempotency key and may use one twice, so the attempt's own id comes first.
    const identity = attempt.id ?? textOf(payload.idempotency_key) ?? input.triggeredAt.toISOString();
    return draft(event, String(identity), input, { billing_attempt: attempt });
  });
}

export function billingCycleMapper(event: string): Mapper {
  return billingMapper((input) => {
    const { payload } = input;
    const cycle: Data = {
      index: integerOf(payload.cycle_index),
      starts_at: textOf(payload.cycle_start_at),
      ends_at: textOf(payload.cycle_end_at),
      expected_at: textOf(payload.billing_attempt_expected_date),
      skipped: event === "skipped",
    };
    // A cycle may be skipped, unskipped and skipped again: the time tells the skips apart.
    return draft(event, `${cycle.index}|${input.triggeredAt.toISOString()}`, input, { billing_cycle: cycle });
  });
}

function billingMapper(toDraft: (input: MapInput) => EventDraft): Mapper {
  return {
    resource: contractGid,
    customer: () => null,
    map: (input) => ({ drafts: [toDraft(input)], state: input.state }),
  };
}

function draft(event: string, identity: string, input: MapInput, more: Data): EventDraft {
  const { resource, state, triggeredAt } = input;
  const status = parseContractState(state)?.current.status ?? null;
  return {
    topic: `subscription/${event}`,
    key: `subscription/${event}|${resource}|${identity}`,
    resource,
    customer: null,
    triggeredAt,
    environment: "live",
    data: contractData({ id: resource, status, customer: null, payload: {} }, more),
  };
}
