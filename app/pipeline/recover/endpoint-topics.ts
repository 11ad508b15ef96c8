import { TOPICS } from "../../topics/catalog.ts";
import { matchEndpoints } from "../events/match-endpoints.ts";

/** The topics that an endpoint with a URL has now, by the rule that gives it new events. */
export function topicsOf(endpoint: { id: string; shopId: string; allTopics: boolean; topics: string[] }) {
  const listener = { ...endpoint, endpointId: endpoint.id, flowTrigger: null, flowEvents: false };
  return TOPICS.map(({ name }) => name as string).filter(
    (name) => matchEndpoints([listener], endpoint.shopId, name).length > 0,
  );
}
