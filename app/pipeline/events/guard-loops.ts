// PURE: an event that a workflow of Shopify Flow sent in may start a workflow that sends it in again, and so on for ever.
import type { Listener } from "./match-endpoints.ts";

/** How often one thing may go round through Flow before it starts no more workflows. */
export const MOST_FLOW_HOPS = 3;

/**
 * flow_origin: it came in through Flow's action, and the merchant has not allowed such events to start this trigger.
 * flow_hops: it did so more often than MOST_FLOW_HOPS.
 */
export type Withheld = "flow_origin" | "flow_hops";

/**
 * Why an event does not go to a listener that chose it; undefined when it does. URLs get everything. What happens to the
 * delivery of an event that a workflow sent is Carillon's own news: it needs nobody's leave, but its rounds go on counting.
 */
export function withheldFrom(
  { flowTrigger, flowEvents }: Pick<Listener, "flowTrigger" | "flowEvents">,
  { topic, flowHops }: { topic: string; flowHops: number },
): Withheld | undefined {
  if (flowTrigger === null || flowHops === 0) return undefined;
  if (!flowEvents && !topic.startsWith("endpoint/")) return "flow_origin";
  return flowHops > MOST_FLOW_HOPS ? "flow_hops" : undefined;
}
