// The parts in which Carillon has an empty database and nothing goes wrong.
import { withCarillon } from "./carillon.ts";
import { startChild } from "./child.ts";
import { type LatencyRound, measureLatency } from "./latency.ts";
import type { Bench } from "./parts.ts";
import { pause } from "./rig.ts";
import { measureSustained, type Sustained } from "./sustained.ts";

const RATES = [50, 200, 1_000];

/** Requests a second that undici alone makes. */
export async function ceiling({ rig, times, say }: Bench): Promise<number> {
  const child = startChild("bench/end-to-end/ceiling.ts");
  await rig.receiver.ask("note", false);
  try {
    const options = { receiverUrl: rig.receiverUrl, seconds: times.ceilingSeconds };
    const perSecond = Math.round(await child.ask<number>("round", options));
    say(`ceiling: ${perSecond}/s`);
    return perSecond;
  } finally {
    await rig.receiver.ask("note", true);
    await child.stop();
  }
}

/** With so many endpoints for each webhook. */
export function rate({ rig, times, say }: Bench, fanOut: number): Promise<Sustained> {
  return withCarillon({ ...rig, database: `carillon_fan_out_${fanOut}`, fanOut }, async (target) => {
    const result = await measureSustained(rig, target, fanOut === 1 ? times.rate : times.fanOut);
    say(`rate with fan-out ${fanOut}: ${JSON.stringify(result)}`);
    return result;
  });
}

/** By the rate of webhooks a second. */
export function latency({ rig, times, say }: Bench): Promise<Record<string, LatencyRound>> {
  return withCarillon({ ...rig, database: "carillon_latency" }, async (target) => {
    await measureLatency(rig, target, { rate: 200, seconds: 2 }); // warms up
    const rounds: Record<string, LatencyRound> = {};
    for (const perSecond of RATES) {
      const round = await measureLatency(rig, target, { rate: perSecond, seconds: times.latencySeconds });
      say(`latency at ${perSecond}/s: ${JSON.stringify(round)}`);
      rounds[perSecond] = round;
    }
    return rounds;
  });
}

export interface Idle {
  statements_per_min: number;
  cpu_ms_per_min: number;
  rss_mb: number;
}

const SETTLE_MS = 3_000;

/** With nothing to do, a while after the start. */
export function idle({ rig, times, say }: Bench): Promise<Idle> {
  return withCarillon({ ...rig, database: "carillon_idle" }, async (target) => {
    await pause(SETTLE_MS);
    const [statements, cpu] = [await target.statements(), await target.cpu()];
    await pause(times.idleMinutes * 60_000);
    const result = {
      statements_per_min: Math.round(((await target.statements()) - statements) / times.idleMinutes),
      cpu_ms_per_min: Math.round(((await target.cpu()).app - cpu.app) / times.idleMinutes),
      rss_mb: Math.round((await target.memoryMb()).now),
    };
    say(`idle: ${JSON.stringify(result)}`);
    return result;
  });
}
