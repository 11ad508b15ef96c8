// The statuses that a contract has had, by revision. Webhooks come in any order, so every question is about a
// revision: what was the status before it?
import { idText, type Payload } from "../../../topics/parse-payload.ts";
import { timeOf } from "../read-payload.ts";

export type ContractStatus = "active" | "paused" | "cancelled" | "expired" | "failed";

/** What a webhook said of the status. */
export interface Known {
  status: ContractStatus;
  /** a big integer as text */
  revision: string;
  /** Only an `update` showed it so far: no webhook of the change itself came. */
  untold?: true;
  /** Reconciliation told it, of a change with this revision or an older one. */
  found?: true;
}

export interface History {
  /** of the making, if that was seen, with the webhook's time (RFC 3339) */
  created: (Known & { at: string }) | null;
  /** oldest revision first */
  known: Known[];
}

export const NO_HISTORY: History = { created: null, known: [] };

/** A contract with more lifecycle webhooks than this within one confusion of order is not known. */
const MOST = 20;

const STATUSES: readonly string[] = ["active", "paused", "cancelled", "expired", "failed"];

export function toStatus(value: unknown): ContractStatus | null {
  const status = typeof value === "string" ? value.toLowerCase() : "";
  return STATUSES.includes(status) ? (status as ContractStatus) : null;
}

/** Old API versions send no revision: then the time puts webhooks in order. */
export function revisionOf(payload: Payload, triggeredAt: Date): string {
  return idText(payload.revision_id) ?? String(triggeredAt.getTime());
}

export const isOlder = (a: string, b: string): boolean => BigInt(a) < BigInt(b);

/** The status that held just before `revision`; null when none is known. */
export function statusBefore({ known }: History, revision: string): ContractStatus | null {
  return known.findLast((entry) => isOlder(entry.revision, revision))?.status ?? null;
}

export function wasActiveBefore({ known }: History, revision: string): boolean {
  return known.some((entry) => entry.status === "active" && isOlder(entry.revision, revision));
}

/** The newest status that is known. */
export const currentStatus = ({ known }: History): ContractStatus | null => known.at(-1)?.status ?? null;

/**
 * What is known after seeing `seen`. A lifecycle webhook outweighs an `update` of the same revision; an older revision
 * never takes the place of a newer one.
 */
export function withStatus(history: History, seen: Known, createdAt: Date | null): History {
  const others = history.known.filter(({ revision }) => revision !== seen.revision);
  const known = [...others, seen].sort((a, b) => (isOlder(a.revision, b.revision) ? -1 : 1));
  const created = createdAt ? { ...seen, at: createdAt.toISOString() } : history.created;
  return { created, known: known.slice(-MOST) };
}

/**
 * Whether reconciliation told of the change of which now a webhook comes: the next that is known after its revision is
 * the same status, found.
 */
export function wasFound({ known }: History, { status, revision }: Known): boolean {
  const next = known.find((entry) => isOlder(revision, entry.revision));
  return next?.found === true && next.status === status;
}

/** Whether two moments are so close that they may belong to one action. */
export function areClose(a: unknown, b: Date, withinMs: number): boolean {
  const time = timeOf(a);
  return time !== null && Math.abs(time - b.getTime()) <= withinMs;
}
