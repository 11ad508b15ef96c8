// What is remembered of a contract: ids, statuses, dates, amounts; nothing personal.
import type { ContractKind } from "./contract-kind.ts";
import { type History, isOlder, NO_HISTORY } from "./history.ts";
import type { KnownReport } from "./report.ts";
import type { ContractSnapshot } from "./snapshot.ts";

/** of a resource's state */
export const CONTRACT_PART = "contract";

/** A date moved, and whether a pause, skip or payment moved it is still open. */
interface HeldChange {
  /** what it was like before */
  before: ContractSnapshot;
  /** of the webhook that told it; RFC 3339 */
  triggeredAt: string;
  until: string;
}

/** An activation of which it is still open whether it is a return, the first one, or a part of the creation. */
export interface OpenActivation {
  revision: string;
  triggeredAt: string;
  /** null when its time is up and only a late webhook can still give it a meaning */
  until: string | null;
}

export interface ContractState {
  history: History;
  snapshot: ContractSnapshot | null;
  kind: ContractKind;
  /** counts the accepted changes of the snapshot */
  version: number;
  held: HeldChange | null;
  /** the last move of the date that was no event of its own */
  step: { from: string | null; triggeredAt: string; shownAt: string } | null;
  /** times of what may move the date and has not explained a move yet; RFC 3339 */
  movers: string[];
  activations: OpenActivation[];
  /** the date and lead time for which an upcoming order was looked into */
  upcoming: string | null;
  /** what the list of all contracts took the place of, until an `update` tells which of the two it is a change of */
  replaced?: { before: ContractSnapshot; revision: string };
  /** what workflows of Shopify Flow told, of another app's contract */
  reported?: KnownReport;
}

const NEW: ContractState = {
  history: NO_HISTORY,
  snapshot: null,
  kind: "subscription",
  version: 0,
  held: null,
  step: null,
  movers: [],
  activations: [],
  upcoming: null,
};

export const contractState = (state: unknown): ContractState => (state as ContractState | null) ?? NEW;

/** Whether the revision is newer than all that is known; of a contract that was never seen every one is. */
export function isNewer(revision: string, { history, snapshot }: ContractState): boolean {
  const newest = [history.known.at(-1)?.revision, snapshot?.revision].flatMap((one) => one ?? []);
  return newest.every((one) => isOlder(one, revision));
}
