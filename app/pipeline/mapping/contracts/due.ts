// When a contract wants to be looked at again.
import type { Rules } from "../../../rules/rules-schema.ts";
import type { ContractState } from "./contract-state.ts";
import { currentStatus } from "./history.ts";

const DAY_MS = 86_400_000;

/** The earliest of: a held change, an open activation, the time to announce the next order. */
export function dueAtOf(state: ContractState, rules: Rules): Date | undefined {
  const times = waitingTimes(state).map((time) => new Date(time));
  const upcoming = upcomingAt(state, rules);
  return [...times, ...(upcoming ? [upcoming] : [])].sort((a, b) => a.getTime() - b.getTime())[0];
}

/** Until when changes and activations are held. */
export const waitingTimes = ({ held, activations }: ContractState): string[] =>
  [held?.until, ...activations.map(({ until }) => until)].filter((time) => typeof time === "string");

/** undefined when no order is to come, or when this one was announced. */
export function upcomingAt(state: ContractState, rules: Rules): Date | undefined {
  const date = state.snapshot?.nextOrderDate;
  const isActive = (currentStatus(state.history) ?? "active") === "active";
  if (!date || !isActive || state.upcoming === upcomingKey(date, rules)) return undefined;
  return new Date(Date.parse(date) - rules.upcoming_order.lead_days * DAY_MS);
}

/** An announcement is made once for each date and lead time. */
export const upcomingKey = (date: string, rules: Rules): string =>
  `${new Date(date).toISOString()}|${rules.upcoming_order.lead_days}`;
