// Points are told as balances; what was earned or redeemed is the difference.
import type { EventDraft, MapInput } from "../draft.ts";
import { customerDraft } from "./customer-draft.ts";
import type { CustomerReading } from "./customer-readings.ts";
import { formatDecimal, jsonNumber, parseDecimal, subtract } from "./decimal.ts";

/** By source: a shop may have two loyalty apps. */
export type PointsState = Record<string, { balance: string; at: number }>;

export interface Moved<State> {
  state: State;
  drafts: EventDraft[];
}

export function movePoints(
  input: MapInput,
  readings: CustomerReading[],
  known: PointsState = {},
): Moved<PointsState> {
  const at = input.triggeredAt.getTime();
  const state = { ...known };
  const drafts: EventDraft[] = [];
  for (const { source, reading } of readings) {
    const balance = reading.kind === "value" ? parseDecimal(reading.text) : null;
    const before = known[source];
    if (!balance || (before && at < before.at)) continue;
    state[source] = { balance: formatDecimal(balance), at };
    const value = before && difference(state[source].balance, before.balance);
    if (value && value !== "0") drafts.push(draft(input, source, { value, from: before.balance }, state));
  }
  return { state, drafts };
}

function difference(now: string, before: string): string | null {
  const [a, b] = [parseDecimal(now), parseDecimal(before)];
  return a && b && formatDecimal(subtract(a, b));
}

function draft(
  input: MapInput,
  source: string,
  { value, from }: { value: string; from: string },
  state: PointsState,
): EventDraft {
  const to = state[source]?.balance ?? from;
  const isEarned = !value.startsWith("-");
  return customerDraft(input, {
    topic: "loyalty/points_changed",
    identity: `${source}|${input.triggeredAt.toISOString()}|${to}`,
    known: { loyalty_points: jsonNumber(to) },
    data: {
      points_history: {
        message: `The balance of points ${isEarned ? "rose" : "fell"} from ${from} to ${to}.`,
        value: jsonNumber(value),
        type: isEarned ? "Earn" : "Redeem",
        balance: jsonNumber(to),
        previous_balance: jsonNumber(from),
      },
    },
  });
}
