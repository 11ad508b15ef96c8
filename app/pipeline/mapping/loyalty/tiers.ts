// A customer's tier, from segments, tags and presets. One move comes as several signals (left this segment, joined
// that), in any order: they are gathered for a minute and then compared with what was known before.

import { chosenFields } from "../../../rules/chosen-fields.ts";
import type { Rules } from "../../../rules/rules-schema.ts";
import type { FollowUp, SettleInput } from "../draft.ts";
import type { CustomerReading } from "./customer-readings.ts";
import { sourceOf } from "./read-preset.ts";
import { fold, highestOf, moveBetween } from "./tier-rank.ts";

export const TIER_MOVED = "carillon/tier_moved";

const GATHER_MS = 60_000;

/** Whether the customer is in the segment or has the tag; the name of a preset's tier. */
type Says = boolean | string | null;

interface Signal {
  says: Says;
  /** milliseconds */
  at: number;
  /** what it said when the tier was last settled */
  settled?: Says;
  /** how often it came through Shopify Flow's action, if it did */
  hops?: number;
}

export interface TierState {
  signals: Record<string, Signal>;
  tier: string | null;
  /** false until the first look, which only remembers */
  isKnown: boolean;
  /** milliseconds */
  gatherUntil: number | null;
}

export interface Said {
  source: string;
  says: Says;
  hops?: number;
}

export const segmentSource = (segment: string): string => `segment ${segment}`;
export const tagSource = (tag: string): string => `tag ${fold(tag)}`;
const presetSource = (source: string): string => `preset ${source}`;
/** What workflows of Shopify Flow say, as if it were a preset's. */
export const FLOW_SOURCE = "flow";

const UNKNOWN: TierState = { signals: {}, tier: null, isKnown: false, gatherUntil: null };

/** Takes in what sources say at `at`. The first change begins the gathering; later ones do not prolong it. */
export function hear(
  state: TierState | undefined,
  said: Said[],
  { at, now }: { at: Date; now: Date },
): TierState | undefined {
  let next = state;
  for (const { source, ...heard } of said)
    next = hearOne(next ?? UNKNOWN, source, { ...heard, at: at.getTime() }, now);
  return next;
}

function hearOne(state: TierState, source: string, heard: Signal, now: Date): TierState {
  const known = state.signals[source];
  if (known && !isNewer(heard, known)) return state;
  const isChange = !known || known.says !== heard.says;
  // An echo has not moved anything.
  const signal = isChange ? heard : { ...heard, ...(known.hops !== undefined && { hops: known.hops }) };
  return {
    ...state,
    signals: { ...state.signals, [source]: { ...known, ...signal } },
    gatherUntil: isChange ? (state.gatherUntil ?? now.getTime() + GATHER_MS) : state.gatherUntil,
  };
}

/** Of two that contradict each other at the same instant always the same one counts, whichever comes first. */
const isNewer = (heard: Signal, known: Signal): boolean =>
  heard.at > known.at || (heard.at === known.at && String(heard.says) > String(known.says));

/** What presets say. An app that never said anything has no say. */
export function saidByPresets(readings: CustomerReading[], state: TierState | undefined): Said[] {
  return readings.flatMap(({ source, reading }): Said[] => {
    const name = presetSource(source);
    if (reading.kind === "value") return [{ source: name, says: reading.text }];
    const isEnd = reading.kind === "none" || (reading.kind === "absent" && state?.signals[name]);
    return isEnd ? [{ source: name, says: null }] : [];
  });
}

export interface Settled {
  state: TierState;
  followUps: FollowUp[];
}

/**
 * Compares the highest tier with the known one. What Flow says for the first time is only remembered. The event itself
 * waits for what Shopify says about the customer.
 */
export function settleTier(state: TierState, { resource, rules, now }: SettleInput): Settled {
  const heard = withoutFirstOfFlow(state);
  const to = highestOf(namesOf(heard, rules), rules);
  const move = state.isKnown ? moveBetween(state.tier, to, rules) : null;
  const news = newsOf(heard);
  const at = news.length > 0 ? Math.max(...news.map((signal) => signal.at)) : now.getTime();
  const hops = Math.max(0, ...news.map((signal) => signal.hops ?? 0));
  const tier = highestOf(namesOf(state, rules), rules)?.name ?? null;
  return {
    state: { signals: settleSignals(state), tier, isKnown: true, gatherUntil: null },
    followUps: move ? [moved(resource, { move, at, hops, from: state.tier, to: to?.name ?? null })] : [],
  };
}

function withoutFirstOfFlow(state: TierState): TierState {
  const { [presetSource(FLOW_SOURCE)]: flow, ...others } = state.signals;
  return flow?.settled === undefined ? { ...state, signals: others } : state;
}

function namesOf({ signals }: TierState, rules: Rules): string[] {
  const isOn = (source: string) => signals[source]?.says === true;
  const listed = rules.loyalty.tiers.filter(
    ({ segment, tag }) =>
      (segment !== null && isOn(segmentSource(segment))) || (tag !== null && isOn(tagSource(tag))),
  );
  const sources = [...chosenFields(rules, "customer", ["tier"]).map(sourceOf), FLOW_SOURCE];
  const presets = sources.map((source) => signals[presetSource(source)]?.says);
  return [...listed.map(({ name }) => name), ...presets.filter((says) => typeof says === "string")];
}

/** The signals that say something new. */
const newsOf = ({ signals }: TierState): Signal[] =>
  Object.values(signals).filter(({ says, settled }) => says !== settled);

const settleSignals = ({ signals }: TierState): TierState["signals"] =>
  Object.fromEntries(
    Object.entries(signals).map(([source, { says, at }]) => [source, { says, at, settled: says }]),
  );

interface Move {
  move: "changed" | "lost";
  at: number;
  hops: number;
  from: string | null;
  to: string | null;
}

function moved(customer: string, { move, at, hops, from, to }: Move): FollowUp {
  const payload = {
    ...{ customer, move, at: new Date(at).toISOString(), tier: to, previous_tier: from },
    ...(hops > 0 && { flow_hops: hops }),
  };
  return { topic: TIER_MOVED, payload, key: JSON.stringify(payload) };
}
