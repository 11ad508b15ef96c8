// From a webhook's time in the timetable to its request's arrival, at a constant rate.
import { percentile, round2 } from "../statistics.ts";
import { countFromNow } from "./counted.ts";
import type { Arrivals } from "./receiver.ts";
import type { Rig } from "./rig.ts";
import type { Sent } from "./sender.ts";
import type { Target } from "./target.ts";
import { SHOPS } from "./webhook.ts";

export interface Latency {
  p50_ms: number;
  p95_ms: number;
  p99_ms: number;
  max_ms: number;
}

export interface LatencyRound extends Latency {
  requests: number;
  sql_per_event: number;
}

export const ALL_SHOPS = Array.from({ length: SHOPS }, (_, shop) => shop);

/** Ends when every request has arrived and is on record; throws when one does not. */
export async function measureLatency(
  rig: Rig,
  target: Target,
  { rate, seconds }: { rate: number; seconds: number },
): Promise<LatencyRound> {
  const { sender, receiver } = rig;
  await receiver.ask("take");
  const allCame = await countFromNow(rig, target);
  const statementsBefore = await target.statements();
  const timetable = { url: target.url, rate, seconds, shops: ALL_SHOPS };
  const sent = await sender.ask<Sent>("byTimetable", timetable);
  await allCame(sent.intended.length);
  const statements = (await target.statements()) - statementsBefore;
  const arrivals = await receiver.ask<Arrivals>("take");
  return {
    ...{ requests: arrivals.numbers.length, sql_per_event: round2(statements / sent.intended.length) },
    ...latencyOf(latencies(sent, arrivals)),
  };
}

/** Milliseconds of each arrival that these webhooks led to; `counts`: which of their numbers are wanted. */
export function latencies(
  { first, intended }: Sent,
  { numbers, times }: Arrivals,
  counts: (number: number) => boolean = () => true,
): Float64Array {
  const found: number[] = [];
  for (const [index, number] of numbers.entries()) {
    const from = intended[number - first];
    if (from !== undefined && counts(number)) found.push((times[index] ?? Number.NaN) - from);
  }
  return Float64Array.from(found);
}

export const latencyOf = (all: Float64Array): Latency => ({
  p50_ms: round2(percentile(all, 0.5)),
  p95_ms: round2(percentile(all, 0.95)),
  p99_ms: round2(percentile(all, 0.99)),
  max_ms: round2(percentile(all, 1)),
});
