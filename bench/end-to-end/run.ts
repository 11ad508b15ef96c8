// The benchmark from a signed webhook to its attempt on record, part by part (docs/benchmark.md).
import { median } from "../statistics.ts";
import { startCarillon } from "./carillon.ts";
import { startChild } from "./child.ts";
import { type LatencyRound, measureLatency } from "./latency.ts";
import type { Rig } from "./rig.ts";
import { measureSustained, type Sustained } from "./sustained.ts";

export interface Bench {
  rig: Rig;
  quick: boolean;
  say(line: string): void;
}

const RATES = [50, 200, 1_000];

export async function measureCeiling({ rig, quick, say }: Bench, rounds: number): Promise<number> {
  const child = startChild("bench/end-to-end/ceiling.ts");
  try {
    await rig.receiver.ask("note", false);
    const found: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const options = { receiverUrl: rig.receiverUrl, seconds: quick ? 2 : 5 };
      found.push(await child.ask<number>("round", options));
      say(`ceiling        ${Math.round(found.at(-1) ?? 0)}/s`);
    }
    return Math.round(median(found));
  } finally {
    await rig.receiver.ask("note", true);
    await child.stop();
  }
}

export async function measureLatencies({ rig, quick, say }: Bench): Promise<Record<string, LatencyRound>> {
  const target = await startCarillon({ ...rig, database: "carillon_latency" });
  try {
    await measureLatency(rig, target, { rate: 200, seconds: 3 }); // warms up
    const rounds: Record<string, LatencyRound> = {};
    for (const rate of RATES) {
      const round = await measureLatency(rig, target, { rate, seconds: quick ? 4 : 15 });
      say(`latency        ${rate}/s  ${JSON.stringify(round)}`);
      rounds[rate] = round;
    }
    return rounds;
  } finally {
    await target.stop();
  }
}

export async function measureRate({ rig, quick, say }: Bench, fanOut: number): Promise<Sustained> {
  const target = await startCarillon({ ...rig, database: `carillon_fan_out_${fanOut}`, fanOut });
  try {
    const times = quick
      ? { warmUpSeconds: 2, seconds: 4, tries: 2 }
      : { warmUpSeconds: 4, seconds: 10, tries: 5 };
    const result = await measureSustained(rig, target, times);
    say(`fan-out ${fanOut}`.padEnd(15) + JSON.stringify(result));
    return result;
  } finally {
    await target.stop();
  }
}
