// When a contract wants to be looked at again.
import type { Rules } from "../../../rules/rules-schema.ts";
import type { ContractState } from "./contract-state.ts";
import { currentStatus } from "./history.ts";

const DAY_MS = 86_400_000;

/** The earliest of: a held change, an open activation, the time to announce the next order. */
export function dueAtOf(state: ContractState, rules: Rules, now: Date): Date | undefined {
  const times = [state.held?.until, ...state.activations.map(({ until }) => until)];
  const waiting = times.flatMap((time) => (time && new Date(time) > now ? [new Date(time)] : []));
  const upcoming = upcomingAt(state, rules);
  return [...waiting, ...(upcoming ? [upcoming] : [])].sort((a, b) => a.getTime() - b.getTime())[0];
}

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
