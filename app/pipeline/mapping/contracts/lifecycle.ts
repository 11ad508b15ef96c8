// subscription_contracts/create, activate, pause, cancel, expire, fail. Each makes its event once, however late it
// comes.

import { idText, type Payload } from "../../../topics/parse-payload.ts";
import type { EventDraft, MapInput, MapOutput, Mapper } from "../draft.ts";
import { gidOf } from "../read-payload.ts";
import { holdActivation, meaningOf, takeActivations } from "./activation.ts";
import { topicsOf } from "./contract-kind.ts";
import { type ContractState, contractState } from "./contract-state.ts";
import { takeMover } from "./date-story.ts";
import { giftOfContract } from "./gift.ts";
import { type ContractStatus, revisionOf, toStatus, wasFound, withStatus } from "./history.ts";
import { answeredSnapshot, shownSnapshot, withKind } from "./look.ts";
import { finish, tellUpdate } from "./outcome.ts";
import { isReported, type KnownReport } from "./report.ts";
import { tell } from "./tell.ts";

type Action = "create" | "activate" | "pause" | "cancel" | "expire" | "fail";

/** What a lifecycle webhook says even when its payload does not. */
const STATUS_OF: Partial<Record<Action, ContractStatus>> = {
  activate: "active",
  pause: "paused",
  cancel: "cancelled",
  expire: "expired",
  fail: "failed",
};

const EVENTS_OF: Record<Action, readonly string[]> = {
  create: ["created", "gifted"],
  activate: ["activated", "reactivated"],
  pause: ["paused"],
  cancel: ["cancelled"],
  expire: ["expired"],
  fail: ["failed"],
};

export function contractMapper(action: Action): Mapper {
  return {
    part: "contract",
    // A later webhook may settle what an open activation was, and a mover what a held change was.
    makes: [...EVENTS_OF[action], "activated", "reactivated", "updated", "upcoming_order"].flatMap(topicsOf),
    resource: contractOf,
    customer: contractOwner,
    asks: (payload) => ({ contract: contractOf(payload) ?? "" }),
    map: (input) => (action === "create" ? mapCreation(input) : mapTransition(action, input)),
  };
}

export const contractOf = (payload: Payload): string | undefined =>
  gidOf("SubscriptionContract", payload.admin_graphql_api_id, payload.id) ?? undefined;

export const contractOwner = (payload: Payload): string | null =>
  gidOf("Customer", payload.admin_graphql_api_customer_id, payload.customer_id);

function mapCreation(input: MapInput): MapOutput {
  const seen = learn(input, toStatus(input.payload.status), true);
  const state = { ...seen, snapshot: seen.snapshot ?? shownSnapshot(input, seen) };
  const { triggeredAt } = input;
  const gift = giftOfContract(input);
  const drafts = [
    ...tell(input, state, {
      event: "created",
      identity: "",
      triggeredAt,
      status: toStatus(input.payload.status),
    }),
    ...(gift ? tell(input, state, { event: "gifted", identity: "", triggeredAt, more: { gift } }) : []),
  ];
  return settleActivations(input, state, drafts);
}

function mapTransition(action: Exclude<Action, "create">, input: MapInput): MapOutput {
  const { payload, triggeredAt } = input;
  const status = STATUS_OF[action] ?? null;
  const revision = revisionOf(payload, triggeredAt);
  const isFound = status !== null && wasFound(contractState(input.state).history, { status, revision });
  const seen = learn(input, status, false);
  const { state, changes } = takeMover(seen, answeredSnapshot(input), triggeredAt);
  const drafts = tellUpdate(input, state, changes);
  if (isFound) return settleActivations(input, state, drafts);
  if (isReported(state.reported, status, { revision, triggeredAt }))
    return settleActivations(input, withConfirmed(state, state.reported, revision), drafts);
  if (action === "activate")
    return settleActivations(
      input,
      meaningOf(state.history, revision) === "nothing"
        ? state
        : holdActivation(state, revision, triggeredAt, input.now),
      drafts,
    );
  const identity = idText(payload.revision_id) ?? triggeredAt.toISOString();
  const event = EVENTS_OF[action][0] ?? "";
  return settleActivations(input, state, [
    ...drafts,
    ...tell(input, state, { event, identity, triggeredAt, status }),
  ]);
}

const withConfirmed = (state: ContractState, reported: KnownReport, revision: string): ContractState => ({
  ...state,
  reported: { ...reported, confirmedBy: revision },
});

/** The state with the status and the kind that this webhook shows. */
function learn(input: MapInput, status: ContractStatus | null, isCreation: boolean): ContractState {
  const state = withKind(contractState(input.state), input);
  if (status === null) return state;
  const revision = revisionOf(input.payload, input.triggeredAt);
  return {
    ...state,
    history: withStatus(
      state.history,
      { status, revision, ...(input.found && !isCreation && { found: true as const }) },
      isCreation ? input.triggeredAt : null,
    ),
  };
}

/** Adds the events of activations whose meaning is clear by now. */
function settleActivations(input: MapInput, before: ContractState, drafts: EventDraft[]): MapOutput {
  const { state, taken } = takeActivations(before);
  return finish(input, state, [...drafts, ...tellActivations(input, state, taken)]);
}

export function tellActivations(
  input: MapInput,
  state: ContractState,
  taken: ReturnType<typeof takeActivations>["taken"],
): EventDraft[] {
  return taken.flatMap(({ activation, meaning }) => {
    if (meaning === "nothing") return [];
    const triggeredAt = new Date(activation.triggeredAt);
    return tell(input, state, {
      event: meaning,
      identity: activation.revision,
      triggeredAt,
      status: "active",
    });
  });
}
