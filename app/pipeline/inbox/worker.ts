// The loops that turn the inbox into events.
import type { Deps } from "../../config/deps.ts";
import { processAnswered } from "./process-answered.ts";
import { processInbound } from "./process-inbound.ts";
import { nextSettlementIn, settleDue } from "./settle-due.ts";

/** Less than the minute after which a loop counts as stuck. */
const POLL_MS = 45_000;
const AFTER_ERROR_MS = 1_000;
/** Many states fall due together; they are settled together. */
const SHORTEST_MS = 250;
/** In place of a count. */
const FAILED = Number.NEGATIVE_INFINITY;

/** Works until `signal` fires. */
export async function runInboxWorker(deps: Deps, signal: AbortSignal): Promise<void> {
  const round = { after: "" };
  while (!signal.aborted) {
    deps.loops.cameRound("inbox");
    const seen = deps.wake.count("inbound");
    const processed =
      (await attempt(deps, () => processInbound(deps, round))) +
      (await attempt(deps, () => processAnswered(deps)));
    if (processed === 0) await deps.wake.next("inbound", seen, POLL_MS, signal);
    if (processed < 0) await deps.wake.next("inbound", seen, AFTER_ERROR_MS, signal);
  }
  deps.loops.ended("inbox");
}

/** Works until `signal` fires. */
export async function runSettleWorker(deps: Deps, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    deps.loops.cameRound("settle");
    const seen = deps.wake.count("states");
    const settled = await attempt(deps, () => settleDue(deps));
    if (settled > 0) continue;
    const dueIn = settled < 0 ? AFTER_ERROR_MS : await attempt(deps, () => nextSettlementIn(deps));
    await deps.wake.next("states", seen, Math.min(Math.max(dueIn, SHORTEST_MS), POLL_MS), signal);
  }
  deps.loops.ended("settle");
}

function attempt({ log }: Deps, work: () => Promise<number>): Promise<number> {
  return work().catch((error: Error) => {
    log.error({ error: error.message }, "inbox.processing_failed");
    return FAILED;
  });
}
