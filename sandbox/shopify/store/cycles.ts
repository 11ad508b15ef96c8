// Billing cycles follow from the contract's policy: each begins where the one before ends, and is billed at its end.
import { addInterval } from "./intervals.ts";
import type { Contract, Cycle } from "./records.ts";

/** The contract's cycles that begin until then, made as far as they are not there yet. */
export function cyclesUntil(contract: Contract, until: string): Cycle[] {
  while (startOfNext(contract) <= until) addCycle(contract);
  return contract.cycles.filter(({ startsAt }) => startsAt <= until);
}

export function cycleOf(contract: Contract, index: number): Cycle {
  while (contract.cycles.length < index) addCycle(contract);
  const cycle = contract.cycles[index - 1];
  if (!cycle) throw new Error("A contract's cycles are numbered from 1.");
  return cycle;
}

/** The first one that is neither billed nor skipped. */
export function openCycle(contract: Contract): Cycle {
  for (let index = 1; ; index++) {
    const cycle = cycleOf(contract, index);
    if (!cycle.skipped && !isBilled(contract, cycle)) return cycle;
  }
}

export const isBilled = (contract: Contract, { index }: Cycle): boolean =>
  contract.attempts.some(({ cycle, outcome }) => cycle === index && outcome === "success");

/** Forgets the cycles after the open one, so that they follow the policy as it is now. */
export function replanCycles(contract: Contract): void {
  contract.cycles.length = openCycle(contract).index;
}

const startOfNext = ({ cycles, createdAt }: Contract) => cycles.at(-1)?.endsAt ?? createdAt;

function addCycle(contract: Contract): void {
  const startsAt = startOfNext(contract);
  const endsAt = addInterval(startsAt, contract.billingPolicy);
  const index = contract.cycles.length + 1;
  contract.cycles.push({ index, startsAt, endsAt, expectedAt: endsAt, skipped: false, edited: false });
}
