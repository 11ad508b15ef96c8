import type { Deps } from "../../config/deps.ts";
import { carryOn, type Progress } from "./carry-on.ts";

/** Nothing is running: whoever begins a recovery wakes this loop. A lost wake-up costs this much. */
const IDLE_MS = 120_000;
/** What is running has enough waiting: a fast endpoint takes 500 in less than a second, a paused one none for days. */
const SHORTEST_MS = 1_000;
const LONGEST_MS = 15_000;

/** Carries recoveries on until `signal` fires. Any number of processes may. */
export async function runRecoverWorker(deps: Deps, signal: AbortSignal): Promise<void> {
  let patience = SHORTEST_MS;
  while (!signal.aborted) {
    deps.loops.cameRound("recoveries", IDLE_MS / 1_000);
    const seen = deps.wake.count("recoveries");
    const progress = await attempt(deps);
    if (progress !== "held") patience = SHORTEST_MS;
    if (progress === "worked") continue;
    await deps.wake.next("recoveries", seen, progress === "idle" ? IDLE_MS : patience, signal);
    patience = Math.min(patience * 2, LONGEST_MS);
  }
  deps.loops.ended("recoveries");
}

/** While the database is away, what may be running is asked for again soon. */
function attempt(deps: Deps): Promise<Progress> {
  return carryOn(deps).catch((error: Error) => {
    deps.log.error({ error: error.message }, "recovery.failed");
    return "held" as const;
  });
}
