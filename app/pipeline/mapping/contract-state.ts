// What is remembered of a contract. Webhooks come in any order, so a question is always asked about a revision: what
// was the status before it, and had the contract been active by then?

export type ContractStatus = "active" | "paused" | "cancelled" | "expired" | "failed";

/** Revisions are big integers as text. */
interface Known {
  status: ContractStatus;
  revision: string;
}

export interface ContractState {
  current: Known;
  previous: Known | null;
  /** the revision of its making, if that was seen */
  created: string | null;
  /** the first revision at which it was seen active */
  activeSince: string | null;
}

const STATUSES: readonly string[] = ["active", "paused", "cancelled", "expired", "failed"];

export function toStatus(value: unknown): ContractStatus | null {
  const status = typeof value === "string" ? value.toLowerCase() : "";
  return STATUSES.includes(status) ? (status as ContractStatus) : null;
}

export const parseContractState = (text: string | null): ContractState | null =>
  text === null ? null : (JSON.parse(text) as ContractState);

/** The status just before `revision`; null when that is not known. */
export function statusBefore(state: ContractState | null, revision: string): ContractStatus | null {
  const candidates = [state?.current, state?.previous];
  return candidates.find((known) => known && isOlder(known.revision, revision))?.status ?? null;
}

export function wasActiveBefore(state: ContractState, revision: string): boolean {
  return state.activeSince !== null && isOlder(state.activeSince, revision);
}

/** What is known after seeing `seen`. An older revision never overwrites a newer one. */
export function withStatus(state: ContractState | null, seen: Known, isCreation: boolean): ContractState {
  const { status, revision } = seen;
  const since = state?.activeSince ?? null;
  const isEarliest = status === "active" && (since === null || isOlder(revision, since));
  const history = {
    created: isCreation ? revision : (state?.created ?? null),
    activeSince: isEarliest ? revision : since,
  };
  if (!state) return { current: seen, previous: null, ...history };
  const { current, previous } = state;
  if (isOlder(current.revision, revision)) return { current: seen, previous: current, ...history };
  if (current.revision === revision) return { current: seen, previous, ...history };
  const keepsPrevious = previous !== null && !isOlder(previous.revision, revision);
  return { current, previous: keepsPrevious ? previous : seen, ...history };
}

const isOlder = (a: string, b: string): boolean => BigInt(a) < BigInt(b);
