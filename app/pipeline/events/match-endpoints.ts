import type { HeldBackField } from "../../privacy/held-back-fields.ts";
import { triggerOfTopic } from "../../topics/flow/triggers.ts";

/** What matching needs to know of an endpoint. */
interface Chooser {
  shopId: string;
  allTopics: boolean;
  topics: string[];
  /** handle of the Shopify Flow trigger that it is; null for a URL */
  flowTrigger: string | null;
}

/** What publishing needs to know besides. */
export interface Listener extends Chooser {
  /** null for a live stream, which makes no deliveries */
  endpointId: string | null;
  /** whether events that came in through Flow's action start its workflows */
  flowEvents: boolean;
  /** what its shop leaves out of every event */
  heldBack: HeldBackField[];
}

/** The shop's endpoints and live streams that chose a topic, and the Flow trigger that it starts. `*` leaves out operational ones. */
export function matchEndpoints<L extends Chooser>(listeners: L[], shopId: string, topic: string): L[] {
  const isOperational = topic.startsWith("endpoint/");
  const handle = triggerOfTopic(topic);
  return listeners.filter((listener) => {
    if (listener.shopId !== shopId) return false;
    if (listener.flowTrigger !== null) return listener.flowTrigger === handle;
    return listener.topics.includes(topic) || (listener.allTopics && !isOperational);
  });
}
