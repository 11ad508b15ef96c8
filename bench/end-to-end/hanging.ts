// One of twenty endpoints hangs until the timeout: how long the others' events take, beside rounds in which none hangs,
// in turn in one run.
import { median, round2 } from "../statistics.ts";
import { endpointPath, withCarillon } from "./carillon.ts";
import { ALL_SHOPS, type Latency, latencies, latencyOf } from "./latency.ts";
import type { Bench } from "./parts.ts";
import type { Arrivals } from "./receiver.ts";
import { type Rig, until } from "./rig.ts";
import type { Sent } from "./sender.ts";
import type { Target } from "./target.ts";
import { SHOPS } from "./webhook.ts";

export interface Hanging {
  rounds: number;
  /** p95 of the other endpoints, in milliseconds: medians of the rounds */
  baseline_p95_ms: number;
  hanging_p95_ms: number;
  /** of each round and the one before it: medians */
  p95_ratio: number;
  p95_difference_ms: number;
}

const RATE = 200;
/** Shorter than the default, so that the rounds are: what counts is that slots stay taken until it passes. */
const TIMEOUT_MS = 3_000;
const HANGING_SHOP = 0;
const SETTLE_MS = 60_000;

export function hanging({ rig, times, say }: Bench): Promise<Hanging> {
  const env = { DELIVERY_TIMEOUT_MS: String(TIMEOUT_MS) };
  const { rounds, seconds } = times.hanging;
  return withCarillon({ ...rig, database: "carillon_hanging", env }, async (target) => {
    await measureOthers(rig, target, seconds, false); // warms up
    const pairs: [baseline: number, hanging: number][] = [];
    for (let round = 0; round < rounds; round += 1) {
      const baseline = await measureOthers(rig, target, seconds, false);
      const disturbed = await measureOthers(rig, target, seconds, true);
      say(`others' p95: ${baseline.p95_ms} ms, with one hanging ${disturbed.p95_ms} ms`);
      pairs.push([baseline.p95_ms, disturbed.p95_ms]);
    }
    return {
      rounds,
      baseline_p95_ms: median(pairs.map(([baseline]) => baseline)),
      hanging_p95_ms: median(pairs.map(([, disturbed]) => disturbed)),
      p95_ratio: round2(median(pairs.map(([baseline, disturbed]) => disturbed / baseline))),
      p95_difference_ms: round2(median(pairs.map(([baseline, disturbed]) => disturbed - baseline))),
    };
  });
}

/** Of the nineteen that never hang, in either kind of round. */
async function measureOthers(
  { sender, receiver }: Rig,
  target: Target,
  seconds: number,
  oneHangs: boolean,
): Promise<Latency> {
  await receiver.ask("take");
  await receiver.ask("delay", oneHangs ? { [endpointPath(HANGING_SHOP)]: TIMEOUT_MS * 10 } : {});
  const timetable = { url: target.url, rate: RATE, seconds, shops: ALL_SHOPS };
  const sent = await sender.ask<Sent>("byTimetable", timetable);
  await receiver.ask("delay", {});
  await until("The end of what the hanging endpoint missed", SETTLE_MS, () => nothingDueSoon(target));
  const arrivals = await receiver.ask<Arrivals>("take");
  const isOther = (number: number) => number % SHOPS !== HANGING_SHOP;
  const others = latencies(sent, arrivals, isOther);
  const expected = Array.from(sent.intended.keys()).filter((index) => isOther(sent.first + index)).length;
  if (others.length < expected) throw new Error(`${expected - others.length} events did not arrive.`);
  return latencyOf(others);
}

/** What failed twice comes back in five minutes: that is no part of these rounds. */
async function nothingDueSoon({ pool }: Target): Promise<boolean> {
  const { rows } = await pool.query(
    `select 1 from delivery where status = 'pending' and due_at < now() + interval '20 seconds' limit 1`,
  );
  const { rows: waiting } = await pool.query(
    "select 1 from inbound_webhook where status = 'pending' limit 1",
  );
  return rows.length + waiting.length === 0;
}
