// The time to look at a contract again has come: a held change is told, an open activation gets its meaning, or the
// next order is announced. All of it wants fresh data, so the contract sends itself a webhook for which Shopify is
// asked.
import type { EventDraft, FollowUp, MapInput, MapOutput, Mapper, Settler } from "../draft.ts";
import type { Payload } from "../parse-payload.ts";
import { textOf } from "../read-payload.ts";
import { lastMeaningOf, takeActivations } from "./activation.ts";
import { cycleData } from "./billing.ts";
import { topicsOf } from "./contract-kind.ts";
import { type ContractState, contractState } from "./contract-state.ts";
import { releaseHeld } from "./date-story.ts";
import { dueAtOf, upcomingAt, upcomingKey } from "./due.ts";
import { tellActivations } from "./lifecycle.ts";
import { answeredSnapshot, withKind } from "./look.ts";
import { finish, tellUpdate } from "./outcome.ts";
import { nextOrderDate } from "./snapshot.ts";
import { tell } from "./tell.ts";

export const CONTRACT_DUE = "carillon/contract_due";
export const UPCOMING_ORDER = "carillon/upcoming_order";

export const settleContract: Settler = ({ resource, state: kept, rules, now }) => {
  const state = contractState(kept);
  const payload: Payload = { contract: resource };
  const followUps: FollowUp[] = [];
  const due = [state.held?.until, ...state.activations.map(({ until }) => until)]
    .filter((time) => time !== undefined && new Date(time) <= now)
    .join(",");
  if (due !== "") followUps.push({ topic: CONTRACT_DUE, payload, key: `${resource}|${due}` });

  const announce = upcomingAt(state, rules);
  const date = state.snapshot?.nextOrderDate;
  if (!announce || !date || announce > now)
    return { drafts: [], state, dueAt: dueAtOf(state, rules, now), followUps };
  const key = upcomingKey(date, rules);
  const announced = { ...state, upcoming: key };
  followUps.push({ topic: UPCOMING_ORDER, payload, key: `${resource}|${key}` });
  return { drafts: [], state: announced, dueAt: dueAtOf(announced, rules, now), followUps };
};

const followUpMapper = (events: string[], map: (input: MapInput) => MapOutput): Mapper => ({
  part: "contract",
  makes: events.flatMap(topicsOf),
  resource: (payload) => textOf(payload.contract) ?? undefined,
  customer: () => null,
  asks: (payload) => ({ contract: textOf(payload.contract) ?? "" }),
  map,
});

export const contractDueMapper = followUpMapper(
  ["updated", "next_order_date_changed", "activated", "reactivated"],
  (input) => {
    const { answers, now } = input;
    const known = withKind(contractState(input.state), input);
    const isDue = known.held !== null && new Date(known.held.until) <= now;
    const heldAt = new Date(known.held?.triggeredAt ?? now);
    const { state, changes } = isDue ? releaseHeld(known) : { state: known, changes: [] };
    const createdAt = answers.contract?.kind === "known" ? answers.contract.value.createdAt : null;
    const clear = takeActivations(state, (activation) =>
      new Date(activation.until) <= now ? lastMeaningOf(state.history, activation, createdAt) : undefined,
    );
    return finish(input, clear.state, [
      ...tellUpdate(input, clear.state, changes, heldAt),
      ...tellActivations(input, clear.state, clear.taken),
    ]);
  },
);

export const upcomingOrderMapper = followUpMapper(["upcoming_order"], (input) => {
  const state = withDate(withKind(contractState(input.state), input), input);
  return finish(input, state, announcement(input, state));
});

/** The date as Shopify has it today. */
function withDate(state: ContractState, input: MapInput): ContractState {
  const shown = answeredSnapshot(input);
  if (!shown) return state;
  const snapshot = { ...(state.snapshot ?? shown), nextOrderDate: shown.nextOrderDate };
  return { ...state, snapshot };
}

/** Nothing when the order was moved, skipped or stopped meanwhile: then it is announced at its own time. */
function announcement(input: MapInput, state: ContractState): EventDraft[] {
  const { answers, rules, now } = input;
  if (answers.contract?.kind !== "known") return [];
  const facts = answers.contract.value;
  const date = nextOrderDate(facts);
  if (date === null || facts.status !== "active") return [];
  const announced = state.upcoming === upcomingKey(date, rules);
  const isPast = new Date(date) <= now;
  if (!announced || isPast) return [];
  const cycle = facts.cycles.find(({ expectedAt }) => Date.parse(expectedAt) === Date.parse(date));
  const more = {
    billing_cycle: cycle ? cycleData(cycle) : null,
    lead_days: rules.upcoming_order.lead_days,
  };
  const identity = `${cycle?.index ?? ""}|${upcomingKey(date, rules)}`;
  return tell(input, state, { event: "upcoming_order", identity, triggeredAt: now, status: "active", more });
}
