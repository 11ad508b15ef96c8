// What an activation is: a part of the creation, the first one, or a return. As long as that depends on a webhook that
// may still be on its way, the activation is kept open.
import type { ContractState, OpenActivation } from "./contract-state.ts";
import { HOLD_MS } from "./date-story.ts";
import { areClose, type History, statusBefore, wasActiveBefore } from "./history.ts";

type Meaning = "activated" | "reactivated" | "nothing";

/** Shopify activates what it has just made. */
const CREATION_MS = 60_000;
const MOST_OPEN = 5;

/** undefined while it may still turn out otherwise. */
export function meaningOf(history: History, revision: string): Meaning | undefined {
  if (history.created?.revision === revision)
    return history.created.status === "active" ? "nothing" : "activated";
  const before = statusBefore(history, revision);
  if (before === null || before === "active") return undefined;
  const isFirst = history.created !== null && !wasActiveBefore(history, revision);
  return isFirst ? "activated" : "reactivated";
}

/**
 * What an activation is taken for when nothing more came. One that came with the making says nothing new, and stays open
 * as long as the making itself, or a pause between the two, may still come. `createdAt`: of the contract, if Shopify said it.
 */
export function lastMeaningOf(
  history: History,
  { triggeredAt }: OpenActivation,
  createdAt: string | null,
): Meaning | undefined {
  const made = history.created?.at ?? createdAt;
  return areClose(made, new Date(triggeredAt), CREATION_MS) ? undefined : "reactivated";
}

export function holdActivation(
  state: ContractState,
  revision: string,
  triggeredAt: Date,
  now: Date,
): ContractState {
  if (state.activations.some((open) => open.revision === revision)) return state;
  const until = new Date(now.getTime() + HOLD_MS).toISOString();
  const activation = { revision, triggeredAt: triggeredAt.toISOString(), until };
  return { ...state, activations: [...state.activations, activation].slice(-MOST_OPEN) };
}

/**
 * Takes the activations out whose meaning is settled by now. `last`: what to take the others for whose time is up.
 */
export function takeActivations(
  state: ContractState,
  last: (activation: OpenActivation) => Meaning | undefined = () => undefined,
): { state: ContractState; taken: { activation: OpenActivation; meaning: Meaning }[] } {
  const taken = state.activations.flatMap((activation) => {
    const meaning = meaningOf(state.history, activation.revision) ?? last(activation);
    return meaning ? [{ activation, meaning }] : [];
  });
  const open = state.activations.filter(
    (activation) => !taken.some((item) => item.activation === activation),
  );
  return { state: { ...state, activations: open }, taken };
}
