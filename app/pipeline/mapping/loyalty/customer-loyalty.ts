// Points, tier and wallet pass of a customer. All that is told about them shares one part of the customer's state.

import { chosenFields } from "../../../rules/chosen-fields.ts";
import type { MapInput, MapOutput, Mapper, SettleInput, Settler } from "../draft.ts";
import { hopsOf, withHops } from "../flow/run.ts";
import { gidOf, textOf } from "../read-payload.ts";
import { customerDraft } from "./customer-draft.ts";
import {
  answerReadings,
  type CustomerReading,
  eventCustomer,
  eventFields,
  eventLeftOut,
  eventReadings,
  MOVING,
} from "./customer-readings.ts";
import { movePoints, type PointsState } from "./points.ts";
import type { Subject } from "./read-preset.ts";
import { hear, type Said, saidByPresets, settleTier, type TierState } from "./tiers.ts";
import { moveWallet, type WalletState } from "./wallet.ts";

export const LOYALTY_CHECK = "carillon/loyalty_check";
const TIER_TOPICS = ["loyalty/tier_changed", "loyalty/tier_lost"] as const;

const TOPICS = [
  "loyalty/points_changed",
  ...TIER_TOPICS,
  "wallet_pass/installed",
  "wallet_pass/removed",
] as const;
const CHECK_MS = 10 * 60_000;

interface LoyaltyState {
  points?: PointsState;
  wallet?: WalletState;
  tier?: TierState | undefined;
}

/** Shared by everything that tells of a customer's loyalty. */
export const LOYALTY = { part: "loyalty", makes: TOPICS } as const;

/** Shopify's Event "Customer": a metafield has changed. */
export const loyaltyEventMapper: Mapper = {
  ...LOYALTY,
  resource: eventCustomer,
  customer: (payload) => eventCustomer(payload) ?? null,
  leavesOut: eventLeftOut,
  // A tier waits for its minute, and asks then.
  asks(payload, rules) {
    const customer = eventCustomer(payload);
    const isAsked = customer && eventFields(payload, rules, ["points", "wallet_pass"]).length > 0;
    return isAsked ? { customer } : {};
  },
  map: (input) => mapReadings(input, (subject) => eventReadings(input.payload, input.rules, subject)),
};

/** carillon/loyalty_check: looks at all that the presets read of a customer. */
export const loyaltyCheckMapper: Mapper = {
  ...LOYALTY,
  resource: ({ customer }) => gidOf("Customer", customer, null) ?? undefined,
  customer: ({ customer }) => gidOf("Customer", customer, null),
  leavesOut: (_payload, rules) => withoutPreset(rules),
  asks: ({ customer }) => (typeof customer === "string" ? { customer } : {}),
  map(input) {
    // An answer is as new as its asking, however long the question waited.
    const triggeredAt = new Date(input.answers.at ?? input.triggeredAt);
    return mapReadings({ ...input, triggeredAt }, (subject) =>
      answerReadings(input.answers, input.rules, subject),
    );
  },
};

interface CheckState {
  /** RFC 3339: before that time no further look */
  quietUntil: string;
}

/** customers/update says nothing about metafields, but is a good time to look: at once, and then once in 10 minutes. */
export const loyaltyTrigger: Mapper = {
  part: "loyalty_trigger",
  makes: TOPICS,
  resource: (payload) => gidOf("Customer", payload.admin_graphql_api_id, payload.id) ?? undefined,
  customer: (payload) => gidOf("Customer", payload.admin_graphql_api_id, payload.id),
  leavesOut: (_payload, rules) => withoutPreset(rules),
  map({ resource, state, triggeredAt, now }) {
    const { quietUntil } = (state ?? { quietUntil: triggeredAt.toISOString() }) as CheckState;
    const quietMs = Date.parse(quietUntil) - triggeredAt.getTime();
    // What changes meanwhile is seen when the quiet ends.
    const dueAt = new Date(now.getTime() + Math.min(quietMs, CHECK_MS));
    if (quietMs > 0) return { drafts: [], state, dueAt };
    return lookAt(resource, triggeredAt, now);
  },
};

/** Settles the part "loyalty_trigger". */
export const settleLoyaltyTrigger: Settler = ({ resource, now }) => lookAt(resource, now, now);

function lookAt(customer: string, since: Date, now: Date): MapOutput {
  const state: CheckState = { quietUntil: new Date(since.getTime() + CHECK_MS).toISOString() };
  const key = `${customer}|${now.toISOString()}`;
  return { drafts: [], state, followUps: [{ topic: LOYALTY_CHECK, payload: { customer }, key }] };
}

/** Tells a customer's part what a segment or tag says about the tier. */
export function tierSignalMapper(
  mapper: Pick<Mapper, "resource" | "leavesOut">,
  said: (input: MapInput) => Said[],
): Mapper {
  return {
    ...LOYALTY,
    ...mapper,
    makes: TIER_TOPICS,
    customer: (payload) => mapper.resource(payload) ?? null,
    map(input) {
      const state = (input.state ?? {}) as LoyaltyState;
      const times = { at: input.triggeredAt, now: input.now };
      return toOutput({ ...state, tier: hear(state.tier, said(input), times) });
    },
  };
}

/** Settles the part "loyalty". */
export const settleLoyalty: Settler = (input: SettleInput) => {
  const state = (input.state ?? {}) as LoyaltyState;
  if (!state.tier) return toOutput(state);
  const { state: tier, followUps } = settleTier(state.tier, input);
  return { ...toOutput({ ...state, tier }), followUps };
};

/** carillon/tier_moved: the customer's tier has been compared, and now the event is made. */
export const tierMovedMapper: Mapper = {
  part: "tier_moved",
  makes: TIER_TOPICS,
  resource: ({ customer }) => gidOf("Customer", customer, null) ?? undefined,
  customer: ({ customer }) => gidOf("Customer", customer, null),
  asks: ({ customer }) => (typeof customer === "string" ? { customer } : {}),
  map(input) {
    const { move, at, tier, previous_tier, flow_hops: hops } = input.payload;
    const triggeredAt = new Date(String(at));
    const draft = customerDraft(
      { ...input, triggeredAt },
      {
        topic: move === "lost" ? "loyalty/tier_lost" : "loyalty/tier_changed",
        identity: `${at}|${previous_tier}|${tier}`,
        data: { tier: textOf(tier), previous_tier: textOf(previous_tier) },
        known: { tier },
      },
    );
    const drafts = hops === undefined ? [draft] : withHops([draft], hopsOf(input.payload));
    return { drafts, state: input.state };
  },
};

/** `hops`: how often it came through Shopify Flow's action, if it did. */
export function mapReadings(
  input: MapInput,
  read: (subject: Subject) => CustomerReading[],
  hops?: number,
): MapOutput {
  const state = (input.state ?? {}) as LoyaltyState;
  if (MOVING.every((subject) => read(subject).length === 0))
    return { ...toOutput(state), state: input.state };
  const points = movePoints(input, read("points"), state.points);
  const wallet = moveWallet(input, read("wallet_pass"), state.wallet);
  const times = { at: input.triggeredAt, now: input.now };
  const said = saidByPresets(read("tier"), state.tier);
  const tier = hear(state.tier, hops === undefined ? said : said.map((one) => ({ ...one, hops })), times);
  const next = { points: points.state, wallet: wallet.state, tier };
  const drafts = [...points.drafts, ...wallet.drafts];
  return { ...toOutput(next), drafts: hops === undefined ? drafts : withHops(drafts, hops) };
}

/** A gathering that is under way goes on. */
function toOutput(state: LoyaltyState): MapOutput {
  const until = state.tier?.gatherUntil;
  return { drafts: [], state, dueAt: until ? new Date(until) : undefined };
}

const withoutPreset = (rules: MapInput["rules"]): string | undefined =>
  chosenFields(rules, "customer", MOVING).length > 0 ? undefined : "no_preset";
