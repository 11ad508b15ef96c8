// The loops that turn the inbox into events.
import { setTimeout as pause } from "node:timers/promises";
import type { Deps } from "../../config/deps.ts";
import { processAnswered } from "./process-answered.ts";
import { processInbound } from "./process-inbound.ts";
import { settleDue } from "./settle-due.ts";

const INBOX_POLL_MS = 1_000;
/** What is gathered for 30 or 60 seconds may take this much longer. */
const SETTLE_POLL_MS = 5_000;

/** Works until `signal` fires. */
export async function runInboxWorker(deps: Deps, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const seen = deps.wake.count("inbound");
    const processed =
      (await attempt(deps, () => processInbound(deps))) + (await attempt(deps, () => processAnswered(deps)));
    if (processed === 0) await deps.wake.next("inbound", seen, INBOX_POLL_MS, signal);
  }
}

/** Works until `signal` fires. */
export async function runSettleWorker(deps: Deps, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const settled = await attempt(deps, () => settleDue(deps));
    if (settled === 0) await pause(SETTLE_POLL_MS, undefined, { signal }).catch(() => undefined);
  }
}

function attempt({ log }: Deps, work: () => Promise<number>): Promise<number> {
  return work().catch((error: Error) => {
    log.error({ error: error.message }, "inbox.processing_failed");
    return 0;
  });
}
