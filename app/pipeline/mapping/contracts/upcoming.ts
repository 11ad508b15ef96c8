// The time to look at a contract again has come: a held change is told, an open activation gets its meaning, or the
// next order is announced. All of it wants fresh data, so the contract sends itself a webhook for which Shopify is
// asked.

import type { Payload } from "../../../topics/parse-payload.ts";
import type { EventDraft, FollowUp, MapInput, MapOutput, Mapper, Settler } from "../draft.ts";
import { textOf } from "../read-payload.ts";
import { lastMeaningOf, takeActivations } from "./activation.ts";
import { cycleData } from "./billing.ts";
import { topicsOf } from "./contract-kind.ts";
import { type ContractState, contractState, type OpenActivation } from "./contract-state.ts";
import { releaseHeld } from "./date-story.ts";
import { upcomingAt, upcomingKey, waitingTimes } from "./due.ts";
import { tellActivations } from "./lifecycle.ts";
import { withKind } from "./look.ts";
import { finish, tellUpdate } from "./outcome.ts";
import { nextOrderDate } from "./snapshot.ts";
import { tell } from "./tell.ts";

export const CONTRACT_DUE = "carillon/contract_due";
export const UPCOMING_ORDER = "carillon/upcoming_order";

export const settleContract: Settler = ({ resource, state: kept, rules, now }) => {
  const state = contractState(kept);
  const payload: Payload = { contract: resource };
  const waiting = waitingTimes(state);
  const due = waiting.filter((time) => new Date(time) <= now);
  const followUps: FollowUp[] =
    due.length > 0 ? [{ topic: CONTRACT_DUE, payload, key: `${resource}|${due.join(",")}` }] : [];

  const announceAt = upcomingAt(state, rules);
  const date = state.snapshot?.nextOrderDate;
  const isTime = announceAt && date && announceAt <= now;
  const key = isTime ? upcomingKey(date, rules) : state.upcoming;
  if (isTime) followUps.push({ topic: UPCOMING_ORDER, payload, key: `${resource}|${key}` });
  // What is in the inbox by now need not be looked at again.
  const later = waiting.filter((time) => new Date(time) > now).map((time) => new Date(time));
  const next = [...later, ...(announceAt && !isTime ? [announceAt] : [])];
  const dueAt = next.sort((a, b) => a.getTime() - b.getTime())[0];
  return { drafts: [], state: { ...state, upcoming: key }, dueAt, followUps };
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
  // All that a contract's update may lead to: what nobody chose now may be chosen when the change is told.
  ["updated", "next_order_date_changed", "activated", "reactivated", "upcoming_order"],
  (input) => {
    const { answers, now } = input;
    const known = withKind(contractState(input.state), input);
    const isDue = known.held !== null && new Date(known.held.until) <= now;
    const heldAt = new Date(known.held?.triggeredAt ?? now);
    const { state, changes } = isDue ? releaseHeld(known) : { state: known, changes: [] };
    const createdAt = answers.contract?.kind === "known" ? answers.contract.value.createdAt : null;
    const isUp = ({ until }: OpenActivation) => until !== null && new Date(until) <= now;
    const clear = takeActivations(state, (activation) =>
      isUp(activation) ? lastMeaningOf(state.history, activation, createdAt) : undefined,
    );
    const open = clear.state.activations.map((activation) =>
      isUp(activation) ? { ...activation, until: null } : activation,
    );
    return finish(input, { ...clear.state, activations: open }, [
      ...tellUpdate(input, clear.state, changes, heldAt),
      ...tellActivations(input, clear.state, clear.taken),
    ]);
  },
);

/** A date that Shopify tells only here belongs to an `update` that is still to come: the snapshot stays as it is. */
export const upcomingOrderMapper = followUpMapper(["upcoming_order"], (input) => {
  const state = withKind(contractState(input.state), input);
  return finish(input, state, announcement(input, state));
});

/** Nothing when the order was moved, skipped or stopped meanwhile: then it is announced at its own time. */
function announcement(input: MapInput, state: ContractState): EventDraft[] {
  const { answers, rules, now } = input;
  if (answers.contract?.kind !== "known") return [];
  const facts = answers.contract.value;
  const date = nextOrderDate(facts, now);
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
