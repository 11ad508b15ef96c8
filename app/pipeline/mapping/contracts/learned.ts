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
 * that is newer than the list, or the same, or about to be told.
 */
export function withLearned(
  state: unknown,
  { status: name, lines, ...learned }: Learned,
  rules: Rules,
): ContractState | undefined {
  const known = contractState(state);
  const { revision } = learned;
  const { snapshot: before } = known;
  const isNews = before?.revision == null || isOlder(before.revision, revision);
  if (!isNews || known.held) return undefined;
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
    ...(before && { replaced: { before, revision } }),
  };
}

/**
 * What an `update` of this revision is compared with. The list may show a change whose `update` comes after it: that one is
 * a change of what was known before. A newer one is a change of what the list showed.
 */
export function withoutLearned({ replaced, ...state }: ContractState, revision: string): ContractState {
  const isStillShown = replaced !== undefined && state.snapshot?.revision === replaced.revision;
  return isStillShown && !isOlder(replaced.revision, revision)
    ? { ...state, snapshot: replaced.before }
    : state;
}
