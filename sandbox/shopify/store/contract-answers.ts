import { GraphQLError } from "graphql";
import { changedAnswer } from "./changed-answers.ts";
import { type Args, connection } from "./connection.ts";
import { customerAnswer } from "./customer-answers.ts";
import { cyclesUntil, isBilled } from "./cycles.ts";
import { money, times } from "./money.ts";
import { orderAnswer } from "./order-answers.ts";
import type { Attempt, Contract, ContractLine, Cycle, Delivery } from "./records.ts";
import type { State } from "./state.ts";

export function contractAnswer(state: State, id: string) {
  const contract = state.contracts.get(id);
  if (!contract) return null;
  const { currency, attempts } = contract;
  return {
    __typename: "SubscriptionContract",
    ...{ id, status: contract.status, createdAt: contract.createdAt, updatedAt: contract.updatedAt },
    revisionId: String(contract.revision),
    nextBillingDate: contract.nextBillingDate,
    currencyCode: currency,
    billingPolicy: contract.billingPolicy,
    deliveryPolicy: contract.deliveryPolicy,
    deliveryPrice: money(contract.deliveryPrice, currency),
    deliveryMethod: contract.delivery && deliveryAnswer(contract.delivery),
    customAttributes: contract.attributes,
    customer: () => customerAnswer(state, contract.customer),
    originOrder: () => (contract.originOrder ? orderAnswer(state, contract.originOrder) : null),
    lines: (args: Args) =>
      connection(
        contract.lines.map((line) => lineAnswer(line, currency)),
        args,
      ),
    billingAttempts: (args: Args) =>
      connection(
        attempts.map((attempt) => attemptAnswer(state, attempt)),
        args,
      ),
  };
}

const OPTIONS = { Shipping: "shippingOption", Pickup: "pickupOption", LocalDelivery: "localDeliveryOption" };

const deliveryAnswer = ({ method, title, presentmentTitle }: Delivery) => ({
  __typename: `SubscriptionDeliveryMethod${method}`,
  [OPTIONS[method]]: { title, presentmentTitle },
});

const lineAnswer = (line: ContractLine, currency: string) => ({
  __typename: "SubscriptionLine",
  ...{ id: line.id, productId: line.product, variantId: line.variant, sku: line.sku, title: line.title },
  ...{ variantTitle: line.variantTitle, quantity: line.quantity },
  ...{ sellingPlanId: line.sellingPlan, sellingPlanName: line.sellingPlanName },
  currentPrice: money(line.price, currency),
  lineDiscountedPrice: money(times(line.price, line.quantity), currency),
  customAttributes: line.attributes,
});

/** The cycles that touch the range. A contract that does not exist has no list: an error, and no data at all. */
export function cyclesAnswer(state: State, { contractId, billingCyclesDateRangeSelector, ...args }: Args) {
  const contract = state.contracts.get(String(contractId));
  if (!contract) throw new GraphQLError("Subscription contract does not exist.");
  const range = billingCyclesDateRangeSelector as { startDate: string; endDate: string } | undefined;
  if (!range) throw new GraphQLError("The sandbox knows billing cycles by date range only.");
  const [from, until] = [range.startDate, range.endDate].map((date) => new Date(date).toISOString());
  const cycles = cyclesUntil(contract, until ?? "").filter(({ endsAt }) => endsAt >= (from ?? ""));
  return connection(
    cycles.map((cycle) => cycleAnswer(state, contract, cycle)),
    args,
    ["sortKey"], // by number, unless it is asked otherwise
  );
}

function cycleAnswer(state: State, contract: Contract, cycle: Cycle) {
  const attempts = contract.attempts.filter((attempt) => attempt.cycle === cycle.index);
  return {
    __typename: "SubscriptionBillingCycle",
    cycleIndex: cycle.index,
    cycleStartAt: cycle.startsAt,
    cycleEndAt: cycle.endsAt,
    billingAttemptExpectedDate: cycle.expectedAt,
    skipped: cycle.skipped,
    edited: cycle.edited,
    status: isBilled(contract, cycle) ? "BILLED" : "UNBILLED",
    sourceContract: () => contractAnswer(state, contract.id),
    billingAttempts: (args: Args) =>
      connection(
        attempts.map((attempt) => attemptAnswer(state, attempt)),
        args,
      ),
  };
}

/** Of all contracts. */
export function attemptsAnswer(state: State, args: Args) {
  const attempts = [...state.contracts.values()]
    .flatMap((contract) => contract.attempts)
    .map((attempt) => ({ ...attempt, updatedAt: attempt.completedAt ?? attempt.createdAt }));
  return changedAnswer(attempts, args, (attempt) => attemptAnswer(state, attempt));
}

const attemptAnswer = (state: State, attempt: Attempt) => ({
  __typename: "SubscriptionBillingAttempt",
  ...{ id: attempt.id, idempotencyKey: attempt.idempotencyKey, createdAt: attempt.createdAt },
  completedAt: attempt.completedAt,
  subscriptionContract: () => contractAnswer(state, attempt.contract),
  state: () => attemptStates[attempt.outcome](state, attempt),
});

const attemptStates: Record<Attempt["outcome"], (state: State, attempt: Attempt) => object> = {
  success: (state, { order }) => ({
    __typename: "SubscriptionBillingAttemptSuccessState",
    order: () => (order === null ? null : orderAnswer(state, order)),
  }),
  failure: (_state, { errorCode, errorMessage }) => ({
    __typename: "SubscriptionBillingAttemptFailedState",
    error:
      errorCode === null
        ? { __typename: "SubscriptionBillingAttemptUnexpectedError", message: errorMessage ?? "Unexpected" }
        : { __typename: "SubscriptionBillingAttemptPaymentError", code: errorCode.toUpperCase() },
  }),
  challenged: () => ({ __typename: "SubscriptionBillingAttemptActionRequiredState", action: null }),
  pending: () => ({ __typename: "SubscriptionBillingAttemptPendingState" }),
};
