// Lists the app's own contracts that changed, and billing attempts. What their webhooks carry stands in the lists.
import type { Talk } from "../ask/talk.ts";
import {
  BillingAttemptsDocument,
  type BillingAttemptsQuery,
  ChangedContractsDocument,
} from "../generated/operations.ts";
import type { Changed, Page, Request } from "./list-changed.ts";
import { inSeconds, toPage } from "./page.ts";

export interface ChangedContract extends Changed {
  /** as Shopify writes it */
  status: string;
  /** a big integer as text */
  revision: string;
  currency: string;
  /** gid */
  customer: string | null;
}

export interface BillingAttempt extends Changed {
  /** gid */
  contract: string;
  /** the end that it came to, as webhooks are named; null while it has none */
  end: "success" | "failure" | "challenged" | null;
  idempotencyKey: string;
  /** gid; of a success */
  order: string | null;
  errorCode: string | null;
  errorMessage: string | null;
}

export async function listContracts(talk: Talk, request: Request): Promise<Page<ChangedContract>> {
  const mayCustomers = talk.may("read_customers");
  const answer = await talk.send(ChangedContractsDocument, { ...request, mayCustomers });
  return toPage(answer.subscriptionContracts, (contract) => ({
    id: contract.id,
    createdAt: inSeconds(contract.createdAt),
    updatedAt: inSeconds(contract.updatedAt),
    status: contract.status,
    revision: String(contract.revisionId),
    currency: contract.currencyCode,
    customer: contract.customer?.id ?? null,
  }));
}

/** Shopify lists them by their making alone. `updatedAt`: when the attempt ended. */
export async function listAttempts(talk: Talk, request: Request): Promise<Page<BillingAttempt>> {
  const mayOrders = talk.may("read_orders");
  const answer = await talk.send(BillingAttemptsDocument, { ...request, mayOrders });
  return toPage(answer.subscriptionBillingAttempts, (attempt) => ({
    id: attempt.id,
    createdAt: inSeconds(attempt.createdAt),
    updatedAt: inSeconds(attempt.completedAt ?? attempt.createdAt),
    contract: attempt.subscriptionContract.id,
    idempotencyKey: attempt.idempotencyKey,
    ...readState(attempt.state),
  }));
}

type State = BillingAttemptsQuery["subscriptionBillingAttempts"]["nodes"][number]["state"];

const NOTHING = { order: null, errorCode: null, errorMessage: null };

function readState(state: State): Pick<BillingAttempt, "end" | "order" | "errorCode" | "errorMessage"> {
  switch (state.__typename) {
    case "SubscriptionBillingAttemptSuccessState":
      return { ...NOTHING, end: "success", order: state.order?.id ?? null };
    case "SubscriptionBillingAttemptFailedState":
      return { ...NOTHING, end: "failure", ...readError(state.error) };
    case "SubscriptionBillingAttemptActionRequiredState":
      return { ...NOTHING, end: "challenged" };
    case "SubscriptionBillingAttemptPendingState":
      return { ...NOTHING, end: null };
  }
}

type FailedState = Extract<State, { __typename: "SubscriptionBillingAttemptFailedState" }>;

/** Each kind of error has codes of its own. */
function readError(error: FailedState["error"]) {
  const codes = Object.entries(error).flatMap(([name, value]) => (name.endsWith("Code") ? [value] : []));
  const message = "message" in error ? error.message : null;
  return { errorCode: codes[0]?.toLowerCase() ?? null, errorMessage: message };
}
