// subscription_billing_attempts/* and subscription_billing_cycles/*. Their payloads name the contract by its id alone.

import type { Payload } from "../../../topics/parse-payload.ts";
import type { EventDraft, MapInput, MapOutput, Mapper } from "../draft.ts";
import type { BillingCycle } from "../questions.ts";
import { gidOf, integerOf, textOf } from "../read-payload.ts";
import type { Data } from "./contract-data.ts";
import { topicsOf } from "./contract-kind.ts";
import { type ContractState, contractState } from "./contract-state.ts";
import { isOfOneAction, takeMover } from "./date-story.ts";
import { answeredSnapshot, withKind } from "./look.ts";
import { finish, tellUpdate } from "./outcome.ts";
import { tell } from "./tell.ts";

/** The contract that a billing webhook is about. */
export function contractOfBilling(payload: Payload): string | undefined {
  const given = payload.admin_graphql_api_subscription_contract_id;
  return gidOf("SubscriptionContract", given, payload.subscription_contract_id) ?? undefined;
}

/** An order this long before its date was asked for. */
const SENT_NOW_MS = 24 * 60 * 60_000;

/** The topic is the verdict: a failure's payload may carry no error code and not even an id. */
export function billingAttemptMapper(event: string): Mapper {
  const events = event === "billing_success" ? [event, "sent_now", "updated", "upcoming_order"] : [event];
  return billingMapper(events, (input) => {
    const before = withKind(contractState(input.state), input);
    const attempt = attemptOf(input.payload);
    const identity = attemptIdentity(input, attempt);
    const happening = { event, identity, triggeredAt: input.triggeredAt, more: { billing_attempt: attempt } };
    if (event !== "billing_success") {
      const unavailable = unknownFields(attempt);
      return finish(input, before, tell(input, before, { ...happening, unavailable }));
    }

    const cycle = earlyCycle(input, before, attempt.id);
    const action = cycle ? { action: `payment|${identity}` } : {};
    const { state, changes } = takeMover(before, answeredSnapshot(input), input.triggeredAt);
    const early: EventDraft[] = cycle
      ? tell(input, state, {
          ...{ ...happening, ...action, event: "sent_now" },
          more: { ...happening.more, billing_cycle: cycle },
        })
      : [];
    const paid = tell(input, state, { ...happening, ...action });
    return finish(input, state, [...tellUpdate(input, state, changes), ...paid, ...early]);
  });
}

export function billingCycleMapper(event: "skipped" | "unskipped"): Mapper {
  return billingMapper([event, "updated", "upcoming_order"], (input) => {
    const { payload, triggeredAt } = input;
    const before = withKind(contractState(input.state), input);
    const cycle: Data = {
      index: integerOf(payload.cycle_index),
      starts_at: textOf(payload.cycle_start_at),
      ends_at: textOf(payload.cycle_end_at),
      expected_at: textOf(payload.billing_attempt_expected_date),
      skipped: event === "skipped",
    };
    const { state, changes } = takeMover(before, answeredSnapshot(input), triggeredAt);
    // A cycle may be skipped, unskipped and skipped again: the time tells the skips apart.
    const identity = `${cycle.index}|${triggeredAt.toISOString()}`;
    const drafts = tell(input, state, { event, identity, triggeredAt, more: { billing_cycle: cycle } });
    return finish(input, state, [...tellUpdate(input, state, changes), ...drafts]);
  });
}

function billingMapper(events: string[], map: (input: MapInput) => MapOutput): Mapper {
  return {
    part: "contract",
    makes: events.flatMap(topicsOf),
    resource: contractOfBilling,
    customer: () => null,
    asks: (payload) => ({ contract: contractOfBilling(payload) ?? "" }),
    map,
  };
}

interface Attempt extends Data {
  id: string | null;
  order_id: string | null;
}

const attemptOf = (payload: Payload): Attempt => ({
  id: gidOf("SubscriptionBillingAttempt", payload.admin_graphql_api_id, payload.id),
  order_id: gidOf("Order", payload.admin_graphql_api_order_id, payload.order_id),
  error_code: textOf(payload.error_code)?.toLowerCase() ?? null,
  error_message: textOf(payload.error_message),
});

/** A payment that failed has a reason, which Shopify may keep to itself; an order it has none. */
function unknownFields({ order_id: _, ...attempt }: Attempt): Record<string, string> {
  const missing = Object.keys(attempt).filter((field) => attempt[field] === null);
  return Object.fromEntries(missing.map((field) => [`billing_attempt.${field}`, "unknown"]));
}

/** The app chooses the idempotency key and may use one twice: without an id it counts for one order and day. */
function attemptIdentity({ payload, triggeredAt }: MapInput, { id, order_id: order }: Attempt): string {
  if (id !== null) return id;
  const key = textOf(payload.idempotency_key) ?? triggeredAt.toISOString();
  return `${key}|${order ?? ""}|${triggeredAt.toISOString().slice(0, 10)}`;
}

/** The cycle that was paid, if it was not due for a day. Without cycles the remembered date tells. */
function earlyCycle(input: MapInput, state: ContractState, attempt: string | null): Data | undefined {
  const { answers, triggeredAt } = input;
  const cycles = answers.contract?.kind === "known" ? answers.contract.value.cycles : [];
  const paid = cycles.find((cycle) => attempt !== null && cycle.attempts.includes(attempt));
  const expected = paid?.expectedAt ?? dateBefore(state, triggeredAt);
  if (expected === null || Date.parse(expected) - triggeredAt.getTime() <= SENT_NOW_MS) return undefined;
  // The cycle of that date is still to be paid: this payment was for an earlier one, and late.
  if (cycles.some((cycle) => !cycle.billed && Date.parse(cycle.expectedAt) === Date.parse(expected)))
    return undefined;
  return paid ? cycleData(paid) : { ...UNKNOWN_CYCLE, expected_at: expected };
}

/** The date that held when the payment was made: the `update` that moved it on may have come first. */
function dateBefore({ snapshot, held, step }: ContractState, triggeredAt: Date): string | null {
  const time = triggeredAt.toISOString();
  if (step && isOfOneAction(time, step.triggeredAt, step.shownAt)) return step.from;
  const isHeldMove = held && snapshot && isOfOneAction(time, held.triggeredAt, snapshot.shownAt);
  return (isHeldMove ? held.before : snapshot)?.nextOrderDate ?? null;
}

const UNKNOWN_CYCLE: Data = {
  index: null,
  starts_at: null,
  ends_at: null,
  expected_at: null,
  skipped: false,
};

export const cycleData = (cycle: BillingCycle): Data => ({
  index: cycle.index,
  starts_at: cycle.startsAt,
  ends_at: cycle.endsAt,
  expected_at: cycle.expectedAt,
  skipped: cycle.skipped,
});
