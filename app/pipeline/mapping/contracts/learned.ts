// A contract that was there before Carillon watched: what it was like then, without an event.

import type { Rules } from "../../../rules/rules-schema.ts";
import { kindOf, type RuledLine } from "./contract-kind.ts";
import { type ContractState, contractState } from "./contract-state.ts";
import { toStatus } from "./history.ts";
import type { ContractSnapshot } from "./snapshot.ts";

/** Without its billing cycles the snapshot's date may be another one than the next webhook shows. */
export type Learned = Omit<ContractSnapshot, "lines" | "dateUnsure"> & {
  revision: string;
  /** Shopify's */
  status: string;
  lines: Record<string, RuledLine & NonNullable<ContractSnapshot["lines"]>[string]>;
};

export function learnedState({ status: name, lines, ...snapshot }: Learned, rules: Rules): ContractState {
  const status = toStatus(name);
  const kept = Object.entries(lines).map(
    ([id, { productTags: _tags, sellingPlanGroups: _groups, ...line }]) => [id, line],
  );
  return {
    ...contractState(null),
    history: { created: null, known: status ? [{ status, revision: snapshot.revision }] : [] },
    snapshot: { ...snapshot, lines: Object.fromEntries(kept), dateUnsure: true },
    kind: kindOf(Object.values(lines), rules),
  };
}
