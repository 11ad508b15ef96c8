// In: what Shopify says of a contract, and what is remembered of it. Out: what no webhook told.
import { contractState, isNewer } from "../pipeline/mapping/contracts/contract-state.ts";
import { isOlder, type Known, toStatus } from "../pipeline/mapping/contracts/history.ts";
import type { ChangedContract } from "../shopify/reconcile/list-contracts.ts";
import { isWithin, type Window } from "./window.ts";

/** One of subscription_contracts/*, with the revision that its webhook would have. */
export interface Transition {
  action: "create" | "update" | "activate" | "pause" | "cancel" | "expire" | "fail";
  revision: string;
}

const ACTIONS = {
  active: "activate",
  paused: "pause",
  cancelled: "cancel",
  expired: "expire",
  failed: "fail",
} as const;

/** `state`: of the part CONTRACT_PART. In the order in which they should be told. */
export function findMissingTransitions(
  contract: ChangedContract,
  state: unknown,
  window: Window,
): Transition[] {
  const known = contractState(state);
  const { revision } = contract;
  const found: Transition[] = [];
  if (known.history.created === null && isWithin(contract.createdAt, window))
    found.push({ action: "create", revision: known.history.known[0]?.revision ?? revision });
  if (!isWithin(contract.updatedAt, window)) return found;
  found.push(...statusChange(contract, known.history.known));
  // A contract that was never seen is only remembered: its `update` makes no event.
  if (isNewer(revision, known)) found.push({ action: "update", revision });
  return found;
}

/** A change of the status that only an `update` showed, or nothing at all. Of a first status nothing changed. */
function statusChange({ status: name, revision }: ChangedContract, known: Known[]): Transition[] {
  const status = toStatus(name);
  const last = known.at(-1);
  if (!status || !last) return [];
  if (last.status !== status)
    return isOlder(last.revision, revision) ? [{ action: ACTIONS[status], revision }] : [];
  const before = known.findLastIndex((entry) => entry.status !== status);
  const since = known.slice(before + 1);
  const isTold = before < 0 || since.some((entry) => !entry.untold);
  return isTold ? [] : [{ action: ACTIONS[status], revision: since[0]?.revision ?? revision }];
}
