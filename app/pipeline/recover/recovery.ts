// The words of recoveries, as their row in the database says them.
import { firstIdAt, type IdPrefix } from "../../db/ids.ts";
import type { DeliveryMatch } from "../../db/match-deliveries.ts";

/**
 * failed: deliveries that failed or were discarded · missing: events that have no delivery at the endpoint · filter:
 * ended deliveries of a filter.
 */
export type RecoveryKind = "failed" | "missing" | "filter";

export type EndedStatus = "succeeded" | "failed" | "discarded";

/** Why it ended before it was through. */
export type CancelReason = "merchant" | "endpoint_disabled" | "endpoint_deleted";

/** The JSON text in `filter`. Times are RFC 3339; ids sort by time, so a window is a range of ids. */
export interface StoredFilter {
  since: string;
  until: string;
  /** of the include `filter`: which deliveries of the window */
  match?: DeliveryMatch | undefined;
  /** counting stopped at `total`: there may be more */
  more?: true | undefined;
  cancelledBecause?: CancelReason | undefined;
}

/** A recovery that is to go on, its row locked. */
export interface RunningRecovery {
  id: string;
  shopId: string;
  endpointId: string;
  include: RecoveryKind;
  filter: StoredFilter;
  /** the last id that was looked at */
  position: string | null;
}

/** What a batch came to. */
export interface BatchResult {
  position: string;
  /** are due now */
  done: number;
  /** were left alone: no payload any more, waiting already, or in flight */
  skipped: number;
  /** nothing is left to look at */
  finished: boolean;
}

/** Ids per transaction that are made due. */
export const BATCH = 500;
/** Rows per transaction that are looked at for them. */
export const LOOK = 5_000;

/** SQL. What the guard against loops withheld stays so: all of it at once could go round through Flow for ever. */
export const NOT_WITHHELD = "coalesce(last_reason, '') not in ('flow_origin', 'flow_hops')";

const ENDED: EndedStatus[] = ["succeeded", "failed", "discarded"];

/** Which deliveries it is about. Pending ones are on their way by themselves. */
export function matchOf(include: RecoveryKind, { match }: Pick<StoredFilter, "match">): DeliveryMatch {
  if (include === "failed") return { statuses: ["failed", "discarded"] };
  const { statuses = [] } = match ?? {};
  return { ...match, statuses: ENDED.filter((one) => statuses.length === 0 || statuses.includes(one)) };
}

/** The ids after `from` and before `to` are those of the window that are still to be looked at. */
export function idRange(
  prefix: IdPrefix,
  { since, until }: Pick<StoredFilter, "since" | "until">,
  position: string | null = null,
): { from: string; to: string } {
  return { from: position ?? firstIdAt(prefix, new Date(since)), to: firstIdAt(prefix, new Date(until)) };
}
