// What a contract's webhook shows of the contract.

import { idText } from "../../../topics/parse-payload.ts";
import type { MapInput } from "../draft.ts";
import type { ContractLine } from "../questions.ts";
import { isMembershipLine, kindOf } from "./contract-kind.ts";
import type { ContractState } from "./contract-state.ts";
import { type ContractSnapshot, snapshotOf, snapshotOfPayload } from "./snapshot.ts";

/** Shopify's answer as a snapshot; null when there is none. */
export function answeredSnapshot(input: MapInput): ContractSnapshot | null {
  const { answers, rules } = input;
  if (answers.contract?.kind !== "known") return null;
  return snapshotOf(answers.contract.value, (line: ContractLine) => isMembershipLine(line, rules), input);
}

/** The answer, else what the webhook itself says of the contract. */
export function shownSnapshot(input: MapInput, state: ContractState): ContractSnapshot {
  const { payload, triggeredAt } = input;
  const revision = idText(payload.revision_id);
  return answeredSnapshot(input) ?? snapshotOfPayload(payload, { revision, triggeredAt }, state.snapshot);
}

/** The kind by today's rule; without an answer the last known one holds. */
export function withKind(state: ContractState, { answers, rules }: MapInput): ContractState {
  if (answers.contract?.kind !== "known") return state;
  return { ...state, kind: kindOf(answers.contract.value.lines, rules) };
}
