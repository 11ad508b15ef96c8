import type { CallMetrics } from "../../app/metrics/metrics.ts";

/** What was told of calls of the Admin API, in order. */
export function heardCalls() {
  const heard = { waited: [] as number[], left: [] as number[], limited: [] as string[] };
  const metrics: CallMetrics = {
    shopifyWaited: (seconds) => void heard.waited.push(seconds),
    shopifyPointsLeft: (share) => void heard.left.push(share),
    shopifyLimited: (reason) => void heard.limited.push(reason),
  };
  return { ...heard, metrics };
}
