// subscription_contracts/*. A lifecycle webhook makes its event once, however late it comes; an `update` only teaches
// the state.
import { contractData } from "./contract-data.ts";
import {
  type ContractState,
  type ContractStatus,
  parseContractState,
  statusBefore,
  toStatus,
  wasActiveBefore,
  withStatus,
} from "./contract-state.ts";
import type { EventDraft, MapInput, MapOutput, Mapper } from "./draft.ts";
import { idText, type Payload } from "./parse-payload.ts";
import { gidOf } from "./read-payload.ts";

/** What a lifecycle webhook says even when its payload does not. */
const STATUS_OF: Record<string, ContractStatus> = {
  activate: "active",
  pause: "paused",
  cancel: "cancelled",
  expire: "expired",
  fail: "failed",
};

const EVENT_OF: Record<string, string> = {
  create: "created",
  pause: "paused",
  cancel: "cancelled",
  expire: "expired",
  fail: "failed",
};

/** `action`: what follows subscription_contracts/ */
export function contractMapper(action: string): Mapper {
  return {
    resource: (payload) =>
      gidOf("SubscriptionContract", payload.admin_graphql_api_id, payload.id) ?? undefined,
    customer: customerOf,
    map: (input) => mapContract(action, input),
  };
}

function mapContract(action: string, input: MapInput): MapOutput {
  const state = parseContractState(input.state);
  const status = STATUS_OF[action] ?? toStatus(input.payload.status);
  const given = idText(input.payload.revision_id);
  // Old API versions send no revision. Then nothing can be put in order: what the webhook says is taken for the present
  // and its time tells it apart, and a resume may go unnoticed.
  const revision = given ?? state?.current.revision ?? "0";
  const identity = given ?? input.triggeredAt.toISOString();
  const event = action === "activate" ? activation(state, revision) : EVENT_OF[action];
  const next = status ? withStatus(state, { status, revision }, action === "create") : state;
  return {
    drafts: event ? [draft(event, status, identity, input)] : [],
    state: next && JSON.stringify(next),
  };
}

/** Which event an activation is; none when it only accompanies the making of an active contract. */
function activation(state: ContractState | null, revision: string): string | undefined {
  if (statusBefore(state, revision) === "active" || state?.created === revision) return undefined;
  const isFirst = state !== null && state.created !== null && !wasActiveBefore(state, revision);
  return isFirst ? "activated" : "reactivated";
}

function draft(event: string, status: ContractStatus | null, identity: string, input: MapInput): EventDraft {
  const { payload, resource, triggeredAt } = input;
  const customer = customerOf(payload);
  const key = `subscription/${event}|${resource}`;
  return {
    topic: `subscription/${event}`,
    key: event === "created" ? key : `${key}|${identity}`,
    resource,
    customer,
    triggeredAt,
    environment: "live",
    data: contractData({ id: resource, status, customer, payload }),
  };
}

const customerOf = (payload: Payload) =>
  gidOf("Customer", payload.admin_graphql_api_customer_id, payload.customer_id);
