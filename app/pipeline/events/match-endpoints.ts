/** What matching needs to know of an endpoint. */
export interface Listener {
  endpointId: string;
  shopId: string;
  allTopics: boolean;
  topics: string[];
}

/** The shop's endpoints that chose a topic. `*` means every topic but the operational ones. */
export function matchEndpoints<L extends Listener>(listeners: L[], shopId: string, topic: string): L[] {
  const isOperational = topic.startsWith("endpoint/");
  return listeners.filter(
    (listener) =>
      listener.shopId === shopId &&
      (listener.topics.includes(topic) || (listener.allTopics && !isOperational)),
  );
}
