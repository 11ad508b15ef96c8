import type { Rig } from "./rig.ts";
import type { Times } from "./times.ts";

/** The parts of the end-to-end benchmark, in the order in which they run. */
export const END_TO_END = [
  "ceiling",
  "rate",
  "latency",
  "fan-out",
  "idle",
  "hanging",
  "flood",
  "rivals",
  "claims",
] as const;

export type Part = (typeof END_TO_END)[number];

/** Those that were named; none named: all, but in a hurry without the one that takes longer than the others together. */
export function partsOf(names: string[], quick: boolean): Part[] {
  if (names.length > 0) return END_TO_END.filter((part) => names.includes(part));
  return END_TO_END.filter((part) => !quick || part !== "claims");
}

/** What a part measures with. */
export interface Bench {
  rig: Rig;
  times: Times;
  say(line: string): void;
}
