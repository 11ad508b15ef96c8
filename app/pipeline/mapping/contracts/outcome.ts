import type { EventDraft, MapInput, MapOutput } from "../draft.ts";
import { hashOf } from "../read-payload.ts";
import type { ContractState } from "./contract-state.ts";
import type { FamilyChange } from "./diff.ts";
import { dueAtOf } from "./due.ts";
import { tell } from "./tell.ts";

export function finish(input: MapInput, state: ContractState, drafts: EventDraft[]): MapOutput {
  return { drafts, state, dueAt: dueAtOf(state, input.rules) };
}

/** `updated` for these changes; with a moved date `next_order_date_changed` too, as one action. */
export function tellUpdate(
  input: MapInput,
  state: ContractState,
  changes: FamilyChange[],
  triggeredAt: Date = input.triggeredAt,
): EventDraft[] {
  if (changes.length === 0) return [];
  const identity = `${state.snapshot?.revision ?? ""}|${state.version}|${hashOf(state.snapshot)}`;
  const dateChange = changes.filter(({ reason }) => reason === "next_order_date_changed");
  if (dateChange.length === 0)
    return tell(input, state, { event: "updated", identity, triggeredAt, changes });
  const action = `update|${identity}`;
  return [
    ...tell(input, state, { event: "updated", identity, triggeredAt, changes, action }),
    ...tell(input, state, {
      ...{ event: "next_order_date_changed", identity, triggeredAt, action },
      changes: dateChange,
    }),
  ];
}
