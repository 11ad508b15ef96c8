// The benchmark from a signed webhook to its attempt on record, part by part (docs/benchmark.md).
import { cpus, totalmem } from "node:os";
import { ensureBuild } from "#sandbox/ensure-build.ts";
import { benchClaims } from "../claims.ts";
import { endOnSignals, unlessStopped } from "./ending.ts";
import { flood } from "./flood.ts";
import { hanging } from "./hanging.ts";
import { ceiling, idle, latency, rate } from "./measure.ts";
import type { Part } from "./parts.ts";
import { type Findings, type Machine, type Report, reportOf } from "./report.ts";
import { startRig } from "./rig.ts";
import { measureRivals } from "./rivals/measure.ts";
import { FULL, QUICK } from "./times.ts";

interface Options {
  /** a first look */
  quick: boolean;
  say(line: string): void;
}

/** The ceiling is measured before, between and after the rest: the machine may not stay the same. */
export async function benchEndToEnd(parts: readonly Part[], { quick, say }: Options): Promise<Report> {
  const wanted = (part: Part) => parts.includes(part);
  endOnSignals();
  await ensureBuild(say);
  const rig = await startRig();
  const found: Findings = { ceilings: [], machine: machine(rig.server.version) };
  const bench = { rig, times: quick ? QUICK : FULL, say };
  try {
    if (wanted("ceiling")) found.ceilings.push(await ceiling(bench));
    if (wanted("rate")) found.rate = await rate(bench, 1);
    if (wanted("latency")) found.latency = await latency(bench);
    if (wanted("fan-out")) found.fanOut = await rate(bench, 10);
    if (wanted("ceiling")) found.ceilings.push(await ceiling(bench));
    if (wanted("idle")) found.idle = await idle(bench);
    if (wanted("hanging")) found.hanging = await hanging(bench);
    if (wanted("flood")) found.flood = await flood(bench);
    if (wanted("rivals")) found.rivals = await measureRivals(bench);
    if (wanted("ceiling")) found.ceilings.push(await ceiling(bench));
  } catch (error) {
    await unlessStopped();
    throw error;
  } finally {
    await rig.stop();
  }
  if (wanted("claims")) found.claims = await benchClaims(say, { quick });
  return reportOf(found);
}

const machine = (postgres: string): Machine => ({
  ...{ cpu: cpus()[0]?.model ?? "", cores: cpus().length, memory_gb: Math.round(totalmem() / 2 ** 30) },
  ...{ node: process.version, postgres },
});
