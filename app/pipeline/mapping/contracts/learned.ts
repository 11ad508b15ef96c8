// What Shopify's list of all contracts says of one, taken over without an event.

import type { Rules } from "../../../rules/rules-schema.ts";
import { kindOf, type RuledLine } from "./contract-kind.ts";
import { type ContractState, contractState, isNewer } from "./contract-state.ts";
import { isOlder, toStatus, withStatus } from "./history.ts";
import type { ContractSnapshot } from "./snapshot.ts";

/** Without its billing cycles the snapshot's date may be another one than the next webhook shows. */
export type Learned = Omit<ContractSnapshot, "lines" | "dateUnsure"> & {
  revision: string;
  /** Shopify's */
  status: string;
  lines: Record<string, RuledLine & NonNullable<ContractSnapshot["lines"]>[string]>;
};

/**
 * `state`: what is known of the contract; of a time in which nobody watched it may be long out of date. undefined when
 * that is newer than the list, or the same.
 */
export function withLearned(
  state: unknown,
  { status: name, lines, ...learned }: Learned,
  rules: Rules,
): ContractState | undefined {
  const known = contractState(state);
  const { revision } = learned;
  const seen = known.snapshot?.revision ?? null;
  if (seen !== null && !isOlder(seen, revision)) return undefined;
  const status = toStatus(name);
  const kept = Object.entries(lines).map(
    ([id, { productTags: _tags, sellingPlanGroups: _groups, ...line }]) => [id, line],
  );
  return {
    ...known,
    history:
      status && isNewer(revision, known)
        ? withStatus(known.history, { status, revision }, null)
        : known.history,
    snapshot: { ...learned, lines: Object.fromEntries(kept), dateUnsure: true },
    kind: kindOf(Object.values(lines), rules),
  };
}
