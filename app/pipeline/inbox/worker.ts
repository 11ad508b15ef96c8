// The loop that turns the inbox into events.
import type { Deps } from "../../config/deps.ts";
import { processInbound } from "./process-inbound.ts";

const POLL_MS = 1_000;

/** Works until `signal` fires. */
export async function runInboxWorker(deps: Deps, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const seen = deps.wake.count("inbound");
    const processed = await processInbound(deps).catch((error: Error) => {
      deps.log.error({ error: error.message }, "inbox.processing_failed");
      return 0;
    });
    if (processed === 0) await deps.wake.next("inbound", seen, POLL_MS, signal);
  }
}
