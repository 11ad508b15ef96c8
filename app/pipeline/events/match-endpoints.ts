import { triggerOfTopic } from "../../topics/flow/triggers.ts";

/** What matching needs to know of an endpoint. */
export interface Listener {
  endpointId: string;
  shopId: string;
  allTopics: boolean;
  topics: string[];
  /** handle of the Shopify Flow trigger that it is; null for a URL */
  flowTrigger: string | null;
  /** whether events that came in through Flow's action start its workflows */
  flowEvents: boolean;
}

/** The shop's endpoints that chose a topic, and the Flow trigger that it starts. `*` leaves out operational ones. */
export function matchEndpoints<L extends Listener>(listeners: L[], shopId: string, topic: string): L[] {
  const isOperational = topic.startsWith("endpoint/");
  const handle = triggerOfTopic(topic);
  return listeners.filter((listener) => {
    if (listener.shopId !== shopId) return false;
    if (listener.flowTrigger !== null) return listener.flowTrigger === handle;
    return listener.topics.includes(topic) || (listener.allTopics && !isOperational);
  });
}
