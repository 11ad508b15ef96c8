// Who moved the date of the next order? What a pause, skip, payment or return does to it is a part of that event; what
// somebody moved by hand is an event of its own. Both come as an `update`, before or after the webhook that explains
// it, so an unexplained move is held back for a moment.
import type { ContractState } from "./contract-state.ts";
import { dateMoved, diffContracts, type FamilyChange } from "./diff.ts";
import { areClose, isOlder } from "./history.ts";
import type { ContractSnapshot, Policy } from "./snapshot.ts";

/** How far apart Shopify's times of one action may be. */
export const ONE_ACTION_MS = 30_000;
/** Webhooks of one action come within seconds of each other. */
export const HOLD_MS = 10_000;

export interface Told {
  state: ContractState;
  /** what is to be told of it now */
  changes: FamilyChange[];
}

/** An `update`, or an edit of a cycle, shows the contract as `next`. */
export function takeUpdate(state: ContractState, next: ContractSnapshot, triggeredAt: Date, now: Date): Told {
  const { snapshot, held } = state;
  if (snapshot === null) return { state: { ...state, snapshot: next }, changes: [] };
  if (isStale(next, snapshot)) return { state, changes: [] };
  if (snapshot.dateUnsure && next.lines !== null) {
    const { dateUnsure: _, ...sure } = withDateOf(snapshot, next);
    return takeUpdate({ ...state, snapshot: sure }, next, triggeredAt, now);
  }
  const after = { ...state, snapshot: next, version: state.version + 1 };
  if (held && new Date(held.until) <= now) {
    const rest = takeUpdate({ ...state, held: null }, next, triggeredAt, now);
    return told(rest.state, [...diffContracts(held.before, snapshot), ...rest.changes]);
  }
  if (!dateMoved(snapshot, next))
    return held ? { state: after, changes: [] } : told(after, diffContracts(snapshot, next));
  const mover = state.movers.find((time) => isOfOneAction(time, triggeredAt.toISOString(), next.shownAt));
  if (mover !== undefined || isNormalStep(snapshot, next, triggeredAt)) {
    const step = stepFrom(snapshot, triggeredAt, next);
    const movers = state.movers.filter((time) => time !== mover);
    // What is told here is not told again with what is held.
    const rest = held && { ...held, before: withDateOf(next, held.before) };
    const explained = { ...after, step, movers, held: rest };
    return told(explained, diffContracts(withDateOf(snapshot, next), next));
  }
  const holding = held ?? {
    before: snapshot,
    triggeredAt: triggeredAt.toISOString(),
    until: new Date(now.getTime() + HOLD_MS).toISOString(),
  };
  return { state: { ...after, held: holding }, changes: [] };
}

const told = (state: ContractState, changes: FamilyChange[]): Told => ({ state, changes });

/**
 * Something that may move the date happened; `next` is the contract as it is now, if Shopify was asked. Only the date
 * is taken over: any other difference belongs to an `update` that is still to come.
 */
export function takeMover(state: ContractState, next: ContractSnapshot | null, triggeredAt: Date): Told {
  const { held, snapshot } = state;
  if (held && snapshot && isOfOneAction(triggeredAt.toISOString(), held.triggeredAt, snapshot.shownAt)) {
    const changes = diffContracts(withDateOf(held.before, snapshot), snapshot);
    const step = stepFrom(held.before, triggeredAt, next);
    return { state: takeDate({ ...state, held: null, step }, next), changes };
  }
  if (snapshot && next && !isStale(next, snapshot) && dateMoved(snapshot, next))
    return told(takeDate({ ...state, step: stepFrom(snapshot, triggeredAt, next) }, next), []);
  const times = [...new Set([...state.movers, triggeredAt.toISOString()])];
  const movers = times.filter((time) => areClose(time, triggeredAt, ONE_ACTION_MS));
  return told(takeDate({ ...state, movers }, next), []);
}

/** Whatever happened from the webhook's time until Shopify was asked may have moved the date that it showed. */
export const isOfOneAction = (time: string, from: string, to: string): boolean =>
  Date.parse(time) >= Date.parse(from) - ONE_ACTION_MS && Date.parse(time) <= Date.parse(to) + ONE_ACTION_MS;

const stepFrom = ({ nextOrderDate }: ContractSnapshot, triggeredAt: Date, next: ContractSnapshot | null) => ({
  from: nextOrderDate,
  triggeredAt: triggeredAt.toISOString(),
  shownAt: next?.shownAt ?? triggeredAt.toISOString(),
});

function takeDate(state: ContractState, next: ContractSnapshot | null): ContractState {
  const { snapshot, replaced } = state;
  if (!next) return state;
  if (!snapshot) return { ...state, snapshot: next };
  if (isStale(next, snapshot)) return state;
  const taken = { ...state, snapshot: withDateOf(snapshot, next) };
  return replaced
    ? { ...taken, replaced: { ...replaced, before: withDateOf(replaced.before, next) } }
    : taken;
}

/** What a held change comes to when nothing has explained it. */
export function releaseHeld(state: ContractState): Told {
  const { held, snapshot } = state;
  const changes = held && snapshot ? diffContracts(held.before, snapshot) : [];
  return { state: { ...state, held: null }, changes };
}

/** An older revision never overwrites a newer one; without revisions the time tells. */
function isStale(next: ContractSnapshot, known: ContractSnapshot): boolean {
  if (next.revision !== null && known.revision !== null) return isOlder(next.revision, known.revision);
  return next.revision === null && next.seenAt < known.seenAt;
}

const withDateOf = (snapshot: ContractSnapshot, { nextOrderDate }: ContractSnapshot): ContractSnapshot => ({
  ...snapshot,
  nextOrderDate,
});

const STEP_MARGIN_MS = 26 * 60 * 60_000;
const DUE_MARGIN_MS = 60 * 60_000;

/**
 * The date was due and is now one period later, as after a payment of which no webhook came. Where nobody says how long
 * the period is, any later date will do.
 */
export function isNormalStep(before: ContractSnapshot, after: ContractSnapshot, triggeredAt: Date): boolean {
  if (!before.nextOrderDate || !after.nextOrderDate) return false;
  const [due, next] = [new Date(before.nextOrderDate), Date.parse(after.nextOrderDate)];
  if (due.getTime() > triggeredAt.getTime() + DUE_MARGIN_MS) return false;
  if (!before.billing) return next > due.getTime();
  return Math.abs(next - addPeriod(due, before.billing).getTime()) <= STEP_MARGIN_MS;
}

const DAYS: Record<string, number> = { day: 1, week: 7 };
const MONTHS: Record<string, number> = { month: 1, year: 12 };

function addPeriod(date: Date, { interval, interval_count: count }: Policy): Date {
  const later = new Date(date);
  later.setUTCDate(later.getUTCDate() + (DAYS[interval] ?? 0) * count);
  later.setUTCMonth(later.getUTCMonth() + (MONTHS[interval] ?? 0) * count);
  return later;
}
