// PURE: what an endpoint's attempts say of its health (contract §1, "Failing").
import type { NoticeKind } from "../../endpoints/insert-notices.ts";

/** Failures since the last success; null while there are none. */
export interface Streak {
  failures: number;
  firstAt: Date;
  /** the first few different events among them */
  events: string[];
  /** whether the notice was given */
  failing: boolean;
}

export interface HealthFact {
  succeeded: boolean;
  /** whether a failure counts: of the schedule, not asked for by a person, no replay, no test */
  automatic: boolean;
  /** 410: the receiver wants nothing more */
  gone: boolean;
  /** the schedule of its delivery is used up */
  exhausted: boolean;
  eventId: string;
}

export interface Health<F extends HealthFact> {
  streak: Streak | null;
  /** with the attempt that made them */
  notices: { kind: NoticeKind; fact: F; since: Date | null; whileFailing: boolean }[];
  disable: { reason: "failing" | "gone"; fact: F } | null;
}

const FAILING_AFTER = 4;
export const DISABLED_AFTER_MS = 5 * 24 * 3_600_000;
const DISABLED_AFTER_EVENTS = 3;

/** `facts`: one endpoint's, in the order in which they ended. */
export function judgeHealth<F extends HealthFact>(before: Streak | null, facts: F[], now: Date): Health<F> {
  const health: Health<F> = { streak: before, notices: [], disable: null };
  for (const fact of facts) {
    if (fact.succeeded) succeed(health, fact);
    else if (fact.gone) health.disable ??= { reason: "gone", fact };
    else if (fact.automatic) fail(health, fact, now);
    if (fact.exhausted) note(health, "exhausted", fact);
  }
  return health;
}

function succeed<F extends HealthFact>(health: Health<F>, fact: F): void {
  if (health.streak?.failing) note(health, "recovered", fact);
  health.streak = null;
}

function fail<F extends HealthFact>(health: Health<F>, fact: F, now: Date): void {
  const { failures = 0, firstAt = now, events = [], failing = false } = health.streak ?? {};
  const isFailing = failing || failures + 1 >= FAILING_AFTER;
  health.streak = {
    failures: failures + 1,
    firstAt,
    events: [...new Set([...events, fact.eventId])].slice(0, DISABLED_AFTER_EVENTS),
    failing: isFailing,
  };
  if (failures === 0) note(health, "first_failure", fact);
  if (isFailing && !failing) note(health, "failing", fact);
  if (isHopeless(health.streak, now)) health.disable ??= { reason: "failing", fact };
}

/** Failing for five days, and not because of one event alone. */
const isHopeless = ({ firstAt, events }: Streak, now: Date): boolean =>
  now.getTime() - firstAt.getTime() >= DISABLED_AFTER_MS && events.length >= DISABLED_AFTER_EVENTS;

function note<F extends HealthFact>(health: Health<F>, kind: NoticeKind, fact: F): void {
  const { firstAt = null, failing = false } = health.streak ?? {};
  health.notices.push({ kind, fact, since: firstAt, whileFailing: failing });
}
