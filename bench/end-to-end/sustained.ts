// The highest rate that something keeps up with: first as many as come out at the other end, with a thousand under
// way; then that rate by timetable, and less, until the backlog does not grow.
import { round2, slope } from "../statistics.ts";
import { countFromNow } from "./counted.ts";
import { ALL_SHOPS } from "./latency.ts";
import { pause, type Rig } from "./rig.ts";
import type { Sent } from "./sender.ts";
import type { Target } from "./target.ts";

export interface Sustained {
  /** webhooks a second whose attempts came on record, of which the backlog did not grow */
  events_per_s: number;
  offered_per_s: number;
  /** webhooks a second by which the backlog grew meanwhile */
  backlog_growth_per_s: number;
  /** with a thousand webhooks under way */
  saturated_per_s: number;
  sql_per_event: number;
  cpu_ms_per_event: number;
  database_cpu_ms_per_event: number;
}

export interface SustainedTimes {
  warmUpSeconds: number;
  seconds: number;
  tries: number;
}

const UNDER_WAY = 1_000;
/** Of the rate: what counts as not growing. */
const STEADY = 0.02;
/** Of what came out with a thousand under way, and then of what came out at the last rate. */
const FIRST_TRY = 0.97;
const NEXT_TRY = 0.95;
const SAMPLE_MS = 100;

export async function measureSustained(rig: Rig, target: Target, times: SustainedTimes): Promise<Sustained> {
  await rig.receiver.ask("note", false);
  const saturated = await saturate(rig, target, times);
  let result = await hold(rig, target, times, saturated * FIRST_TRY);
  for (let tries = 1; tries < times.tries && grows(result); tries += 1) {
    const { offered_per_s: offered, events_per_s: events } = result;
    result = await hold(rig, target, times, Math.min(offered, events) * NEXT_TRY);
  }
  await rig.receiver.ask("note", true);
  return { ...result, saturated_per_s: Math.round(saturated) };
}

const grows = (result: Pick<Sustained, "backlog_growth_per_s" | "offered_per_s">): boolean =>
  result.backlog_growth_per_s > result.offered_per_s * STEADY;

/** Webhooks a second that come on record while a thousand are under way. */
async function saturate(rig: Rig, target: Target, times: SustainedTimes): Promise<number> {
  const { url, fanOut } = target;
  const seconds = times.warmUpSeconds + times.seconds;
  const allCame = await countFromNow(rig, target);
  const sending = rig.sender.ask<number>("byWindow", {
    url,
    seconds,
    shops: ALL_SHOPS,
    limit: UNDER_WAY,
    fanOut,
  });
  await pause(times.warmUpSeconds * 1_000);
  const before = await look(target);
  const webhooks = await sending;
  const after = await look(target);
  await allCame(webhooks);
  return ((after.attempts - before.attempts) / fanOut / (after.at - before.at)) * 1_000;
}

/** Offers this many webhooks a second, whatever becomes of them. */
async function hold(
  rig: Rig,
  target: Target,
  times: SustainedTimes,
  rate: number,
): Promise<Omit<Sustained, "saturated_per_s">> {
  const { sender, receiver } = rig;
  const seconds = times.warmUpSeconds + times.seconds;
  const allCame = await countFromNow(rig, target);
  const sending = sender.ask<Sent>("byTimetable", { url: target.url, rate, seconds, shops: ALL_SHOPS });
  await pause(times.warmUpSeconds * 1_000);
  const before = await look(target);
  const backlog: { x: number; y: number }[] = [];
  for (const end = before.at + times.seconds * 1_000; performance.now() < end; await pause(SAMPLE_MS)) {
    const x = performance.now() / 1_000;
    // Against the timetable and not what was sent: a sender that is kept waiting is a backlog too.
    backlog.push({ x, y: rate * x - (await receiver.ask<number>("count")) / target.fanOut });
  }
  const after = await look(target);
  await allCame((await sending).intended.length);
  const events = (after.attempts - before.attempts) / target.fanOut;
  return {
    events_per_s: Math.round((events / (after.at - before.at)) * 1_000),
    offered_per_s: Math.round(rate),
    backlog_growth_per_s: round2(slope(backlog)),
    sql_per_event: round2((after.statements - before.statements) / events),
    cpu_ms_per_event: round3((after.cpu.app - before.cpu.app) / events),
    database_cpu_ms_per_event: round3((after.cpu.database - before.cpu.database) / events),
  };
}

async function look(target: Target) {
  const [cpu, statements, attempts] = [
    await target.cpu(),
    await target.statements(),
    await target.attempts(),
  ];
  return { cpu, statements, attempts, at: performance.now() };
}

const round3 = (value: number): number => Math.round(value * 1_000) / 1_000;
